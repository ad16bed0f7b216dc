"""Sheets as text: CSV in UTF-8 or UTF-16, whichever way its cells are divided."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from .encodings import likely_encoding
from .tables import Bounds, Table, build_table, reject

DELIMITERS = ",;\t|"
#: What begins the file of an encoding, longest first.
MARKS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(data: bytes, bounds: Bounds) -> Table:
    """The table of a CSV file. Lines are numbered as spreadsheet programs do: not those inside quotes."""
    text = decode(data)
    delimiter, text = divide(text)
    return build_table(_records(text, delimiter, bounds), bounds, ragged=True)


def decode(data: bytes) -> str:
    """The text, exactly; ``SheetRejected`` where that is not certain."""
    encoding = "utf-8"
    for mark, encoding_of_mark in MARKS:
        if data.startswith(mark):
            encoding, data = encoding_of_mark, data[len(mark) :]
            break
    if encoding is None:
        _refuse_encoding("UTF-32", 1)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        _undecodable(data, encoding, error)
    if "\0" in text:
        _refuse_nul(data, text)
    return text


def _undecodable(data, encoding, error):
    line = error.object[: error.start].count(b"\n") + 1
    likely = likely_encoding(data) if encoding == "utf-8" else None
    if likely:
        _refuse_encoding(likely, line)
    message = _("There is a damaged character on line %(line)d. Save the sheet again as “CSV UTF-8” or XLSX.")
    reject("stray_byte", message % {"line": line}, line)


def _refuse_encoding(likely, line):
    message = _(
        "The letters are not stored as UTF-8 but, it seems, as %(encoding)s. Save the sheet as “CSV UTF-8” or XLSX."
    )
    reject("encoding", message % {"encoding": likely}, line)


def _refuse_nul(data, text):
    if len(data) > 2 and data.count(b"\0") > len(data) // 4:
        _refuse_encoding("UTF-16", 1)
    line = text[: text.index("\0")].count("\n") + 1
    reject(
        "nul", _("A character that is none (NUL) stands on line %(line)d. Type the line anew.") % {"line": line}, line
    )


def divide(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without the line ``sep=;`` that may say so."""
    named = re.match(r"sep=([,;\t|])\r?\n?", text, re.IGNORECASE)
    if named:
        return named.group(1), text[named.end() :]
    headings = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip(' ,;\t|"')), ""))
    return max(DELIMITERS, key=headings.count), text


def _records(text, delimiter, bounds):
    # Longer cells are told by line; far longer ones come of a quote that nobody closed.
    csv.field_size_limit(max(bounds.max_cell_characters * 2, 131_072))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):
            yield line, cells
    except csv.Error:
        message = _("The quotes on line %(line)d do not close, or text follows them. Mend the line, or save as XLSX.")
        reject("quotes", message % {"line": line + 1}, line + 1)

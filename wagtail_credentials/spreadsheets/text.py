"""Sheets as text: CSV, whichever way its cells are divided."""

import csv
import re

from django.utils.translation import gettext as _

from ..domain.reading import AS_FOUND, ReadingOptions
from .decoding import decode
from .tables import Bounds, Table, build_table, reject

DELIMITERS = ",;\t|"
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def read_text(data: bytes, bounds: Bounds, options: ReadingOptions = AS_FOUND) -> Table:
    """The table of a CSV file. Lines are numbered as spreadsheet programs do: not those inside quotes."""
    if options.sheet:
        message = _("A CSV file has no sheets to choose from. Leave out the name of the sheet.")
        reject("no_such_sheet", message, value=options.sheet)
    text = decode(data, options.encoding)
    delimiter, text = divide(text)
    return build_table(_records(text, delimiter, bounds), bounds, ragged=True)


def divide(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without the line ``sep=;`` that may say so."""
    named = re.match(r"sep=([,;\t|])\r?\n?", text, re.IGNORECASE)
    if named:
        return named.group(1), text[named.end() :]
    lines = (match[0] for match in LINE.finditer(text))
    headings = re.sub(r'"[^"]*"', "", next((line for line in lines if line.strip(' ,;\t|"\r\n')), ""))
    return max(DELIMITERS, key=headings.count), text


def _records(text, delimiter, bounds):
    # Longer cells are told by line; far longer ones come of a quote that nobody closed.
    csv.field_size_limit(max(bounds.max_cell_characters * 2, 131_072))
    reader = csv.reader(map(re.Match.group, LINE.finditer(text)), delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):
            yield line, cells
    except csv.Error:
        message = _("The quotes on line %(line)d do not close, or text follows them. Mend the line, or save as XLSX.")
        reject("quotes", message % {"line": line + 1}, line + 1)

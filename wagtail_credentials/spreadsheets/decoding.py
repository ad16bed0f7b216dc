"""The text of a CSV, letter for letter: in Unicode as it says itself, in another encoding if that was named."""

import codecs

from django.utils.translation import gettext as _

from .encodings import WIDE, is_wide, likely_encoding
from .tables import reject

#: What begins the file of an encoding, longest first.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Codecs of Python that make text, but are no encoding a sheet is saved in.
NO_ENCODINGS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined")
#: So many letters in UTF-8 never come by chance of an encoding with two bytes a letter; of one with one byte, one does.
CERTAIN = 8


def decode(data: bytes, encoding: str = "") -> str:
    """The text, exactly, without its mark; ``SheetRejected`` where that is not certain."""
    if encoding:
        return _decode_as(data, encoding)
    encoding, data = marked(data)
    if encoding.startswith("utf-32"):
        refuse_encoding("UTF-32", 1)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        _undecodable(data, encoding, error)
    if "\0" in text:
        _refuse_nul(data, text)
    return text


def codec_of(encoding: str) -> str | None:
    """Python's name of an encoding of text, None where it knows none so called."""
    try:
        name = codecs.lookup(encoding.strip()).name
        b"a".decode(name, "ignore")
    except (LookupError, ValueError):
        return None
    return None if name in NO_ENCODINGS else name


def marked(data: bytes) -> tuple[str, bytes]:
    """The encoding that the file's first bytes say, "" for none, and the rest of it."""
    return next(((name, data[len(mark) :]) for mark, name in MARKS if data.startswith(mark)), ("", data))


def _decode_as(data, encoding):
    """In the encoding that was named, unless the file is evidently in another: then its letters would be others."""
    codec = codec_of(encoding)
    if codec is None:
        message = _(
            "There is no encoding called “%(encoding)s”. Leave it to be found out, or write one such as cp1252."
        )
        reject("unknown_encoding", message % {"encoding": encoding[:40]}, value=encoding)
    mark, rest = marked(data)
    if mark and not mark.startswith(codec.removesuffix("-sig")):
        _refuse_named(encoding, mark.upper())
    if not codec.startswith("utf") and _is_utf8(data, codec):
        _refuse_named(encoding, "UTF-8")
    # What divides cells and lines has a zero byte there.
    if codec.startswith(("utf-16", "utf-32")) and 0 not in data:
        _refuse_named(encoding, likely_encoding(data) or "UTF-8")
    return _decoded(rest, mark or codec, encoding)


def _decoded(data, codec, encoding):
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeError as error:
        line = _line_of(data, codec, getattr(error, "start", 0))
        message = _("A character on line %(line)d is none in %(encoding)s. Name the encoding the sheet was saved in.")
        reject("encoding", message % {"line": line, "encoding": encoding}, line)
    if "\0" in text:
        _refuse_nul(b"", text)
    return text


def _line_of(data, codec, start):
    return _lines(data[:start].decode(codec, "ignore"))


def _lines(before):
    """The number of the line that follows the text."""
    return before.count("\n" if "\n" in before else "\r") + 1


def _is_utf8(data, codec):
    """It holds letters beyond ASCII, and all of them are such as UTF-8 writes."""
    if data.isascii():
        return False
    try:
        letters = sum(c > "\x7f" for c in data.decode("utf-8"))
    except UnicodeDecodeError:
        return False
    # Of 20 bytes that are one letter each, none is lost.
    one_byte = len(bytes(range(0xC0, 0xD4)).decode(codec, "replace")) == 20
    return letters >= (1 if one_byte else CERTAIN)


def _refuse_named(encoding, found):
    message = _("The letters are stored as %(found)s, not as %(encoding)s. Leave the encoding to be found out.")
    reject("encoding", message % {"found": found, "encoding": encoding}, 1)


def _undecodable(data, encoding, error):
    line = _line_of(error.object, encoding or "utf-8", error.start)
    likely = likely_encoding(data) if encoding in ("", "utf-8") else None
    if likely:
        refuse_encoding(likely, 1 if likely == WIDE else line)
    message = _("There is a damaged character on line %(line)d. Save the sheet again as “CSV UTF-8” or XLSX.")
    reject("stray_byte", message % {"line": line}, line)


def refuse_encoding(likely: str, line: int):
    message = _(
        "The letters are not stored as UTF-8 but, it seems, as %(encoding)s. "
        "Save the sheet as “CSV UTF-8” or XLSX, or name its encoding."
    )
    reject("encoding", message % {"encoding": likely}, line)


def _refuse_nul(data, text):
    if is_wide(data):
        refuse_encoding(WIDE, 1)
    line = _lines(text[: text.index("\0")])
    reject(
        "nul", _("A character that is none (NUL) stands on line %(line)d. Type the line anew.") % {"line": line}, line
    )

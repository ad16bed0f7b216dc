"""What a file is, by its content, and whether its name says the same."""

import json
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from .archives import UNREADABLE, open_zip
from .tables import damaged, reject

CSV, XLSX, ODS = "csv", "xlsx", "ods"
EXTENSIONS = {".csv": CSV, ".tsv": CSV, ".xlsx": XLSX, ".ods": ODS}
#: The flag of an entry that needs a password.
ENCRYPTED = 1
#: Bytes of JSON that are parsed to be sure of it.
LARGE = 1_000_000
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
#: (how the file begins, what it is): files that are not sheets we read.
OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
)
#: (what stands a little behind the beginning, where, what it is).
FURTHER_ON = ((b"WEBP", 8, "WebP"), (b"ftyphei", 4, "HEIC"), (b"ftypmif1", 4, "HEIC"), (b"ftypavif", 4, "AVIF"))
#: A document mark, a directive, or the first entry of a list.
YAML = re.compile(r"---\s*\n|%yaml|- *[\w ]+:(\s|$)")


def kind_of(data: bytes, filename: str) -> str:
    """``csv``, ``xlsx`` or ``ods``. Raises ``SheetRejected`` for anything else, and where name and content differ."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        reject("empty", _("The file is empty. Fill the downloaded template and save it."))
    content = _content(data)
    extension = PurePath(filename).suffix.lower()
    if EXTENSIONS.get(extension) != content:
        message = _("The file is called “%(name)s”, but it is a %(kind)s file. Save it as XLSX, CSV or ODS, so named.")
        reject("wrong_name", message % {"name": PurePath(filename).name[-80:], "kind": content.upper()})
    return content


def _refuse(kind):
    message = _("This is not a sheet that can be read: it is %(kind)s. Save it as XLSX, CSV or ODS and upload that.")
    reject("wrong_kind", message % {"kind": kind})


def _content(data):
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse(_compound(data))
    for beginning, kind in OTHERS:
        if data.startswith(beginning):
            _refuse(kind)
    for mark, place, kind in FURTHER_ON:
        if data.startswith(mark, place):
            _refuse(kind)
    _refuse_markup(data)
    return CSV


def _compound(data):
    """Microsoft's older container: XLS, or anything with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return _("protected with a password (save it without one)")
    return _("an old Excel file (XLS) or another Office file of that time")


def _refuse_markup(data):
    text = data[:4000].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore").lstrip()
    beginning = text[:1000].lower()
    if beginning.startswith("<"):
        if "office:document" in beginning:
            _refuse(_("a flat OpenDocument file (FODS)"))
        _refuse("HTML" if "<html" in beginning or "<table" in beginning or "<!doctype html" in beginning else "XML")
    if beginning.startswith(("{", "[")) and (_is_json(data) or _is_json(text.partition("\n")[0])):
        _refuse("JSON")
    if YAML.match(beginning):
        _refuse("YAML")


def _is_json(data):
    """The file, or its first line where each is an object of its own."""
    # A parser makes far more of a large one than there is memory for.
    if len(data) > LARGE:
        return data.rstrip().endswith((b"]", b"}"))
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _archive(data):
    """XLSX or ODS by what the ZIP holds."""
    try:
        with open_zip(data) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & ENCRYPTED for entry in archive.infolist()):
                _refuse(_("protected with a password (save it without one)"))
            types = _peek(archive, names, "[Content_Types].xml", 1_000_000)
            mimetype = _peek(archive, names, "mimetype", 200).strip()
            manifest = _peek(archive, names, "META-INF/manifest.xml", 1_000_000)
    except UNREADABLE:
        damaged()
    if b"encryption-data" in manifest:
        _refuse(_("protected with a password (save it without one)"))
    if mimetype == ODS_TYPE:
        return ODS
    return _office(types) if types else _refuse(_other_archive(mimetype, names))


def _other_archive(mimetype, names):
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return _("an OpenDocument file, but not a spreadsheet")
    if any(name.endswith(".iwa") for name in names):
        return _("a file of Apple’s Numbers, Pages or Keynote")
    return _("a ZIP archive")


def _office(types):
    if b"sheet.binary" in types:
        _refuse(_("a binary workbook (XLSB)"))
    if b"macroEnabled" in types:
        _refuse(_("a workbook with macros (XLSM)"))
    if b"spreadsheetml.sheet.main+xml" in types:
        return XLSX
    return _refuse(_("an Office file, but not a workbook"))


def _peek(archive, names, name, size):
    """The first bytes of an entry, b"" where there is none."""
    if name not in names:
        return b""
    with archive.open(name) as entry:
        return entry.read(size)

"""Files that are no sheets, or not under their own name: each is refused by what it is."""

import json

from ..ods_shapes import ods, table
from ..writers import csv_bytes, ods_by_hand, ods_bytes, xlsx_bytes, zipped
from ..xlsx_shapes import Excel
from .cases import GOOD, HEADINGS, named, rejected

CSV, XLSX, ODS = csv_bytes(GOOD), Excel(GOOD).data(), ods(table(GOOD))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
HTML = "<html><head><meta charset=utf-8></head><body><table><tr><td>name</td><td>email</td></tr></table></body></html>"
FODS = '<?xml version="1.0"?>\n<office:document xmlns:office="o" office:mimetype="a/b"></office:document>'
PEOPLE = [{"name": "Ann", "email": "ann@example.org"}]
YAML = b"---\n- name: Ann\n  email: ann@example.org\n"


def office(kind):
    """A file of Microsoft Office of that content type."""
    return zipped({"[Content_Types].xml": f'<Types><Override PartName="/x" ContentType="{kind}"/></Types>', "x": ""})


def open_document(kind):
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def locked(data):
    """The archive with the mark of a password on every entry."""
    marked = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            marked[start + place] |= 1
            start = data.find(signature, start + 4)
    return bytes(marked)


def numbers():
    """As Apple's Numbers keeps it."""
    return zipped({"Index/Document.iwa": "\0", "Index/Tables/DataList.iwa": "\0", "preview.jpg": "\xff\xd8"})


def wrong_kind(slug, make, word, name):
    return rejected(slug, make, (0, "", "wrong_kind"), words=(word, "Save it"), name=name)


def wrong_name(slug, make, kind, name):
    return rejected(slug, make, (0, "", "wrong_name"), words=(f"“{name}”", f"it is a {kind} file"), name=name)


def damaged(slug, make, name):
    return rejected(slug, make, (0, "", "damaged"), words=("damaged or cut off",), name=name)


def empty(slug, make, name, line=0):
    return rejected(slug, make, (line, "", "empty"), words=("empty",), name=name)


DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
KINDS = [
    wrong_kind("xls", COMPOUND + "Workbook".encode("utf-16-le"), "XLS", "people.xls"),
    wrong_kind("xls-called-xlsx", COMPOUND + "Workbook".encode("utf-16-le"), "XLS", "people.xlsx"),
    wrong_kind("xlsm", office(MACROS), "XLSM", "people.xlsm"),
    wrong_kind("xlsm-called-xlsx", office(MACROS), "macros", "people.xlsx"),
    wrong_kind("xlsb", office("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "XLSB", "people.xlsb"),
    wrong_kind("xlsx-with-a-password", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "password", "people.xlsx"),
    wrong_kind("xlsx-with-a-password-of-the-archive", locked(XLSX), "password", "people.xlsx"),
    wrong_kind("ods-with-a-password", ods_by_hand("", manifest="<m:encryption-data/>"), "password", "people.ods"),
    wrong_kind("fods", FODS.encode(), "FODS", "people.fods"),
    wrong_kind("fods-called-ods", FODS.encode(), "FODS", "people.ods"),
    wrong_kind("html-called-xls", HTML.encode(), "HTML", "people.xls"),
    wrong_kind("html-called-xlsx", HTML.encode("utf-16"), "HTML", "people.xlsx"),
    wrong_kind("html-called-csv", b"\xef\xbb\xbf\r\n" + HTML.encode(), "HTML", "people.csv"),
    wrong_kind("xml", b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', "XML", "people.xml"),
    wrong_kind("json", json.dumps(PEOPLE).encode(), "JSON", "people.json"),
    wrong_kind("json-called-csv", json.dumps(PEOPLE, indent=2).encode("utf-8-sig"), "JSON", "people.csv"),
    wrong_kind("json-a-line-each", b'{"name": "Ann"}\n{"name": "Bob"}\n', "JSON", "people.csv"),
    wrong_kind("yaml", YAML, "YAML", "people.yaml"),
    wrong_kind("yaml-called-csv", b"%YAML 1.2\n" + YAML, "YAML", "people.csv"),
    wrong_kind("yaml-windows-line-ends", YAML.replace(b"\n", b"\r\n"), "YAML", "people.yaml"),
    wrong_kind("yaml-without-its-mark", YAML[4:], "YAML", "people.yaml"),
    wrong_kind("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "people.pdf"),
    wrong_kind("pdf-called-xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "people.xlsx"),
    wrong_kind("rtf", b"{\\rtf1\\ansi name}", "RTF", "people.rtf"),
    wrong_kind("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG", "people.png"),
    wrong_kind("jpeg-called-csv", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG", "people.csv"),
    wrong_kind("gif", b"GIF89a\x01\x00", "GIF", "people.gif"),
    wrong_kind("webp", b"RIFF\x24\x00\x00\x00WEBPVP8 ", "WebP", "people.webp"),
    wrong_kind("tiff", b"II*\x00\x08\x00\x00\x00", "TIFF", "people.tif"),
    wrong_kind("heic-called-csv", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC", "people.csv"),
    wrong_kind("docx", office(DOCUMENT), "not a workbook", "people.docx"),
    wrong_kind("docx-called-xlsx", office(DOCUMENT), "not a workbook", "people.xlsx"),
    wrong_kind("odt", open_document("text"), "OpenDocument", "people.odt"),
    wrong_kind("odt-called-ods", open_document("text"), "OpenDocument", "people.ods"),
    wrong_kind("numbers", numbers, "Numbers", "people.numbers"),
    wrong_kind("numbers-called-xlsx", numbers, "Numbers", "people.xlsx"),
    wrong_kind("zip-of-a-csv", zipped({"people.csv": CSV}), "ZIP", "people.zip"),
    wrong_kind("zip-of-a-csv-called-xlsx", zipped({"people.csv": CSV}), "ZIP", "people.xlsx"),
    wrong_kind("gzip-of-a-csv", b"\x1f\x8b\x08\x00", "gzip", "people.csv.gz"),
    wrong_kind("7-zip", b"7z\xbc\xaf\x27\x1c", "7-Zip", "people.7z"),
    wrong_kind("sqlite", b"SQLite format 3\x00", "SQLite", "people.db"),
    wrong_kind("parquet", b"PAR1\x15\x04", "Parquet", "people.parquet"),
]
NAMES = [
    wrong_name("xlsx-called-csv", XLSX, "XLSX", "people.csv"),
    wrong_name("xlsx-called-xls", XLSX, "XLSX", "people.xls"),
    wrong_name("xlsx-called-ods", XLSX, "XLSX", "people.ods"),
    wrong_name("ods-called-xlsx", ODS, "ODS", "people.xlsx"),
    wrong_name("csv-called-xlsx", CSV, "CSV", "people.xlsx"),
    wrong_name("csv-called-xls", CSV, "CSV", "people.xls"),
    wrong_name("csv-called-txt", CSV, "CSV", "people.txt"),
    wrong_name("csv-called-nothing", CSV, "CSV", "people"),
    wrong_name("csv-called-exe", CSV, "CSV", "people.csv.exe"),
]


def spoiled(data, entry):
    """The same length, other bytes within an entry."""
    start = data.index(entry.encode()) + len(entry) + 20
    return data[:start] + bytes(255 - byte for byte in data[start : start + 60]) + data[start + 60 :]


def ods_without_rows():
    return ods_by_hand("<table:table table:name='a'>")


BROKEN = [
    damaged("xlsx-cut-off", XLSX[: len(XLSX) // 2], "people.xlsx"),
    damaged("xlsx-without-its-last-bytes", XLSX[:-10], "people.xlsx"),
    damaged("xlsx-spoiled", spoiled(XLSX, "xl/worksheets/sheet1.xml"), "people.xlsx"),
    damaged("ods-cut-off", ODS[: len(ODS) // 2], "people.ods"),
    damaged("ods-spoiled", spoiled(ODS, "content.xml"), "people.ods"),
    damaged("ods-that-ends-within-a-table", ods_without_rows, "people.ods"),
    damaged("first-bytes-of-a-zip", b"PK\x03\x04 and no more", "people.xlsx"),
    empty("nothing", b"", "people.csv"),
    empty("nothing-called-xlsx", b"", "people.xlsx"),
    empty("nothing-called-pdf", b"", "people.pdf"),
    empty("csv-only-its-mark", b"\xef\xbb\xbf", "people.csv"),
    empty("csv-only-its-mark-utf-16", b"\xff\xfe", "people.csv"),
    empty("csv-only-line-ends", b"\r\n\r\n", "people.csv"),
    empty("csv-only-commas", b",,,\n,,,\n", "people.csv"),
    empty("csv-only-nul", b"\x00" * 100, "people.csv"),
    empty("xlsx-without-cells", Excel([[]]).data(), "people.xlsx"),
    empty("xlsx-without-cells-by-openpyxl", lambda: xlsx_bytes([]), "people.xlsx"),
    empty("ods-without-cells", ods(table([])), "people.ods"),
    empty("ods-without-cells-by-odfpy", lambda: ods_bytes([]), "people.ods"),
    *(
        rejected(f"{name}-headings-alone", make, (1, "", "no_rows"), words=("No recipients",), name=f"people.{name}")
        for name, make in {
            "csv": csv_bytes([HEADINGS]),
            "xlsx": Excel([HEADINGS, []]).data(),
            "ods": ods(table([HEADINGS])),
        }.items()
    ),
]

CASES = named("refused", [*KINDS, *NAMES, *BROKEN])

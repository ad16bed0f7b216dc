"""Sheets made by programs that are not ours, and by hand as other programs write them."""

import csv
import io
import zipfile

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.teletype import addTextToElement
from odf.text import P
from openpyxl import Workbook


def csv_bytes(rows, delimiter=",", encoding="utf-8", **options):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, **options).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows, change=None):
    """By openpyxl; ``change(workbook, sheet)`` may do more to it."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    if change:
        change(workbook, workbook.active)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def ods_bytes(rows):
    """By odfpy: a cell for each value."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            paragraph = P()
            addTextToElement(paragraph, value)
            cell.addElement(paragraph)
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx_by_hand(rows, *, shared=(), styles="", workbook="", before="", doctype=""):
    """An XLSX whose one sheet holds ``rows`` (XML)."""
    items = "".join(f"<si>{text}</si>" for text in shared)
    main = f'PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"'
    sheets = '<sheets><sheet name="One" sheetId="1" r:id="s"/></sheets>'
    parts = {"s": "worksheet", "t": "sharedStrings", "u": "styles"}
    data = f"{before}<sheetData>{rows}</sheetData>"
    targets = {"s": "worksheets/sheet1.xml", "t": "/xl/sharedStrings.xml", "u": "styles.xml"}
    return zipped(
        {
            "[Content_Types].xml": f"<Types><Override {main}/></Types>",
            "_rels/.rels": relations({"a": "officeDocument"}, {"a": "xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{workbook}{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(parts, targets),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
            "xl/worksheets/sheet1.xml": f"{doctype}<worksheet xmlns='{MAIN}'>{data}</worksheet>",
        }
    )


def relations(kinds, targets):
    """The XML that says which parts a part refers to, by id."""
    each = (f'<Relationship Id="{i}" Type="{RELATED}/{kinds[i]}" Target="{targets[i]}"/>' for i in kinds)
    return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "config")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods_by_hand(tables, *, styles="", active="", manifest=""):
    """An ODS of ``tables`` (XML), as LibreOffice writes it."""
    settings = f'<config:config-item config:name="ActiveTable" config:type="string">{active}</config:config-item>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {OFFICE} {CALC}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
            "settings.xml": f"<office:document-settings {OFFICE}>{settings}</office:document-settings>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def zipped(entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()

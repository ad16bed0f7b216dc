"""XLSX in the shapes that Excel, LibreOffice and other programs give it, tag for tag."""

import re
from datetime import date, datetime
from xml.sax.saxutils import escape

from tests.spreadsheets.writers import MAIN, RELATED, SPREADSHEET, relations, zipped
from wagtail_credentials.spreadsheets.tables import column_letters

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MORE = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
#: Cell styles of every workbook here: general, text, a day, a moment, five digits, a day as LibreOffice shows it.
_GENERAL, TEXT, DAY, MOMENT, DIGITS, ISO_DAY = range(6)
STYLES = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6">'
    + "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in (0, 49, 14, 22, 164, 165))
    + "</cellXfs>"
)


class Xml(str):
    """A cell as it stands in the file; ``{at}`` is its reference."""


class Rich(str):
    """A shared text as it stands in the file: runs, pronunciation, escapes."""


#: A cell that holds nothing but a format.
BLANK = Xml('<c r="{at}" s="1"/>')
FAILED = Xml('<c r="{at}" t="e"><f>NA()</f><v>#N/A</v></c>')


def number(stored, style=0):
    return Xml(f'<c r="{{at}}" s="{style}"><v>{stored}</v></c>')


def formula(text, result="", kind="n", style=0):
    """A formula with the result that the program kept; "" for none, as Python's writers leave it."""
    value = f"<v>{escape(result)}</v>" if result else ""
    return Xml(f'<c r="{{at}}" s="{style}" t="{kind}"><f>{escape(text)}</f>{value}</c>')


class Sheet:
    """One sheet: ``hidden`` are lines, ``before`` and ``after`` the XML around the rows."""

    def __init__(self, rows, name="Sheet1", *, state="", hidden=(), before='<dimension ref="A1:H9"/>', after=""):
        self.rows, self.name, self.state, self.hidden = rows, name, state, hidden
        self.before, self.after, self.kind = before, after, "worksheet"


class Excel:
    """A workbook as Excel writes it: shared texts, numbers as numbers, days as a number with a style."""

    row = '<row r="{line}" spans="1:8"{hidden} x14ac:dyDescent="0.25">'
    hides = ' hidden="1"'
    properties = '<workbookPr{epoch} defaultThemeVersion="166925"/>'
    epochs = ("", ' date1904="1"')
    texts = "<t>{text}</t>"

    def __init__(self, *sheets, active=0, from_1904=False):
        self.sheets = [sheet if isinstance(sheet, Sheet) else Sheet(sheet) for sheet in sheets]
        self.active, self.from_1904, self.shared = active, from_1904, {}

    def data(self) -> bytes:
        sheets = {f"worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(self.sheets, 1)}
        paths = {f"r{n}": path for n, path in enumerate(sheets, 1)} | {"t": "sharedStrings.xml", "u": "styles.xml"}
        kinds = {f"r{n}": sheet.kind for n, sheet in enumerate(self.sheets, 1)} | {"t": "sharedStrings", "u": "styles"}
        main = f'PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"'
        contents = {f"xl/{path}": self.finished(self.sheet_xml(sheet)) for path, sheet in sheets.items()}
        return zipped(
            {
                "[Content_Types].xml": f"{HEAD}<Types><Override {main}/></Types>",
                "_rels/.rels": relations({"a": "officeDocument"}, {"a": "xl/workbook.xml"}),
                "xl/_rels/workbook.xml.rels": relations(kinds, paths),
                "xl/workbook.xml": self.finished(self.workbook_xml()),
                **contents,
                "xl/styles.xml": self.finished(f'{HEAD}<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>'),
                "xl/sharedStrings.xml": self.finished(self.texts_xml()),
            }
        )

    def finished(self, xml):
        return xml

    def workbook_xml(self):
        sheets = "".join(
            f'<sheet name="{escape(sheet.name)}" sheetId="{n}" {sheet.state and f"state={sheet.state!r}"} r:id="r{n}"/>'
            for n, sheet in enumerate(self.sheets, 1)
        )
        properties = self.properties.format(epoch=self.epochs[self.from_1904])
        view = f'<bookViews><workbookView xWindow="0" yWindow="0" activeTab="{self.active}"/></bookViews>'
        return (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{properties}{view}<sheets>{sheets}</sheets></workbook>'
        )

    def texts_xml(self):
        items = (text if isinstance(text, Rich) else self.texts.format(text=escape(text)) for text in self.shared)
        each = "".join(f"<si>{item}</si>" for item in items)
        return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self.shared)}">{each}</sst>'

    def sheet_xml(self, sheet):
        rows = "".join(
            self.row_xml(line, cells, line in sheet.hidden) for line, cells in enumerate(sheet.rows, 1) if cells
        )
        view = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
        data = f"{sheet.before}{view}<sheetData>{rows}</sheetData>{sheet.after}"
        return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}" {MORE}>{data}</worksheet>'

    def row_xml(self, line, cells, hidden):
        each = (self.cell(f"{column_letters(n)}{line}", value) for n, value in enumerate(cells) if value is not None)
        return f"{self.row.format(line=line, hidden=self.hides if hidden else '')}{''.join(each)}</row>"

    def cell(self, at, value):
        if isinstance(value, Xml):
            return value.replace("{at}", at)
        if isinstance(value, str):
            return self.text(at, value)
        if isinstance(value, bool):
            return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
        return self.moment(at, value) if isinstance(value, date) else f'<c r="{at}"><v>{value}</v></c>'

    def text(self, at, value):
        return f'<c r="{at}" t="s"><v>{self.shared.setdefault(value, len(self.shared))}</v></c>'

    def moment(self, at, value):
        gone = datetime.fromisoformat(value.isoformat()) - datetime(
            *((1904, 1, 1) if self.from_1904 else (1899, 12, 30))
        )
        style = MOMENT if isinstance(value, datetime) else DAY
        return f'<c r="{at}" s="{style}"><v>{gone.days + gone.seconds / 86_400:.15g}</v></c>'


class StrictExcel(Excel):
    """As Excel saves a "Strict Open XML" workbook: other namespaces, days as text."""

    def finished(self, xml):
        related = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        return xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(RELATED, related)

    def moment(self, at, value):
        return f'<c r="{at}" s="{DAY}" t="d"><v>{value.isoformat()}</v></c>'


class DotNet(Excel):
    """As programs on .NET write it: every tag has a prefix."""

    def finished(self, xml):
        return re.sub(r"<(/?)(?=\w)", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


class XlsxWriter(Excel):
    """As XlsxWriter does where it keeps nothing in memory: texts stand in their cells."""

    row = '<row r="{line}"{hidden}>'

    def text(self, at, value):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


class Minimal(Excel):
    """As small exporters write it: no line and no cell says where it stands."""

    row = "<row>"

    def row_xml(self, line, cells, hidden):
        return re.sub(r'<c r="\w+"', "<c", super().row_xml(line, ["" if c is None else c for c in cells], hidden))


class LibreOffice(Excel):
    """As LibreOffice exports XLSX: attributes are all there, as true or false."""

    row = '<row r="{line}" customFormat="false" ht="12.8"{hidden} customHeight="false" collapsed="false">'
    hides = ' hidden="true"'
    properties = '<workbookPr backupFile="false" showObjects="all"{epoch}/>'
    epochs = (' date1904="false"', ' date1904="true"')
    texts = '<t xml:space="preserve">{text}</t>'

    def finished(self, xml):
        return xml.replace("<f>", '<f aca="false">').replace('state=""', 'state="visible"')

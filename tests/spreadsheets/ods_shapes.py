"""ODS in the shape that LibreOffice gives it, tag for tag."""

import re
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape

from tests.spreadsheets.writers import CALC, OFFICE, zipped
from tests.spreadsheets.xlsx_shapes import HEAD, Xml

#: Rows and columns of a sheet in LibreOffice; what is not used is said as a repetition.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
HIDDEN_STYLE = (
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def ods(*tables, active="Sheet1", doctype=""):
    """An ODS of the tables' XML as LibreOffice writes it, with what stands around them."""
    before = '<table:calculation-settings table:automatic-find-labels="false"/>'
    item = f'<config:config-item config:name="ActiveTable" config:type="string">{escape(active)}</config:config-item>'
    views = f'<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>{item}'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'{HEAD}{doctype}<office:document-content {OFFICE} {CALC} office:version="1.3">'
            f"<office:automatic-styles>{HIDDEN_STYLE}</office:automatic-styles><office:body><office:spreadsheet>{before}"
            f"{''.join(tables)}<table:named-expressions/></office:spreadsheet></office:body></office:document-content>",
            "settings.xml": f"{HEAD}<office:document-settings {OFFICE}><office:settings>{views}"
            "</config:config-item-map-entry></config:config-item-map-indexed></office:settings></office:document-settings>",
            "META-INF/manifest.xml": f"{HEAD}<manifest/>",
        }
    )


def table(rows, name="Sheet1", *, visible=True, hidden=(), last=LAST_ROW):
    """A sheet; rows are lists of values or XML, blank ones are repeated up to the ``last`` line."""
    lines = "".join(table_row(cells, "collapse" if line in hidden else "") for line, cells in enumerate(rows, 1))
    rest = f'<table:table-row table:number-rows-repeated="{last - len(rows)}">{gap(LAST_COLUMN)}</table:table-row>'
    columns = (
        f'<table:table-column table:number-columns-repeated="{LAST_COLUMN}" table:default-cell-style-name="Default"/>'
    )
    style = "ta1" if visible else "ta2"
    return f'<table:table table:name="{escape(name)}" table:style-name="{style}">{columns}{lines}{rest}</table:table>'


def table_row(cells, visibility="", repeated=1):
    """Equal neighbours are one cell that is repeated, as LibreOffice has it."""
    written = [(xml, len([*group])) for xml, group in groupby(map(ods_cell, cells))]
    each = "".join(repeat(xml, count) for xml, count in written)
    seen = f' table:visibility="{visibility}"' if visibility else ""
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}{seen}>{each}{gap(LAST_COLUMN - len(cells))}</table:table-row>"


def repeat(xml, count):
    return xml if count == 1 else re.sub(r"^<[\w:-]+", rf'\g<0> table:number-columns-repeated="{count}"', xml)


def gap(count=1):
    """Blank cells."""
    return f'<table:table-cell table:number-columns-repeated="{count}"/>'


def typed(kind, text, more="", **attributes):
    """A cell of the kind, with what the author sees of it; ``more`` are attributes as they stand in the file."""
    extra = "".join(f' office:{name.replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items())
    return cell("".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")), kind, extra + more)


def cell(xml, kind="string", more=""):
    """A cell of paragraphs as they stand in the file."""
    return Xml(f'<table:table-cell office:value-type="{kind}"{more}>{xml}</table:table-cell>')


def rows_alone(*rows):
    """A sheet of rows as they stand in the file, with nothing around them."""
    return ods(f'<table:table table:name="Sheet1">{"".join(rows)}</table:table>')


def ods_cell(value):
    if isinstance(value, Xml):
        return value
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return typed("boolean", "WAHR" if value else "FALSCH", boolean_value=str(value).lower())
    if isinstance(value, date):
        return typed("date", value.strftime("%d.%m.%Y"), date_value=value.isoformat())
    if isinstance(value, str):
        return typed("string", value)
    return typed("float", str(value).replace(".", ","), value=value)

"""The sheet to fill, as OpenDocument."""

import io

from ..domain.columns import Column
from .examples import example_note, example_row, heading_note, help_lines
from .xlsx_template import sheet_title


def ods_template(columns: list[Column], title: str) -> bytes:
    """The file's bytes."""
    from odf.table import TableRow  # noqa: PLC0415 -- heavy, and only for writing

    document, table, styles = new_document(title, len(columns))
    headings, example = TableRow(), TableRow()
    for column in columns:
        note = "\n".join([*help_lines(column), heading_note()])
        headings.addElement(text_cell(column.name, styles["heading"], note))
    for position, value in enumerate(example_row(columns)):
        example.addElement(text_cell(value, styles["example"], "" if position else example_note()))
    table.addElement(headings)
    table.addElement(example)
    return document_bytes(document, table)


def new_document(title: str, width: int):
    """(document, its one table of so many columns, styles by name); every cell beneath the headings is text."""
    from odf.opendocument import OpenDocumentSpreadsheet  # noqa: PLC0415 -- see ods_template
    from odf.table import Table, TableColumn  # noqa: PLC0415 -- see ods_template

    document = OpenDocumentSpreadsheet()
    styles = _styles(document)
    table = Table(name=sheet_title(title))
    for _column in range(width):
        table.addElement(TableColumn(stylename=styles["column"], defaultcellstylename=styles["text"]))
    return document, table, styles


def document_bytes(document, table) -> bytes:
    """The file with the table in it, its first line always in sight."""
    document.spreadsheet.addElement(table)
    _freeze(document, table.getAttribute("name"))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _styles(document):
    from odf import number, style  # noqa: PLC0415 -- see ods_template

    as_text = number.TextStyle(name="as-text")
    as_text.addElement(number.TextContent())
    document.automaticstyles.addElement(as_text)
    made = {"column": style.Style(name="column", family="table-column")}
    made["column"].addElement(style.TableColumnProperties(columnwidth="5cm"))
    looks = {
        "text": {},
        "heading": {"fontweight": "bold"},
        "example": {"fontstyle": "italic", "color": "#7f7f7f"},
    }
    for name, look in looks.items():
        made[name] = style.Style(name=name, family="table-cell", datastylename=as_text)
        if look:
            made[name].addElement(style.TextProperties(**look))
    for each in made.values():
        document.automaticstyles.addElement(each)
    return made


def text_cell(value: str, look, note: str = ""):
    """A cell of plain text, with a comment where there is a note."""
    from odf.office import Annotation  # noqa: PLC0415 -- see ods_template
    from odf.table import TableCell  # noqa: PLC0415 -- see ods_template
    from odf.text import P  # noqa: PLC0415 -- see ods_template

    if not value:
        return TableCell(stylename=look)
    cell = TableCell(stylename=look, valuetype="string")
    if note:
        annotation = Annotation()
        for line in note.split("\n"):
            annotation.addElement(P(text=line))
        cell.addElement(annotation)
    cell.addElement(P(text=value))
    return cell


def _freeze(document, table_name):
    """Keep the line of headings in sight."""
    from odf import config  # noqa: PLC0415 -- see ods_template

    views = config.ConfigItemSet(name="ooo:view-settings")
    listed = config.ConfigItemMapIndexed(name="Views")
    entry, tables, table = config.ConfigItemMapEntry(), config.ConfigItemMapNamed(name="Tables"), None
    table = config.ConfigItemMapEntry(name=table_name)
    for name, kind, value in (
        ("VerticalSplitMode", "short", "2"),
        ("VerticalSplitPosition", "int", "1"),
        ("ActiveSplitRange", "short", "2"),
        ("PositionBottom", "int", "1"),
    ):
        table.addElement(config.ConfigItem(name=name, type=kind, text=value))
    tables.addElement(table)
    entry.addElement(tables)
    entry.addElement(config.ConfigItem(name="ActiveTable", type="string", text=table_name))
    listed.addElement(entry)
    views.addElement(listed)
    document.settings.addElement(views)

"""The sheet to fill, as a workbook: headings that stay, cells that keep what is typed, lists to choose from."""

import io

from ..domain.columns import Column, FieldType
from .examples import example_note, example_row, heading_note, help_lines
from .tables import column_letters

#: Name of the hidden sheet with lists too long to stand in a cell's own rule; the reader says nothing of it.
LISTS = "_choices"
LAST_ROW = 50_001
#: How many characters of choices fit into a rule; a comma inside a choice would divide it.
RULE_CHARACTERS = 255
FORMATS = {FieldType.DATE: "yyyy-mm-dd", FieldType.NUMBER: "General"}


def xlsx_template(columns: list[Column], title: str) -> bytes:
    """The workbook's bytes."""
    from openpyxl import Workbook  # noqa: PLC0415 -- a fifth of a second, and only for writing

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(title)
    workbook.properties.title = title
    sheet.freeze_panes = "A2"
    for position, column in enumerate(columns):
        _column(sheet, column_letters(position), column)
    _example(sheet, columns)
    for position, column in enumerate(columns):
        _rules(workbook, sheet, position, column)
    return workbook_bytes(workbook)


def workbook_bytes(workbook) -> bytes:
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def sheet_title(title: str) -> str:
    """As much of the title as a sheet may be called."""
    return "".join(c if c not in "[]:*?/\\'" and c.isprintable() else " " for c in title)[:31].strip(" _") or "Sheet"


def _column(sheet, letters, column):
    """Heading with its help, and the format of every cell beneath."""
    from openpyxl.comments import Comment  # noqa: PLC0415 -- see xlsx_template
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 -- see xlsx_template

    heading = sheet[f"{letters}1"]
    heading.value = column.name
    heading.font = Font(bold=True, color="FFFFFFFF" if column.required else "FF000000")
    heading.fill = PatternFill("solid", fgColor="FF1F4E5F" if column.required else "FFD9E2E6")
    heading.comment = Comment("\n".join([*help_lines(column), "", heading_note()]), "", height=160, width=300)
    dimension = sheet.column_dimensions[letters]
    dimension.width = max(14, min(40, len(column.name) + 6), min(40, len(column.example) + 4))
    # Text keeps leading zeros and long numbers as they are typed.
    dimension.number_format = FORMATS.get(column.type, "@")


def _example(sheet, columns):
    from openpyxl.comments import Comment  # noqa: PLC0415 -- see xlsx_template
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 -- see xlsx_template

    for position, (column, value) in enumerate(zip(columns, example_row(columns), strict=True)):
        cell = sheet[f"{column_letters(position)}2"]
        cell.value = value or None
        cell.data_type = "s" if value else cell.data_type
        cell.number_format = FORMATS.get(column.type, "@")
        cell.font = Font(italic=True, color="FF7F7F7F")
        cell.fill = PatternFill("solid", fgColor="FFFFF6D6")
    sheet["A2"].comment = Comment(example_note(), "", height=100, width=300)


def _rules(workbook, sheet, position, column):
    """What the program lets nobody write: another heading, a value that would be refused."""
    letters = column_letters(position)
    cells = f"{letters}2:{letters}{LAST_ROW}"
    _rule(sheet, f"{letters}1", heading_note(), type="custom", formula1=f'EXACT({letters}1,"{column.name}")')
    if column.type == FieldType.CHOICE and column.choices:
        words = "\n".join(help_lines(column))
        _rule(sheet, cells, words, type="list", formula1=_choices(workbook, letters, column.choices))
    elif column.type == FieldType.DATE:
        words = "\n".join(help_lines(column))
        _rule(sheet, cells, words, type="date", operator="greaterThan", formula1="DATE(1900,3,1)")
    elif column.type == FieldType.NUMBER:
        _rule(
            sheet,
            cells,
            "\n".join(help_lines(column)),
            type="decimal",
            operator="between",
            formula1="-1E+15",
            formula2="1E+15",
        )


def _choices(workbook, letters, choices):
    """The formula of a list: in the rule itself, else on the hidden sheet."""
    inline = ",".join(choices)
    if len(inline) < RULE_CHARACTERS and not any("," in choice or '"' in choice for choice in choices):
        return f'"{inline}"'
    lists = workbook[LISTS] if LISTS in workbook.sheetnames else workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for line, choice in enumerate(choices, 1):
        lists[f"{letters}{line}"].value = choice
        lists[f"{letters}{line}"].data_type = "s"
    return f"'{LISTS}'!${letters}$1:${letters}${len(choices)}"


def _rule(sheet, cells, words, **rule):
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- see xlsx_template

    validation = DataValidation(allow_blank=True, showErrorMessage=True, error=words[:255], **rule)
    sheet.add_data_validation(validation)
    validation.add(cells)

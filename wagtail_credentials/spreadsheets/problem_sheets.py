"""A refused sheet given back: its bad cells filled and commented, and all problems on a sheet of their own."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..domain.columns import Column, Problem
from ..domain.headings import heading_key, match_headings
from ..domain.reading import AS_FOUND, ReadingOptions
from ..exceptions import SheetRejected
from .escaping import escape
from .reader import read_sheet
from .tables import Table
from .xlsx_template import sheet_title, workbook_bytes

#: Cells with a comment; programs grow slow with more. The list has all problems.
MAX_COMMENTS = 2_000


def problem_sheet(
    data: bytes,
    filename: str,
    problems: Sequence[Problem],
    columns: Sequence[Column] = (),
    options: ReadingOptions = AS_FOUND,
) -> bytes:
    """An XLSX of what was uploaded, line for line, as safe to open as it can be made.

    ``columns`` help to find cells whose heading is a label; without them a heading is the column's name.
    """
    from openpyxl import Workbook  # noqa: PLC0415 -- a fifth of a second, and only for writing

    problems = [problem if isinstance(problem, Problem) else Problem(**problem) for problem in problems]
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(_("Recipients"))
    try:
        table = read_sheet(data, filename, options)
        # All of them, for the last may be where the file is damaged.
        table.rows = [*table.rows]
    except SheetRejected:
        table = None
    if table:
        _copy(sheet, table)
        _mark(sheet, table, problems, columns)
        _list(workbook.create_sheet(sheet_title(_("Problems"))), problems)
    else:
        sheet.title = sheet_title(_("Problems"))
        _list(sheet, problems)
    return workbook_bytes(workbook)


def _write(sheet, line, position, text, **looks):
    """A cell of plain text: never a formula, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 -- see problem_sheet

    cell = sheet.cell(line, position + 1)
    cell.value = escape(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))[:32_000] or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = "@"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell


def _copy(sheet, table: Table):
    from openpyxl.styles import Font  # noqa: PLC0415 -- see problem_sheet

    sheet.freeze_panes = f"A{table.heading_line + 1}"
    for position, heading in enumerate(table.headings):
        _write(sheet, table.heading_line, position, heading, font=Font(bold=True))
    for line, cells in table.rows:
        for position, text in enumerate(cells):
            if text:
                _write(sheet, line, position, text)


def _mark(sheet, table, problems, columns):
    """Fill the cells that a problem names; one that names no column marks the line's first cell."""
    from openpyxl.comments import Comment  # noqa: PLC0415 -- see problem_sheet
    from openpyxl.styles import PatternFill  # noqa: PLC0415 -- see problem_sheet

    positions = {heading_key(heading): position for position, heading in reversed([*enumerate(table.headings)])}
    positions |= {heading_key(name): position for position, name in match_headings(table.headings, columns).items()}
    messages = defaultdict(list)
    for problem in problems:
        if problem.line:
            place = positions.get(heading_key(problem.column), 0)
            messages[problem.line, place].append(str(problem.message))
            if not sheet.cell(problem.line, place + 1).value and problem.value:
                _write(sheet, problem.line, place, problem.value)
    for line, position in messages:
        cell = sheet.cell(line, position + 1)
        cell.fill = PatternFill("solid", fgColor="FFFFC7CE")
    for (line, position), texts in [*messages.items()][:MAX_COMMENTS]:
        sheet.cell(line, position + 1).comment = Comment("\n".join(texts), "", height=120, width=300)


def _list(sheet, problems):
    from openpyxl.styles import Font  # noqa: PLC0415 -- see problem_sheet

    headings = (_("Line"), _("Column"), _("Value"), _("Problem"))
    for position, (heading, width) in enumerate(zip(headings, (8, 20, 30, 90), strict=True)):
        cell = _write(sheet, 1, position, heading, font=Font(bold=True))
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    for number, problem in enumerate(problems, 2):
        sheet.cell(number, 1).value = problem.line or None
        for position, text in enumerate((problem.column, problem.value, str(problem.message)), 1):
            _write(sheet, number, position, text)

"""Tables of text that leave the house: safe to open, and read back as they were."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from .escaping import escape
from .ods_export import write_ods
from .xlsx_template import sheet_title

#: What XML cannot hold; such a character in a record is a fault of long ago.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Text that Excel, and our reader, would take for a character written as _x000D_.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Rows = Iterable[Sequence[str]]


def write_table(stream: BinaryIO, file_format: str, headings: Sequence[str], rows: Rows, title: str) -> None:
    """Write headings and rows as "xlsx", "csv" or "ods". No cell is calculated: see ``escaping``."""
    WRITERS[file_format](stream, headings, ([_harmless(text) for text in row] for row in rows), title)


def _harmless(text):
    return escape(NOT_XML.sub("\ufffd", text))


def write_csv(stream, headings, rows, title):
    """With the mark by which spreadsheet programs know UTF-8."""
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    text.flush()
    text.detach()


def write_xlsx(stream, headings, rows, title):
    """Every cell is formatted as text, so that zeros in front and long numbers stay when it is saved again."""
    from openpyxl import Workbook  # noqa: PLC0415 -- a fifth of a second, and only for writing
    from openpyxl.styles import Font  # noqa: PLC0415 -- see above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- see above

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    for position, heading in enumerate(headings, 1):
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.width, dimension.number_format = max(14, len(heading) + 4), "@"
    sheet.append([_xlsx_cell(sheet, heading, font=Font(bold=True)) for heading in headings])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, text) if text else None for text in row])
    workbook.save(stream)


def _xlsx_cell(sheet, text, font=None):
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- see write_xlsx

    cell = WriteOnlyCell(sheet)
    cell.value = LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    cell.data_type = "s"
    cell.number_format = "@"
    if font:
        cell.font = font
    return cell


WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "ods": write_ods}

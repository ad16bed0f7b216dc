"""Sheets that we make: the one to fill, and the one that was refused with its bad cells marked."""

import csv
import io

from ..domain.columns import Column
from .examples import example_row
from .ods_template import ods_template
from .problem_sheets import problem_sheet
from .xlsx_template import xlsx_template

__all__ = ["CONTENT_TYPES", "problem_sheet", "template_sheet"]

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def template_sheet(columns: list[Column], file_format: str, title: str) -> bytes:
    """The sheet to fill, "xlsx", "csv" or "ods": a line of headings, and an example that is refused if left in."""
    return WRITERS[file_format](columns, title)


def csv_template(columns: list[Column], title: str) -> bytes:
    """With the mark by which spreadsheet programs know UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[column.name for column in columns], example_row(columns)])
    return text.getvalue().encode("utf-8-sig")


WRITERS = {"xlsx": xlsx_template, "csv": csv_template, "ods": ods_template}

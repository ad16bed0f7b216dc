import io

import pytest
from openpyxl import load_workbook

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import csv_bytes, xlsx_bytes
from wagtail_credentials.domain.columns import Problem, columns_for
from wagtail_credentials.spreadsheets.escaping import escape, unescape
from wagtail_credentials.spreadsheets.sheets import CONTENT_TYPES, problem_sheet, template_sheet

COLUMNS = columns_for(
    [
        {"name": "course", "label": "Course", "required": True, "help_text": "In full.", "example": "=Botany"},
        {"name": "grade", "type": "choice", "choices": ["A", "B"]},
        {"name": "place", "type": "choice", "choices": ["Rome, Italy", "Oslo"]},
        {"name": "passed_on", "type": "date"},
        {"name": "score", "type": "number"},
    ]
)
NAMES = [column.name for column in COLUMNS]


def workbook(data):
    return load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("file_format", CONTENT_TYPES)
def test_a_sheet_to_fill_has_the_headings_and_an_example(file_format):
    table = read_whole(template_sheet(COLUMNS, file_format, "Certificate: [2026]"), f"sheet.{file_format}")

    example = [COLUMNS[0].example, COLUMNS[1].example, "=Botany", "A", "Rome, Italy", "2026-11-21", "1.5", "", "", ""]
    assert (table.headings, table.rows, table.problems, table.notes) == (NAMES, [(2, example)], [], [])


def test_the_workbook_to_fill_helps_and_keeps_what_is_typed():
    sheet = workbook(template_sheet(COLUMNS, "xlsx", "Certificate")).worksheets[0]

    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for cell in sheet[1]] == [True] * len(NAMES)
    assert {letter: sheet.column_dimensions[letter].number_format for letter in "ACFG"} == {
        "A": "@",
        "C": "@",
        "F": "yyyy-mm-dd",
        "G": "General",
    }
    assert sheet["C1"].comment.text.splitlines()[:3] == ["Course", "In full.", "Required."]
    assert "delete it" in sheet["A2"].comment.text


def test_the_workbook_to_fill_lets_nobody_write_what_would_be_refused():
    book = workbook(template_sheet(COLUMNS, "xlsx", "Certificate"))

    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in book.worksheets[0].data_validations.dataValidation}

    assert rules["A1"] == ("custom", 'EXACT(A1,"name")')
    assert rules["D2:D50001"] == ("list", '"A,B"')
    assert rules["E2:E50001"] == ("list", "'_choices'!$E$1:$E$2")
    assert rules["F2:F50001"] == ("date", "DATE(1900,3,1)")
    assert rules["G2:G50001"][0] == "decimal"
    assert (book["_choices"].sheet_state, book["_choices"]["E1"].value) == ("hidden", "Rome, Italy")


def test_the_csv_to_fill_is_known_as_utf_8():
    assert template_sheet(COLUMNS, "csv", "Certificate").startswith(b"\xef\xbb\xbfname,email,course,")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "plain", "'quoted'", ""]
)
def test_escaped_text_comes_back_unchanged(text):
    assert unescape(escape(text)) == text
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_refused_sheet_comes_back_line_for_line_with_bad_cells_marked():
    data = csv_bytes([["Name", "E-mail"], ["=HYPERLINK(1)", "zoe@example.org"], [], ["Ann", "nowhere"]])
    problems = [
        Problem(4, "email", "email", "This is not an e-mail address.", "nowhere"),
        Problem(4, "email", "other", "And more.", "nowhere"),
    ]

    book = workbook(problem_sheet(data, "people.csv", problems, COLUMNS))

    sheet, listed = book.worksheets
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Name", "E-mail"],
        ["'=HYPERLINK(1)", "zoe@example.org"],
        [None, None],
        ["Ann", "nowhere"],
    ]
    assert [cell.coordinate for row in sheet.rows for cell in row if cell.fill.fill_type] == ["B4"]
    assert sheet["B4"].comment.text == "This is not an e-mail address.\nAnd more."
    assert [[cell.value for cell in row] for row in listed.rows] == [
        ["Line", "Column", "Value", "Problem"],
        [4, "email", "nowhere", "This is not an e-mail address."],
        [4, "email", "nowhere", "And more."],
    ]


def test_the_marked_sheet_is_read_as_what_was_uploaded():
    data = xlsx_bytes([["name", "email"], ["Zoë", "zoe@example.org"], ["-", "a@example.org"]])

    marked = problem_sheet(data, "people.xlsx", [Problem(3, "name", "name", "No name.")])

    assert read_whole(marked, "mended.xlsx").rows == read_whole(data, "people.xlsx").rows


def test_of_a_file_that_cannot_be_read_only_the_problems_come_back():
    book = workbook(problem_sheet(b"%PDF", "people.pdf", [Problem(0, "", "wrong_kind", "It is PDF.")]))

    assert [[cell.value for cell in row] for row in book.active.rows] == [
        ["Line", "Column", "Value", "Problem"],
        [None, None, None, "It is PDF."],
    ]

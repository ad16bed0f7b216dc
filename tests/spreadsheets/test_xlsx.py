import datetime

import pytest
from openpyxl.comments import Comment

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import xlsx_by_hand, xlsx_bytes
from wagtail_credentials.exceptions import SheetRejected


def cells(data):
    table = read_whole(data, "people.xlsx")
    return [row for _line, row in table.rows]


def faults(data):
    table = read_whole(data, "people.xlsx")
    return [(problem.line, problem.column, problem.code) for problem in table.problems]


def code_of(data):
    with pytest.raises(SheetRejected) as rejected:
        read_whole(data, "people.xlsx")
    return rejected.value.problems[0].code


def test_typed_cells_read_as_their_author_sees_them():
    values = [101, 1.5, 0.1 + 0.2, 1234567890123456, -3, True, "007", datetime.date(2026, 3, 4)]
    values += [datetime.datetime(2026, 3, 4, 23, 30), datetime.time(9, 5), datetime.timedelta(hours=30)]

    read = cells(xlsx_bytes([[f"h{n}" for n in range(len(values))], values]))

    numbers = ["101", "1.5", "0.3", "1234567890123456", "-3", "TRUE", "007"]
    assert read == [[*numbers, "2026-03-04", "2026-03-04 23:30:00", "09:05:00", "30:00:00"]]


def test_number_formats_that_change_what_is_seen_are_followed():
    def change(_workbook, sheet):
        sheet["A2"].number_format = "00000"
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = '[$-409]d "of" mmmm\\ yyyy;@'
        sheet["D2"].number_format = '#,##0.00 "days"'

    assert cells(xlsx_bytes([["a", "b", "c", "d"], [101, 0.855, 46085, 12.5]], change)) == [
        ["00101", "85.5%", "2026-03-04", "12.5"]
    ]


def test_days_since_1904():
    data = xlsx_by_hand(
        '<row><c t="inlineStr"><is><t>day</t></is></c></row><row><c s="1"><v>44623</v></c></row>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
        workbook='<workbookPr date1904="1"/>',
    )

    assert cells(data) == [["2026-03-04"]]


def test_lines_are_numbered_as_the_spreadsheet_program_does():
    def change(_workbook, sheet):
        sheet["B3"], sheet["C3"], sheet["B5"], sheet["C9"] = "name", "email", "Ann", "b@example.org"
        sheet["B7"] = "  "
        sheet["F20"].number_format = "@"

    table = read_whole(xlsx_bytes([], change), "people.xlsx")

    assert table.heading_line == 3
    assert table.headings == ["", "name", "email"]
    assert table.rows == [(5, ["", "Ann", ""]), (9, ["", "", "b@example.org"])]


def test_rich_and_shared_text_without_pronunciation_and_escapes():
    data = xlsx_by_hand(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>2</v></c></row><row r="4"><c r="A4" t="s"><v>3</v></c></row>',
        shared=[
            "<t>name</t>",
            "<r><rPr/><t>Anna </t></r><r><t>Maria</t></r><rPh sb='0' eb='1'><t>アンナ</t></rPh>",
            "<t>a_x000D_b _x005F_x</t>",
            "<t>_xD83D__xDE00_ _xD83D_</t>",
        ],
    )

    assert cells(data) == [["Anna Maria"], ["a\rb _x"], ["😀 \ud83d"]]


def test_shared_texts_of_any_length_are_found_in_any_order():
    texts = ["name", *(f"_x0041_{n}" * (60 if n % 7 == 0 else 1) for n in range(1, 50))]
    numbers = [0, *(n * 17 % 49 + 1 for n in range(60)), 49]
    rows = "".join(f'<row><c t="s"><v>{n}</v></c></row>' for n in numbers)

    read = cells(xlsx_by_hand(rows, shared=[f"<t>{text}</t>" for text in texts]))

    assert read == [[texts[n].replace("_x0041_", "A")] for n in numbers[1:]]


def test_errors_and_formulas_without_a_result_are_told_by_cell():
    data = xlsx_by_hand(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>grade</t></is></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>1+1</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>B3</f><v>Ann</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>B4</f><v></v></c><c r="B4"><v>1</v></c></row>'
    )

    assert faults(data) == [(2, "name", "error_cell"), (2, "grade", "no_result")]
    assert cells(data) == [["", ""], ["Ann", "2"], ["", "1"]]


def test_formulas_that_python_wrote_have_no_result():
    assert faults(xlsx_bytes([["name"], ["=1+1"]])) == [(2, "name", "no_result")]


def test_a_claimed_size_that_is_wrong_loses_nothing():
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(5))

    assert cells(xlsx_by_hand(rows, before='<dimension ref="A1:A2"/>')) == [["1"], ["2"], ["3"], ["4"]]


def test_the_sheet_in_front_is_read_and_the_others_named():
    def change(workbook, sheet):
        sheet.title = "Old"
        front = workbook.create_sheet("People")
        front.append(["name"])
        front.append(["Ann"])
        workbook.create_sheet("Secret").sheet_state = "hidden"
        workbook.active = 1

    table = read_whole(xlsx_bytes([["name"], ["Eve"]], change), "people.xlsx")

    assert table.rows == [(2, ["Ann"])]
    assert table.notes == ["Only the sheet “People” was read, not: Old, Secret (hidden)."]


def test_a_hidden_sheet_in_front_is_never_read():
    def change(workbook, sheet):
        sheet.sheet_state = "hidden"
        workbook.create_sheet("Seen").append(["name"])

    assert read_whole(xlsx_bytes([["secret"], ["Eve"]], change), "people.xlsx").headings == ["name"]


def test_hidden_lines_are_read_and_told():
    def change(_workbook, sheet):
        sheet.row_dimensions[3].hidden = True

    table = read_whole(xlsx_bytes([["name"], ["Ann"], ["Bob"]], change), "people.xlsx")

    assert (len(table.rows), table.notes) == (2, ["Hidden lines were read too: 3."])


def test_comments_links_and_merged_cells_change_nothing():
    def change(_workbook, sheet):
        sheet["A2"].comment = Comment("HR says so", "HR")
        sheet["B2"].hyperlink = "https://example.org/"
        sheet.merge_cells("A3:B3")

    assert cells(xlsx_bytes([["name", "email"], ["Ann", "a@example.org"], ["Bob", None]], change)) == [
        ["Ann", "a@example.org"],
        ["Bob", ""],
    ]


def test_a_far_away_cell_is_refused_or_is_a_line_of_its_own():
    def wide(_workbook, sheet):
        sheet["XFD1"] = "far"

    def deep(_workbook, sheet):
        sheet["A1048576"] = "deep"

    assert code_of(xlsx_bytes([["name"], ["Ann"]], wide)) == "too_many_columns"
    assert read_whole(xlsx_bytes([["name"]], deep), "people.xlsx").rows == [(1048576, ["deep"])]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="99999999"><c><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_a_forged_sheet_is_called_damaged(rows):
    assert code_of(xlsx_by_hand(rows)) == "damaged"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_never_expanded(doctype):
    assert code_of(xlsx_by_hand("<row><c><v>1</v></c></row>", doctype=doctype)) == "damaged"


def test_bounds_hold(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 2, "MAX_UNPACKED_BYTES": 20_000}

    assert code_of(xlsx_by_hand("<row><c><v>1</v></c></row>" * 4)) == "too_many_rows"
    assert code_of(xlsx_by_hand("<row/>" * 4000)) == "too_big"

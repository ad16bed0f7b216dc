import pytest

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import ods_by_hand, ods_bytes
from wagtail_credentials.exceptions import SheetRejected


def cell(text, extra="", kind="string"):
    return f'<table:table-cell office:value-type="{kind}" {extra}><text:p>{text}</text:p></table:table-cell>'


def gap(count):
    return f'<table:table-cell table:number-columns-repeated="{count}"/>'


def row(*cells, extra=""):
    return f"<table:table-row {extra}>{''.join(cells)}</table:table-row>"


def sheet(*rows, name="Sheet1", style=""):
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def read(*rows):
    return read_whole(ods_by_hand(sheet(*rows)), "people.ods")


def test_what_odfpy_writes_reads_back():
    rows = [
        ["name", "email", "course"],
        ["Zoë Ångström", "zoe@example.org", "Botany"],
        ["李", "li@example.org", "Botany"],
    ]

    assert read_whole(ods_bytes(rows), "people.ods").rows == [(2, rows[1]), (3, rows[2])]


def test_repeated_cells_and_rows_stay_under_their_headings():
    table = read(
        row(cell("name"), cell("id"), cell("group"), cell("email"), gap(1020)),
        row(cell("Ann"), gap(2), cell("a@example.org"), gap(1020)),
        row(cell("Bob"), cell("7", 'table:number-columns-repeated="2"'), cell("b@example.org"), gap(1020)),
        row(gap(1024), extra='table:number-rows-repeated="3"'),
        row(cell("Cy"), gap(3), extra='table:number-rows-repeated="2"'),
        row(gap(1024), extra='table:number-rows-repeated="1048567"'),
    )

    assert table.rows == [
        (2, ["Ann", "", "", "a@example.org"]),
        (3, ["Bob", "7", "7", "b@example.org"]),
        (7, ["Cy", "", "", ""]),
        (8, ["Cy", "", "", ""]),
    ]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (cell("101", 'office:value="101"', "float"), "101"),
        (cell("1,50 €", 'office:value="1.5"', "currency"), "1.5"),
        (cell("00101", 'office:value="101"', "float"), "00101"),
        (cell("85%", 'office:value="0.85"', "percentage"), "85%"),
        (cell("4. März 2026", 'office:date-value="2026-03-04"', "date"), "2026-03-04"),
        (cell("x", 'office:date-value="2026-03-04T23:30:00"', "date"), "2026-03-04 23:30:00"),
        (cell("9:05", 'office:time-value="PT09H05M00S"', "time"), "09:05:00"),
        (cell("WAHR", 'office:boolean-value="true"', "boolean"), "TRUE"),
        (cell("Anna <text:span>Maria</text:span> Lopez"), "Anna Maria Lopez"),
        (cell('a<text:s text:c="2"/>b\n   c'), "a  b c"),
        (cell("one</text:p><text:p>two"), "one\ntwo"),
        (cell("one<text:line-break/>two<text:tab/>three"), "one\ntwo\tthree"),
        (cell('<text:a xmlns:xlink="x" xlink:href="mailto:a@x.org">a@x.org</text:a>'), "a@x.org"),
        (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>HR: check</text:p>'
            "</office:annotation><text:p>Ann</text:p></table:table-cell>",
            "Ann",
        ),
    ],
)
def test_typed_cells_read_as_their_author_sees_them(written, seen):
    assert read(row(cell("name")), row(written)).rows == [(2, [seen])]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (cell("#N/A", 'table:formula="of:=NA()" office:string-value="" calcext:value-type="error"'), "error_cell"),
        (cell("#DIV/0!", 'table:formula="of:=1/0" office:value="0"', "float"), "error_cell"),
        ('<table:table-cell table:formula="of:=1+1"/>', "no_result"),
    ],
)
def test_errors_and_formulas_without_a_result_are_told_by_cell(written, code):
    table = read(row(cell("name")), row(written))

    assert [(problem.line, problem.column, problem.code) for problem in table.problems] == [(2, "name", code)]


def test_the_sheet_in_front_is_read_never_a_hidden_one():
    unseen = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="h" style:family="table">{unseen}</style:style>'
    tables = [
        sheet(row(cell("name")), row(cell("Eve")), name="Hidden", style="h"),
        sheet(row(cell("name")), row(cell("Ann")), name="One"),
        sheet(row(cell("name")), row(cell("Bob")), name="Two"),
    ]

    front = read_whole(ods_by_hand("".join(tables), styles=style, active="Two"), "people.ods")
    behind = read_whole(ods_by_hand("".join(tables), styles=style, active="Hidden"), "people.ods")

    assert front.rows == [(2, ["Bob"])]
    assert front.notes == ["Only the sheet “Two” was read, not: Hidden (hidden), One."]
    assert behind.rows == [(2, ["Ann"])]


def test_hidden_lines_are_read_and_told():
    table = read(row(cell("name")), row(cell("Ann"), extra='table:visibility="filter"'))

    assert (table.rows, table.notes) == ([(2, ["Ann"])], ["Hidden lines were read too: 2."])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(cell("x", 'table:number-columns-repeated="1000000000"'))], "too_many_columns"),
        ([row(cell("x"), extra='table:number-rows-repeated="4000000000"')], "too_many_rows"),
        ([row(gap(16000), cell("far"))], "too_many_columns"),
        ([row("<oops>")], "damaged"),
        ([row(cell("a")), cell("no row around it")], "damaged"),
        ([row(f"<table:table-cell>{cell('a cell in a cell')}</table:table-cell>")], "damaged"),
        ([row(row(cell("a row in a row")))], "damaged"),
    ],
)
def test_counts_of_billions_are_refused(rows, code):
    with pytest.raises(SheetRejected) as rejected:
        read(row(cell("name")), *rows)

    assert rejected.value.problems[0].code == code

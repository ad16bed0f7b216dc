"""Rows are read while they are taken, in memory that does not grow with them."""

import tracemalloc

import pytest

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import csv_bytes, ods_by_hand, xlsx_by_hand
from wagtail_credentials.exceptions import SheetRejected
from wagtail_credentials.spreadsheets import archives
from wagtail_credentials.spreadsheets.reader import read_sheet
from wagtail_credentials.spreadsheets.tables import Fault, build_table


def csv_of(rows):
    return csv_bytes([["name", "hours"], *([f"Person {n}", n] for n in range(rows))])


def xlsx_of(rows):
    cells = '<c t="str"><v>Person %d</v></c><c><v>%d</v></c>'
    lines = "".join(f"<row>{cells % (n, n)}</row>" for n in range(rows))
    return xlsx_by_hand('<row><c t="str"><v>name</v></c><c t="str"><v>hours</v></c></row>' + lines)


def ods_of(rows):
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    lines = (f"<table:table-row>{cell % f'Person {n}'}{cell % n}</table:table-row>" for n in range(rows))
    head = f"<table:table-row>{cell % 'name'}{cell % 'hours'}</table:table-row>"
    return ods_by_hand(f'<table:table table:name="One">{head}{"".join(lines)}</table:table>')


WRITERS = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}


def peak_of(data, name):
    """Bytes allocated at the highest while all rows are taken, beyond the text of the file."""
    tracemalloc.start()
    try:
        assert sum(1 for _row in read_sheet(data, name).rows) > 0
        return tracemalloc.get_traced_memory()[1] - (len(data) if name.endswith("csv") else 0)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", WRITERS)
def test_memory_does_not_grow_with_the_rows(kind):
    few, many = WRITERS[kind](3_000), WRITERS[kind](30_000)
    peak_of(few, f"people.{kind}")

    assert peak_of(many, f"people.{kind}") < 1.5 * peak_of(few, f"people.{kind}")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_headings_are_known_before_the_rows_are_read(kind):
    table = read_sheet(WRITERS[kind](3), f"people.{kind}")

    assert (table.headings, table.heading_line) == (["name", "hours"], 1)
    assert list(table.rows) == [(n + 2, [f"Person {n}", str(n)]) for n in range(3)]
    assert list(table.rows) == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (csv_of(5_000) + b'"not closed', "people.csv"),
        (xlsx_of(5_000), "people.xlsx"),
        (ods_by_hand('<table:table table:name="a"><table:table-row><table:table-cell><text:p>a'), "people.ods"),
    ],
)
def test_damage_at_the_end_is_told_when_it_is_met(data, name, settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 4_999}

    with pytest.raises(SheetRejected):
        read_whole(data, name)


def test_problems_of_a_line_are_there_with_the_line():
    table = read_sheet(b"name,email\nAnn,a@example.org\nLee, Bob,b@example.org\nEve\n", "people.csv")

    assert [(line, len(table.problems)) for line, _cells in table.rows] == [(2, 0), (3, 1), (4, 2)]


def test_what_is_said_of_the_whole_sheet_is_complete_at_the_end():
    rows = '<row><c t="str"><v>name</v></c></row><row hidden="1"><c t="str"><v>Ann</v></c><c><v>1</v></c></row>'
    table = read_sheet(xlsx_by_hand(rows), "people.xlsx")

    assert table.notes == []
    assert list(table.rows) == [(2, ["Ann"])]
    assert table.notes == ["Column B has no heading and was ignored.", "Hidden lines were read too: 2."]


def test_more_problems_than_a_list_of_people_has_end_the_reading(monkeypatch):
    monkeypatch.setattr("wagtail_credentials.spreadsheets.tables.MAX_PROBLEMS", 2)

    with pytest.raises(SheetRejected) as rejected:
        read_whole(b"a,b\n1\n2\n3\n", "people.csv")

    (problem,) = rejected.value.problems
    assert (problem.code, problem.line) == ("too_many_problems", 2)
    assert problem.message.startswith("More than 2 cells cannot be read. The first is on line 2: This line has 1 cells")


def test_lines_that_are_alike_are_lists_of_their_own(rows_of):
    first, second = rows_of([["'=a", ""], ["'=a", ""]])

    first[1].append("x")

    assert second == (3, ["=a", ""])


@pytest.fixture
def rows_of():
    from wagtail_credentials.spreadsheets.tables import Bounds

    def read(rows):
        records = enumerate([["a", "b"], *rows], 1)
        return list(build_table(records, Bounds.from_settings(), ragged=False).rows)

    return read


def test_a_fault_keeps_its_line_though_the_line_before_is_the_same(rows_of):
    fault = Fault("error_cell", "It failed.", "#N/A")

    assert rows_of([[fault, "1"], [fault, "1"]]) == [(2, ["", "1"]), (3, ["", "1"])]


SPELLINGS = {
    "prefixes": lambda xml: xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:"),
    "single quotes": lambda xml: xml.replace('"', "'"),
    "comments": lambda xml: xml.replace("><", "><!-- <row> --><"),
    "CDATA": lambda xml: xml.replace("<v>", "<v><![CDATA[").replace("</v>", "]]></v>"),
    "instructions": lambda xml: xml.replace("<row", "<?row <c>?><row"),
    "white space": lambda xml: xml.replace("><", ">\r\n\t<").replace('" ', '"\n').replace("</c>", "</c\n>"),
    "a bracket in an attribute": lambda xml: xml.replace("<c ", '<c x=">" '),
    "letters by their numbers": lambda xml: xml.replace(">1<", ">&#49;<").replace(">A", ">&#x41;"),
    "attributes in another order": lambda xml: xml.replace("<c ", '<c cm="1" '),
}
SHEET = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>day</t></is></c>'
    '<c r="C1" t="str"><v>n</v></c><c r="D1" t="str"><v>e</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46085</v></c><c r="C3"><f>1+0</f><v>1</v></c>'
    '<c r="D3" t="e"><v>#N/A</v></c></row>'
    '<row r="4"><c r="B4" s="1"/><c r="C4"><v>1.50</v></c><c r="D4" t="str"><v>A &amp; B</v></c></row>'
)
READ = [(3, ["Anna Maria", "2026-03-04", "1", ""]), (4, ["", "", "1.5", "A & B"])]


def spelled(change):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    shared = ["<t>name</t>", "<r><t>Anna </t></r><r><t>Maria</t></r><rPh><t>x</t></rPh>"]
    return xlsx_by_hand(change(SHEET), styles=styles, shared=shared)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_a_sheet_reads_the_same_however_it_is_spelled_and_cut(spelling, piece, monkeypatch):
    monkeypatch.setattr(archives, "PIECE", piece)
    change = SPELLINGS[spelling]
    if spelling == "CDATA":
        change = lambda xml: SPELLINGS["CDATA"](xml.replace("&amp;", "&"))  # noqa: E731 -- what CDATA holds is no reference

    table = read_whole(spelled(change), "people.xlsx")

    assert (table.headings, table.rows) == (["name", "day", "n", "e"], READ)
    assert [(problem.line, problem.column, problem.code) for problem in table.problems] == [(3, "e", "error_cell")]
    assert table.notes == ["Hidden lines were read too: 3."]


@pytest.mark.parametrize("piece", [1, 7])
def test_an_ods_reads_the_same_however_it_is_cut(piece, monkeypatch):
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    rows = [cell % "name", cell % "A<!-- b --> &amp; <![CDATA[<C>]]>\r\n  d<text:s/>e", cell % "é李"]
    data = ods_by_hand(
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    )
    monkeypatch.setattr(archives, "PIECE", piece)

    assert read_whole(data, "people.ods").rows == [(2, ["A & <C> d e"]), (3, ["é李"])]

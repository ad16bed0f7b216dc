import pytest

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import csv_bytes
from wagtail_credentials.exceptions import SheetRejected

ROWS = [["name", "email"], ["Zoë, the “first”; Ångström", "zoe@example.org"], ["李小龍", "li@example.org"]]
LINES = [(2, ROWS[1]), (3, ROWS[2])]


def code_of(data, filename="people.csv"):
    with pytest.raises(SheetRejected) as rejected:
        read_whole(data, filename)
    return [(problem.code, problem.line) for problem in rejected.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_in_unicode_reads_the_same(delimiter, encoding):
    table = read_whole(csv_bytes(ROWS, delimiter, encoding), "people.csv")

    assert (table.headings, table.rows, table.problems) == (ROWS[0], LINES, [])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_reads_the_same(ending):
    assert read_whole(csv_bytes(ROWS, lineterminator=ending), "people.csv").rows == LINES


def test_a_first_line_may_name_the_delimiter():
    table = read_whole(b"sep=|\r\nname|email\r\nLee, Ann; Dr|a@example.org\r\n", "people.csv")

    assert table.rows == [(2, ["Lee, Ann; Dr", "a@example.org"])]


def test_lines_are_numbered_as_the_spreadsheet_program_does():
    table = read_whole(b'\n\nname,email\n"Ann\nLee",a@example.org\n,\nBob,b@example.org\n', "people.csv")

    assert (table.heading_line, table.rows) == (3, [(4, ["Ann\nLee", "a@example.org"]), (6, ["Bob", "b@example.org"])])


def test_a_comma_too_many_is_told_by_line_and_moves_nothing():
    table = read_whole(b"name,email\nLee, Ann,a@example.org\nBob,b@example.org\nEve\n", "people.csv")

    assert [(p.line, p.code) for p in table.problems] == [(2, "ragged"), (4, "ragged")]
    assert table.rows == [(2, ["", ""]), (3, ["Bob", "b@example.org"]), (4, ["", ""])]


def test_empty_cells_beyond_the_headings_do_not_matter():
    table = read_whole(b"name,email,,\nAnn,a@example.org\nBob,b@example.org,,,,\n", "people.csv")

    assert table.problems == []


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("name,email\nJosé Ñúñez,a@x.org\nBjörn,b@x.org", "cp1252", "Windows-1252"),
        ("name,email\n李小龍大學,a@x.org\n王大明同學", "gb18030", "GB18030"),
        ("name,email\nやまだたろう,a@x.org", "shift_jis", "Shift_JIS"),
        ("name,email\nИванов Пётр,a@x.org", "cp1251", "Windows-1251"),
        ("name,email\n홍길동 선생님,a@x.org", "euc_kr", "EUC-KR"),
        ("name,email\nAnn Lee,a@x.org", "utf-16-le", "UTF-16"),
        ("name,email\nAnn Lee,a@x.org", "utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_refused_by_name(text, encoding, words):
    with pytest.raises(SheetRejected) as rejected:
        read_whole(text.encode(encoding), "people.csv")

    assert [problem.code for problem in rejected.value.problems] == ["encoding"]
    assert f" {words}." in rejected.value.problems[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ("empty", 0)),
        (b"\xef\xbb\xbf\r\n", ("empty", 0)),
        (b"name,email\n,\n", None),
        ("name,email\nZoë Ångström,a@x.org\nÜber".encode() + b"\xff,b@x.org\n", ("stray_byte", 3)),
        (b"name,email\nAnn\x00,a@x.org\n", ("nul", 2)),
        (b'name,email\n"Ann,a@x.org\nBob,b@x.org\n', ("quotes", 2)),
        (b'name,email\nBob,b@x.org\n"Ann" Lee,a@x.org\n', ("quotes", 3)),
    ],
)
def test_damage_is_told_by_line(data, code):
    if code is None:
        assert read_whole(data, "people.csv").rows == []
    else:
        assert code_of(data) == [code]


def test_a_value_escaped_for_safety_comes_back_unchanged():
    table = read_whole(b"name,email\n'=1+1,'@x\n'quoted',''=x\n", "people.csv")

    assert [cells for _line, cells in table.rows] == [["=1+1", "@x"], ["'quoted'", "'=x"]]


def test_bounds_hold(settings):
    settings.WAGTAIL_CREDENTIALS = {
        "MAX_ROWS": 2,
        "MAX_COLUMNS": 3,
        "MAX_CELL_CHARACTERS": 10,
        "MAX_UPLOAD_BYTES": 1000,
    }

    assert code_of(b"a,b\n" + b"1,2\n" * 3) == [("too_many_rows", 0)]
    assert code_of(b"a,b,c,d\n1,2,3,4\n") == [("too_many_columns", 1)]
    assert code_of(b"a,b\n" + b"1,2\n" * 300) == [("too_big", 0)]
    assert [p.code for p in read_whole(b"a,b\n12345678901,2\n", "people.csv").problems] == ["too_long"]

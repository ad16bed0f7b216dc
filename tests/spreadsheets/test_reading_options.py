import codecs

import pytest

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import ods_by_hand, xlsx_bytes
from wagtail_credentials.domain.reading import ENCODINGS, ReadingOptions
from wagtail_credentials.exceptions import SheetRejected
from wagtail_credentials.spreadsheets.decoding import codec_of

HEADINGS = ["name", "email"]
#: {encoding: a name that it can hold}
NAMES = {
    "cp1252": "Zoë Ångström – “œ” €",
    "iso8859-1": "Zoë Ångström",
    "iso8859-15": "Œuvre Šárka €",
    "mac-roman": "Zoë Ångström",
    "cp1250": "Łukasz Žižka Őry",
    "iso8859-2": "Łukasz Žižka Őry",
    "cp1257": "Ģirts Šķēle Ąžuolas",
    "cp1251": "Иванов Пётр Ґалаґан",
    "koi8-r": "Иванов Пётр",
    "koi8-u": "Ґалаґан Їжак",
    "iso8859-5": "Иванов Пётр",
    "cp1253": "Άννα Παπαδοπούλου",
    "iso8859-7": "Άννα Παπαδοπούλου",
    "cp1254": "Işıl Çağdaş Göğüş",
    "iso8859-9": "Işıl Çağdaş Göğüş",
    "cp1255": "דוד כהן",
    "cp1256": "محمد علي",
    "cp1258": "Đăng Ngoc",
    "cp874": "สมชาย ใจดี",
    "gb18030": "李小龙 𠮷 é",
    "cp950": "李小龍 王大明",
    "cp932": "髙橋 ①～ 山田ｱｲｳ",
    "euc_jp": "山田 太郎",
    "cp949": "홍길동 똠방각하",
    "utf-16-le": "Zoë 李小龙",
    "utf-16-be": "Zoë 李小龙",
}


def csv_of(name, encoding):
    return f"name,email\r\n{name},a@example.org\r\n".encode(encoding)


def rejected(data, filename="people.csv", **options):
    with pytest.raises(SheetRejected) as refusal:
        read_whole(data, filename, ReadingOptions(**options))
    (problem,) = refusal.value.problems
    return problem


@pytest.mark.parametrize(("encoding", "name"), NAMES.items())
def test_a_named_encoding_is_read_to_the_letter(encoding, name):
    table = read_whole(csv_of(name, encoding), "people.csv", ReadingOptions(encoding))

    assert table.rows == [(2, [name, "a@example.org"])]


def test_every_encoding_that_is_offered_was_tried_and_is_known():
    assert [encoding for encoding, _label in ENCODINGS] == [*NAMES]
    assert [encoding for encoding in NAMES if codec_of(encoding) is None] == []


@pytest.mark.parametrize("encoding", ["UTF-8", "utf_8_sig", "utf-16", "utf-16-le", "utf-32", "Big5", "shift-jis"])
def test_any_text_codec_of_python_will_do(encoding):
    table = read_whole(csv_of("王大明", encoding), "people.csv", ReadingOptions(encoding))

    assert (table.headings, table.rows) == (HEADINGS, [(2, ["王大明", "a@example.org"])])


@pytest.mark.parametrize(
    "encoding", ["none", "hex", "rot13", "zlib", "idna", "unicode_escape", "undefined", "no\0ne", "ñ", "../x"]
)
def test_what_is_no_encoding_of_text_is_refused(encoding):
    assert rejected(b"name,email\n", encoding=encoding).code == "unknown_encoding"


@pytest.mark.parametrize(
    ("encoding", "data", "line"),
    [
        ("cp1252", b"name,email\nZo\xeb,a@x.org\nB\x81b,b@x.org\n", 3),
        ("ascii", b"name,email\r\nZo\xeb,a@x.org\r\n", 2),
        ("cp1252", b"name,email\rZo\xeb,a@x.org\rB\x81b,b@x.org\r", 3),
        ("gb18030", "name,email\n李,a@x.org\n".encode("gb18030") + b"\xff,b@x.org\n", 3),
        ("shift_jis", b"name,email\n\x81", 2),
        ("utf-16-le", "name,email\nऊAn,a@x.org\n".encode("utf-16-le") + b"\x00\xd8\n\x00", 3),
    ],
)
def test_a_byte_that_the_named_encoding_does_not_have_is_told_by_line(encoding, data, line):
    problem = rejected(data, encoding=encoding)

    assert (problem.code, problem.line) == ("encoding", line)
    assert f"on line {line} is none in {encoding}." in problem.message


@pytest.mark.parametrize(
    ("written", "chosen", "found"),
    [
        ("utf-8", "cp1252", "UTF-8"),
        ("utf-8-sig", "cp1252", "UTF-8"),
        ("utf-16", "gb18030", "UTF-16-LE"),
        ("utf-16", "utf-8", "UTF-16-LE"),
        ("utf-32", "utf-16", "UTF-32-LE"),
    ],
)
def test_unicode_is_never_read_as_another_encoding(written, chosen, found):
    problem = rejected(csv_of("Zoë", written), encoding=chosen)

    assert problem.code == "encoding"
    assert problem.message == (
        f"The letters are stored as {found}, not as {chosen}. Leave the encoding to be found out."
    )


def test_text_in_unicode_is_known_from_an_encoding_of_two_bytes_a_letter():
    assert rejected(csv_of("李小龍王大明同學", "utf-8"), encoding="gb18030").code == "encoding"


def test_two_bytes_a_letter_that_happen_to_be_unicode_are_read_as_named():
    data = csv_of("模", "gbk")

    assert data.decode("utf-8") != ""
    assert read_whole(data, "people.csv", ReadingOptions("gb18030")).rows == [(2, ["模", "a@example.org"])]


def test_a_mark_is_no_part_of_the_first_heading():
    data = codecs.BOM_UTF8 + csv_of("Ann", "utf-8")
    chinese = "\ufeff".encode("gb18030") + csv_of("李", "gb18030")

    assert read_whole(data, "people.csv", ReadingOptions("utf-8")).headings == HEADINGS
    assert read_whole(chinese, "people.csv", ReadingOptions("gb18030")).headings == HEADINGS


def test_a_nul_is_told_in_a_named_encoding_too():
    problem = rejected(b"name,email\nZo\xeb\0,a@x.org\n", encoding="cp1252")

    assert (problem.code, problem.line) == ("nul", 2)


def test_a_refused_encoding_says_that_it_can_be_named():
    problem = rejected("name,email\nJosé Ñúñez,a@x.org\nBjörn,b@x.org".encode("cp1252"))

    assert (problem.code, problem.line) == ("encoding", 2)
    assert problem.message == (
        "The letters are not stored as UTF-8 but, it seems, as Windows-1252. "
        "Save the sheet as “CSV UTF-8” or XLSX, or name its encoding."
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_line_that_names_the_delimiter_is_honoured_in_any_encoding(delimiter):
    data = f'sep={delimiter}\r\nname{delimiter}email\r\n"Zoë; Dr, |"{delimiter}a@x.org\r\n'

    table = read_whole(data.encode("cp1252"), "people.csv", ReadingOptions("cp1252"))

    assert table.rows == [(2, ["Zoë; Dr, |", "a@x.org"])]


def xlsx_of_three():
    def change(workbook, sheet):
        sheet.title = "Autumn"
        workbook.create_sheet("Spring").append(["name"])
        workbook["Spring"].append(["Ann"])
        workbook.create_sheet("Secret").append(["name"])
        workbook["Secret"].append(["Eve"])
        workbook["Secret"].sheet_state = "hidden"

    return xlsx_bytes([["name"], ["Bob"]], change)


def ods_of_three():
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    tables = "".join(
        f'<table:table table:name="{title}"{looks}>{row("name")}{row(name)}</table:table>'
        for title, name, looks in (
            ("Autumn", "Bob", ""),
            ("Spring", "Ann", ""),
            ("Secret", "Eve", ' table:style-name="h"'),
        )
    )
    return ods_by_hand(tables, styles=style, active="Autumn")


def row(text):
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row>{cell}</table:table-row>"


@pytest.fixture(params=["xlsx", "ods"])
def workbook(request):
    """(data, filename) of a sheet in front, another, and a hidden one."""
    return (xlsx_of_three if request.param == "xlsx" else ods_of_three)(), f"people.{request.param}"


@pytest.mark.parametrize(
    ("wanted", "read", "name", "others"),
    [
        ("", "Autumn", "Bob", "Spring"),
        ("Autumn", "Autumn", "Bob", "Spring"),
        ("Spring", "Spring", "Ann", "Autumn"),
        (" sPRING ", "Spring", "Ann", "Autumn"),
    ],
)
def test_the_sheet_in_front_or_the_one_named_is_read_and_the_others_are_told(wanted, read, name, others, workbook):
    table = read_whole(*workbook, ReadingOptions(sheet=wanted))

    assert table.rows == [(2, [name])]
    assert table.notes == [f"Only the sheet “{read}” was read, not: {others}, Secret (hidden)."]


@pytest.mark.parametrize("wanted", ["Summer", "Secret"])
def test_a_sheet_that_cannot_be_seen_is_refused_with_the_names_of_those_that_can(wanted, workbook):
    problem = rejected(*workbook, sheet=wanted)

    assert (problem.code, problem.value) == ("no_such_sheet", wanted)
    assert problem.message == f"No sheet that can be seen is called “{wanted}”. There are: Autumn, Spring."


def test_a_csv_has_no_sheets_to_choose_from():
    assert rejected(b"name,email\n", sheet="Autumn").code == "no_such_sheet"


def test_an_encoding_does_not_matter_to_a_workbook(workbook):
    assert read_whole(*workbook, ReadingOptions("cp1252")).rows == [(2, ["Bob"])]


def test_an_unknown_date_format_is_the_callers_fault():
    with pytest.raises(ValueError, match="one of iso, dmy, mdy"):
        ReadingOptions(date_format="ymd")

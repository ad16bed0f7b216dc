import io
import json
import zipfile

import pytest

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import csv_bytes, ods_by_hand, ods_bytes, xlsx_by_hand, xlsx_bytes, zipped
from wagtail_credentials.exceptions import SheetRejected
from wagtail_credentials.spreadsheets import archives

ROWS = [["name", "email"], ["Ann", "a@example.org"]]
XLSX, ODS, CSV = xlsx_bytes(ROWS), ods_bytes(ROWS), csv_bytes(ROWS)


def types(content_type):
    return {"[Content_Types].xml": f'<Types><Override ContentType="{content_type}"/></Types>'}


def macros():
    return zipped(types("application/vnd.ms-excel.sheet.macroEnabled.main+xml"))


def document():
    return zipped(types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"))


def spoiled(data):
    """The same length, other bytes in the middle of the rows."""
    start = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:start] + bytes(255 - byte for byte in data[start : start + 100]) + data[start + 100 :]


@pytest.mark.parametrize(("data", "name"), [(XLSX, "A.XLSX"), (ODS, "b.ods"), (CSV, "c.csv"), (CSV, "d.tsv")])
def test_sheets_under_their_own_name_are_read(data, name):
    assert read_whole(data, name).rows == [(2, ROWS[1])]


@pytest.mark.parametrize(
    ("data", "name", "code", "words"),
    [
        (b"%PDF-1.7 ...", "a.xlsx", "wrong_kind", "it is PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "wrong_kind", "XLS"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "wrong_kind", "password"),
        (ods_by_hand("", manifest="<encryption-data/>"), "a.ods", "wrong_kind", "password"),
        (macros(), "a.xlsm", "wrong_kind", "XLSM"),
        (document(), "a.docx", "wrong_kind", "not a workbook"),
        (zipped({"a.csv": "name,email"}), "a.zip", "wrong_kind", "ZIP"),
        (b"<html><table><tr><td>name</td></tr></table></html>", "a.xls", "wrong_kind", "HTML"),
        (b"<?xml version='1.0'?><office:document office:mimetype='x'>", "a.fods", "wrong_kind", "FODS"),
        (json.dumps([{"name": "Ann"}]).encode(), "a.csv", "wrong_kind", "JSON"),
        (b"---\n- name: Ann\n", "a.csv", "wrong_kind", "YAML"),
        (b"\x89PNG\r\n\x1a\n", "a.csv", "wrong_kind", "PNG"),
        (XLSX, "a.csv", "wrong_name", "it is a XLSX file"),
        (ODS, "a.xlsx", "wrong_name", "it is a ODS file"),
        (CSV, "a.xlsx", "wrong_name", "it is a CSV file"),
        (CSV, "a.txt", "wrong_name", "“a.txt”"),
        (XLSX[:-100], "a.xlsx", "damaged", "damaged"),
        (spoiled(XLSX), "a.xlsx", "damaged", "damaged"),
        (ODS[:-60], "a.ods", "damaged", "damaged"),
        (b"", "a.xlsx", "empty", "empty"),
        (xlsx_bytes([]), "a.xlsx", "empty", "empty"),
        (ods_bytes([]), "a.ods", "empty", "empty"),
    ],
)
def test_every_other_file_is_refused_by_what_it_is(data, name, code, words):
    with pytest.raises(SheetRejected) as rejected:
        read_whole(data, name)

    (problem,) = rejected.value.problems
    assert (problem.line, problem.code) == (0, code)
    assert words in problem.message


def test_a_bomb_is_refused_by_what_its_directory_promises():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in types(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        ).items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as entry:
            for _piece in range(110):
                entry.write(b" " * 1024 * 1024)

    with pytest.raises(SheetRejected) as rejected:
        read_whole(data.getvalue(), "bomb.xlsx")

    assert rejected.value.problems[0].code == "too_big"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx_by_hand("<row>" + "<c/>" * 1100 + "</row>"), "cells.xlsx"),
        (xlsx_by_hand("<row/>", shared=["<t>a</t>"] * 300), "texts.xlsx"),
        (ods_by_hand("<table:table/>" * 1100), "tables.ods"),
    ],
)
def test_a_small_file_of_too_many_tags_is_refused_early(data, name, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TAGS", 1000)

    with pytest.raises(SheetRejected) as rejected:
        read_whole(data, name)

    assert rejected.value.problems[0].code == "too_big"


def test_a_size_that_lies_is_damage():
    data = bytearray(XLSX)
    start = XLSX.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (5).to_bytes(4, "little")

    with pytest.raises(SheetRejected):
        read_whole(bytes(data), "a.xlsx")


def test_tags_nested_without_end_are_called_damaged():
    with pytest.raises(SheetRejected) as rejected:
        read_whole(ods_by_hand("<table:table>" * 100_000), "people.ods")

    assert rejected.value.problems[0].code == "damaged"


def test_a_damaged_stream_in_the_archive_is_called_damaged():
    data = bytearray(xlsx_bytes([["name", "email"], ["Ann", "ann@example.org"]]))
    start = data.index(b"[Content_Types].xml") + len(b"[Content_Types].xml")
    data[start : start + 20] = b"\xff" * 20

    with pytest.raises(SheetRejected) as rejected:
        read_whole(bytes(data), "people.xlsx")

    assert rejected.value.problems[0].code == "damaged"


def test_a_name_in_the_archive_that_is_no_text_is_called_damaged():
    data = XLSX.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/\xff\xffeet1.xml", 1)
    start = data.index(b"xl/worksheets/\xff") - 30
    data = data[: start + 7] + b"\x08" + data[start + 8 :]

    with pytest.raises(SheetRejected) as rejected:
        read_whole(data, "people.xlsx")

    assert rejected.value.problems[0].code == "damaged"

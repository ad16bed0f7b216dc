"""Files made to hold a server: each is refused, or read for what it is, in 5 seconds of a processor and 300 MB."""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.spreadsheets.writers import OFFICE, csv_bytes, ods_by_hand, xlsx_by_hand, zipped

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 5, 300
MILLION = 1_000_000
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'


def row(number, cells):
    return f'{ROW}<row r="{number}">{cells}</row>'


def with_part(name, content, compression=zipfile.ZIP_DEFLATED):
    """A small workbook with one part replaced or added."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_by_hand(ROW, shared=["<t>a</t>"]))) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()} | {name: content}
    with zipfile.ZipFile(data, "w", compression) as archive:
        for entry, part in parts.items():
            archive.writestr(entry, part)
    return data.getvalue()


SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def lying_about_its_size():
    """The directory promises five bytes where 200 MB are."""
    data = bytearray(with_part(SHEET, b"<a>" + b" " * 200 * MILLION))
    start = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[start + 24 : start + 28] = struct.pack("<I", 5)
    return bytes(data)


def one_part_under_many_names():
    """Each entry of the directory points at the same megabyte."""
    data = with_part("big.bin", b" " * MILLION)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        big = archive.getinfo("big.bin")
        archive.filelist += [big] * 200
        end = io.BytesIO(data)
        directory = zipfile.ZipFile(end, "a")
        directory.filelist, directory._didModify = archive.filelist, True
        directory.close()
    return end.getvalue()


def many_entries():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.filelist += archive.filelist * 150_000
    return data.getvalue()


BELOW = '<table:table-row table:number-rows-repeated="%d">%s</table:table-row>'


def distinct(pattern, count):
    return "".join(pattern % number for number in range(count))


def repeated(found, columns=256, rows=49_999):
    """A heading in each of 256 columns, and the cell in ``columns`` of them, ``rows`` times."""
    head = f"<table:table-row>{many(cell('name'), 256)}</table:table-row>"
    return ods_of(head + BELOW % (rows, many(found, columns)))


def many(found, columns):
    return found.replace("<table:table-cell", f'<table:table-cell table:number-columns-repeated="{columns}"', 1)


def ods_of(rows):
    return ods_by_hand(f'<table:table table:name="One">{rows}</table:table>')


def cell(text, looks=""):
    return f"<table:table-cell {looks}><text:p>{text}</text:p></table:table-cell>"


LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(20))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'

#: {what the file is: (its name, how it is made, what comes of it)}
FILES = {
    "an archive that unpacks to more than the bound": (
        "a.xlsx",
        lambda: with_part("x", b"\0" * 110 * MILLION),
        "too_big",
    ),
    "sizes that lie": ("a.xlsx", lying_about_its_size, "damaged"),
    "one part under many names": ("a.xlsx", one_part_under_many_names, "too_big"),
    "an archive in an archive": ("a.xlsx", lambda: with_part(SHEET, with_part("x", b" " * 90 * MILLION)), "damaged"),
    "a directory of 150,000 entries": ("a.xlsx", many_entries, "too_big"),
    "blocks of bzip2": ("a.xlsx", lambda: with_part(SHEET, b" " * 90 * MILLION, zipfile.ZIP_BZIP2), "damaged"),
    "blocks of LZMA": ("a.xlsx", lambda: with_part(SHEET, b" " * 90 * MILLION, zipfile.ZIP_LZMA), "damaged"),
    "nothing but white space": ("a.xlsx", lambda: with_part(SHEET, b"<a>" + b" " * 90 * MILLION), "damaged"),
    "a billion laughs": ("a.xlsx", lambda: xlsx_by_hand("<row><c>&a19;</c></row>", doctype=LAUGHS), "damaged"),
    "an entity from outside": ("a.xlsx", lambda: xlsx_by_hand("<row><c>&b;</c></row>", doctype=OUTSIDE), "damaged"),
    "an entity that nothing names": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, '<c r="A2" t="str"><v>&b;</v></c>')),
        "damaged",
    ),
    "a cell in the last corner": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(1048576, '<c r="XFD1048576"><v>1</v></c>')),
        "too_many_columns",
    ),
    "a row of a million cells": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, "<c><v>1</v></c>" * (MILLION - 100))),
        "too_many_columns",
    ),
    "four million cells with nothing in them": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, "<c/>" * (4 * MILLION - 100))),
        "table",
    ),
    "a tag too many": ("a.xlsx", lambda: xlsx_by_hand(row(2, "<c/>" * 4 * MILLION)), "too_big"),
    "four million rows": ("a.xlsx", lambda: xlsx_by_hand("<row/>" * (4 * MILLION - 100)), "damaged"),
    "four million tags that mean nothing": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, "<x></x>" * (2 * MILLION - 100))),
        "table",
    ),
    "a million formulas": (
        "a.xlsx",
        lambda: xlsx_by_hand(f"<row>{'<c><f>1</f></c>' * 50}</row>" * 19_000),
        "too_many_problems",
    ),
    "tags within tags": ("a.xlsx", lambda: xlsx_by_hand(row(2, "<x>" * (4 * MILLION - 100))), "damaged"),
    "tags within tags, told as closed": ("a.xlsx", lambda: xlsx_by_hand(row(2, "<x>/>" * 2 * MILLION)), "damaged"),
    "two million names of tags": ("a.xlsx", lambda: xlsx_by_hand(row(2, distinct("<x%d/>", 2 * MILLION))), "table"),
    "two million names of attributes": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, "<x " + distinct('a%d="" ', 2 * MILLION) + "/>")),
        "damaged",
    ),
    "two million looks of cells": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, distinct('<c a="%d"/>', 2 * MILLION))),
        "table",
    ),
    "a tag of 90 MB": ("a.xlsx", lambda: with_part(SHEET, b'<a b="' + b"x" * 90 * MILLION + b'"/>'), "damaged"),
    "a comment of 90 MB": ("a.xlsx", lambda: with_part(SHEET, b"<a><!-- " + b"x>" * 45 * MILLION), "damaged"),
    "comments without end": ("a.xlsx", lambda: with_part(SHEET, b"<a>" + b"<!--<!-- x>" * 300_000), "damaged"),
    "comments everywhere": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, "<!---->" * 1_900_000 + "<c/>" * 1_900_000)),
        "table",
    ),
    "CDATA everywhere": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, '<c t="str"><v><![CDATA[a]]></v></c>' * 700_000)),
        "too_many_columns",
    ),
    "quotes in tags": ("a.xlsx", lambda: xlsx_by_hand(row(2, "<x '\">" * MILLION)), "damaged"),
    "ampersands": ("a.xlsx", lambda: xlsx_by_hand(row(2, f'<c t="str"><v>{"&" * 900_000}</v></c>')), "damaged"),
    "one cell of 10 MB": ("a.xlsx", lambda: xlsx_by_hand(row(2, f"<c><v>{'1' * 10 * MILLION}</v></c>")), "damaged"),
    "one number of a megabyte": ("a.xlsx", lambda: xlsx_by_hand(row(2, f"<c><v>{'1' * MILLION}</v></c>")), "table"),
    "a cell of a million runs": (
        "a.xlsx",
        lambda: xlsx_by_hand(row(2, f'<c t="inlineStr"><is>{"<r><t>aaa</t></r>" * 990_000}</is></c>')),
        "table",
    ),
    "a million texts": ("a.xlsx", lambda: xlsx_by_hand(ROW, shared=["<t>ab</t>"] * 990_000), "table"),
    "90 MB of texts beyond the first plane": (
        "a.xlsx",
        lambda: xlsx_by_hand(ROW, shared=[f"<t>𠮷{'a' * 9_990}</t>"] * 9_000),
        "table",
    ),
    "a million references to one text": (
        "a.xlsx",
        lambda: xlsx_by_hand(
            ROW + "".join(f"<row>{'<c t=`s`><v>0</v></c>' * 200}</row>" for _ in range(4_900)).replace("`", '"'),
            shared=[f"<t>{'a' * 9_990}</t>"],
        ),
        "too_big",
    ),
    "references to long texts in no order": (
        "a.xlsx",
        lambda: xlsx_by_hand(
            ROW
            + "".join(
                f"<row>{''.join(f'<c t=`s`><v>{n * 7919 % 9_000}</v></c>' for n in range(200))}</row>"
                for _ in range(4_900)
            ).replace("`", '"'),
            shared=[f"<t>{'a' * 9_990}</t>"] * 9_000,
        ),
        "too_big",
    ),
    "short texts among long ones": (
        "a.xlsx",
        lambda: xlsx_by_hand(
            ROW
            + "".join(
                f"<row>{''.join(f'<c t=`s`><v>{n * 7919 % 4_999 * 16}</v></c>' for n in range(line, line + 200))}</row>"
                for line in range(4_000)
            ).replace("`", '"'),
            shared=["<t>a</t>", *[f"<t>{'a' * 1_000}</t>"] * 15] * 5_000,
        ),
        "table",
    ),
    "a name of a megabyte": ("a.xlsx", lambda: xlsx_by_hand(row(2, f"<c {'a' * MILLION}><v>1</v></c>")), "damaged"),
    "a declaration without end": (
        "a.xlsx",
        lambda: with_part(SHEET, b"<?xml" + b" encoding='a'" * 70_000),
        "damaged",
    ),
    "a million merged cells": (
        "a.xlsx",
        lambda: with_part(SHEET, f"<a>{ROW}<b>{'<mergeCell ref=`A1:B1`/>' * MILLION}</b></a>".replace("`", '"')),
        "table",
    ),
    "a million styles": (
        "a.xlsx",
        lambda: xlsx_by_hand(ROW, styles="<cellXfs>" + '<xf numFmtId="14"/>' * MILLION + "</cellXfs>"),
        "damaged",
    ),
    "styles of a long code": (
        "a.xlsx",
        lambda: xlsx_by_hand(
            ROW,
            styles=f'<numFmts><numFmt numFmtId="170" formatCode="{"[" * 900_000}"/></numFmts>'
            f"<cellXfs>{'<xf numFmtId=`170`/>' * 100_000}</cellXfs>".replace("`", '"'),
        ),
        "table",
    ),
    "a million relations": (
        "a.xlsx",
        lambda: with_part(
            "xl/_rels/workbook.xml.rels", "<a>" + '<Relationship Id="a" Target="../x"/>' * MILLION + "</a>"
        ),
        "damaged",
    ),
    "a million sheets": (
        "a.xlsx",
        lambda: with_part(WORKBOOK, "<a>" + '<sheet name="a" r:id="s"/>' * MILLION + "</a>"),
        "damaged",
    ),
    "cells repeated a billion times": ("a.ods", lambda: repeated(cell("a"), 10**9), "too_many_columns"),
    "rows repeated four billion times": ("a.ods", lambda: repeated(cell("a"), 1, 4 * 10**9), "too_many_rows"),
    "blank rows repeated four billion times": (
        "a.ods",
        lambda: repeated(cell('<text:s text:c="3"/>', 'office:value-type="string"'), 1, 4 * 10**9),
        "too_many_rows",
    ),
    "12 million cells out of two": ("a.ods", lambda: repeated(cell("'=a")), "table"),
    "12 million long cells out of two": ("a.ods", lambda: repeated(cell("a" * 9_000)), "too_big"),
    "12 million failures out of two": (
        "a.ods",
        lambda: repeated(cell("#N/A", 'calcext:value-type="error"')),
        "too_many_problems",
    ),
    "long failures out of two": (
        "a.ods",
        lambda: repeated(cell("#" + "a" * 9_000 + "!", 'calcext:value-type="error"')),
        "too_many_problems",
    ),
    "12 million cells without a heading": (
        "a.ods",
        lambda: ods_of(f"<table:table-row>{cell('name')}</table:table-row>" + BELOW % (49_999, many(cell("a"), 255))),
        "table",
    ),
    "spaces out of little": (
        "a.ods",
        lambda: ods_of(
            f"<table:table-row>{cell('<text:s text:c=`10000`/>' * 2)}</table:table-row>".replace("`", '"') * 500_000
        ),
        "too_big",
    ),
    "a million paragraphs": ("a.ods", lambda: ods_of(row_of("<text:p>a</text:p>" * 1_900_000)), "table"),
    "four million cells of ODS with nothing in them": (
        "a.ods",
        lambda: ods_of(f"<table:table-row>{'<table:table-cell/>' * (4 * MILLION - 100)}</table:table-row>"),
        "empty",
    ),
    "a million comments in cells": (
        "a.ods",
        lambda: ods_of(row_of("<office:annotation><text:p>a</text:p></office:annotation>" * 990_000)),
        "empty",
    ),
    "a million tables": ("a.ods", lambda: ods_by_hand("<table:table/>" * MILLION), "damaged"),
    "a million styles of ODS": ("a.ods", lambda: ods_by_hand("", styles="<style:style/>" * MILLION), "damaged"),
    "settings without end": (
        "a.ods",
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": f"<office:document-content {OFFICE}><table:table/></office:document-content>",
                "settings.xml": "<a>" + "<config:config-item/>" * (4 * MILLION - 100) + "</a>",
            }
        ),
        "empty",
    ),
    "10 MB of commas": ("a.csv", lambda: b"a,b\n" + b"," * 10 * MILLION, "table"),
    "headings of 5 MB": ("a.csv", lambda: b"a" + b"," * 5 * MILLION + b"\n" + b"a\n" * 2 * MILLION, "too_many_rows"),
    "10 MB of quotes": ("a.csv", lambda: b'a,b\n"' + b'"' * 10 * MILLION, "quotes"),
    "a quote that does not close": ("a.csv", lambda: b'a,b\n"' + b"a,b\n" * 2_500_000, "quotes"),
    "one cell of 10 MB in CSV": ("a.csv", lambda: b"a,b\n" + b"a" * 10 * MILLION, "quotes"),
    "10 MB of line ends": ("a.csv", lambda: b"\n" * 10 * MILLION, "empty"),
    "10 MB of blank lines": ("a.csv", lambda: b"a,b\n" + b",\n" * 5 * MILLION, "table"),
    "five million rows": ("a.csv", lambda: b"a\n" + b"b\n" * 5 * MILLION, "too_many_rows"),
    "10 MB of no letters": ("a.csv", lambda: b"\xe9" * 10 * MILLION, "encoding"),
    "10 MB of JSON": ("a.csv", lambda: b"[" + b"{}," * 3 * MILLION + b"{}]", "wrong_kind"),
    "10 MB of brackets": ("a.csv", lambda: b"[" * 10 * MILLION, "quotes"),
    "50,000 lines of another length": ("a.csv", lambda: b"a,b\n" + (b"1,2," * 50 + b"\n") * 49_999, "table"),
    "a plain sheet": ("a.csv", lambda: csv_bytes([["name"], ["Ann"]]), "table"),
}


def row_of(paragraphs):
    return f"<table:table-row><table:table-cell>{paragraphs}</table:table-cell></table:table-row>"


def measured(path):
    """[outcome, seconds of the processor, megabytes grown]"""
    command = [sys.executable, "-m", "tests.spreadsheets.measured", str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured where Linux tells it")
@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_costs_little(what, tmp_path):
    name, make, expected = FILES[what]
    (tmp_path / name).write_bytes(make())

    outcome, seconds, megabytes = measured(tmp_path / name)

    assert outcome == expected
    assert seconds < SECONDS
    assert megabytes < MEGABYTES

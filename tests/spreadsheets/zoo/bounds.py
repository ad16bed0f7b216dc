"""How much is read at all, and files made to take more than that: each is refused early, in words."""

import io
import zipfile
from functools import partial

from ..ods_shapes import cell, ods, rows_alone, table, table_row
from ..writers import csv_bytes, ods_by_hand, xlsx_by_hand
from ..xlsx_shapes import Excel, Xml
from .cases import ANN, GOOD, HEADINGS, LI, ZOE, accepted, named, rejected, row_errors

TWO = {"MAX_ROWS": 2}
THREE_PEOPLE = [*GOOD, ["Ann", "ann@example.org"]]
SMALL = {"MAX_UNPACKED_BYTES": 20_000}


def too_much(slug, make, code, name, *words, line=0, **settings):
    return rejected(slug, make, (line, "", code), words=words, name=name, settings=settings)


def wide(columns):
    """A sheet with so many columns; those that nobody asked for are ignored."""
    more = [f"x{n}" for n in range(columns - 2)]
    return [[*HEADINGS, *more], ["Ann", "ann@example.org", *more]]


WRITERS = {"csv": csv_bytes, "xlsx": lambda rows: Excel(rows).data(), "ods": lambda rows: ods(table(rows))}
COUNTS = [
    *(
        too_much(f"{name}-a-row-too-many", make(THREE_PEOPLE), "too_many_rows", f"people.{name}", "more than 2", **TWO)
        for name, make in WRITERS.items()
    ),
    *(
        accepted(f"{name}-as-many-rows-as-may-be", make(GOOD), ZOE, LI, name=f"people.{name}", settings=TWO)
        for name, make in WRITERS.items()
    ),
    *(
        too_much(f"{name}-257-columns", make(wide(257)), "too_many_columns", f"people.{name}", "256 columns", line=1)
        for name, make in WRITERS.items()
    ),
    *(
        accepted(f"{name}-256-columns", make(wide(256)), ANN, notes=("x253",), name=f"people.{name}")
        for name, make in WRITERS.items()
    ),
    row_errors(
        "csv-10001-characters",
        csv_bytes([[*HEADINGS, "story"], ["Ann", "ann@example.org", "x" * 10_001]]),
        (2, "story", "too_long"),
        words=("10000",),
        name="people.csv",
    ),
    row_errors(
        "ods-10001-characters",
        ods(table([[*HEADINGS, "story"], ["Ann", "ann@example.org", "x" * 10_001]])),
        (2, "story", "too_long"),
        name="people.ods",
    ),
    rejected(
        "csv-of-more-than-10-megabytes",
        lambda: csv_bytes(GOOD) + b"\n" * 10 * 1024 * 1024,
        (0, "", "too_big"),
        words=("10 MB",),
        name="people.csv",
        at_the_door=True,
    ),
]


def bomb():
    """A sheet of 110 MB in 110 kB."""
    data = io.BytesIO(xlsx_by_hand(""))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as entry:
        for _megabyte in range(110):
            entry.write(b" " * 1024 * 1024)
    return data.getvalue()


def lying():
    """A sheet of 200 kB of which the directory says that it has 300 bytes."""
    data = bytearray(xlsx_by_hand("<row/>" * 40_000))
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (300).to_bytes(4, "little")
    return bytes(data)


def entries(count):
    """A sheet among many empty files."""
    data = io.BytesIO(Excel(GOOD).data())
    with zipfile.ZipFile(data, "a") as archive:
        for number in range(count):
            archive.writestr(f"more/{number}", "")
    return data.getvalue()


def repeated(columns=1, rows=1, value="x"):
    cells = cell(f"<text:p>{value}</text:p>", more=f' table:number-columns-repeated="{columns}"')
    line = f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    return rows_alone(table_row(HEADINGS), line)


SPACES = cell('<text:p>a<text:s text:c="4000000000"/>b</text:p>')
BOMBS = [
    too_much("xlsx-of-110-megabytes-unpacked", bomb, "too_big", "people.xlsx", "larger than 100 MB"),
    too_much(
        "xlsx-unpacked-beyond-the-bound", xlsx_by_hand("<row/>" * 4000), "too_big", "people.xlsx", "Unpacked", **SMALL
    ),
    too_much(
        "ods-unpacked-beyond-the-bound",
        ods_by_hand("<table:table/>" * 4000),
        "too_big",
        "people.ods",
        "Unpacked",
        **SMALL,
    ),
    too_much("xlsx-that-lies-about-its-size", lying, "damaged", "people.xlsx", "damaged", **SMALL),
    too_much("xlsx-of-20000-entries", partial(entries, 20_000), "too_big", "people.xlsx"),
    too_much(
        "ods-a-cell-repeated-a-billion-times", repeated(columns=1_000_000_000), "too_many_columns", "people.ods", line=2
    ),
    too_much("ods-a-row-repeated-a-billion-times", repeated(rows=4_000_000_000), "too_many_rows", "people.ods"),
    too_much(
        "ods-a-cell-repeated-more-often-than-a-number-can-say",
        repeated(columns="9" * 11),
        "too_many_columns",
        "people.ods",
        line=2,
    ),
    accepted(
        "ods-blank-cells-and-rows-repeated-billions-of-times",
        ods(table(GOOD, last=4_000_000_000)),
        ZOE,
        LI,
        name="people.ods",
    ),
    row_errors(
        "ods-a-space-repeated-billions-of-times",
        ods(table([[*HEADINGS, "story"], ["Ann", "ann@example.org", SPACES]])),
        (2, "story", "too_long"),
        name="people.ods",
    ),
    too_much("xlsx-tags-within-tags-without-end", xlsx_by_hand("<row>" * 50_000), "damaged", "people.xlsx"),
    too_much("ods-tags-within-tags-without-end", ods_by_hand("<table:table>" * 50_000), "damaged", "people.ods"),
]

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
ENTITIES = {
    "billion-laughs": LAUGHS,
    "external-entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "external-parameter-entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
    "external-document-type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/a.dtd">',
}
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
HOSTILE = [
    *(
        too_much(f"xlsx-{what}", xlsx_by_hand(CELL, doctype=xml), "damaged", "people.xlsx")
        for what, xml in ENTITIES.items()
    ),
    *(
        too_much(f"ods-{what}", ods(table(GOOD), doctype=xml), "damaged", "people.ods")
        for what, xml in ENTITIES.items()
    ),
    too_much("xlsx-an-entity-nobody-declared", xlsx_by_hand(CELL), "damaged", "people.xlsx"),
]

FAR = Xml('<c r="XFD2" t="inlineStr"><is><t>far</t></is></c>')
NAME, EMAIL = (
    f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in (("A1", "name"), ("B1", "email"))
)
DEEP = xlsx_by_hand(f'<row r="1">{NAME}{EMAIL}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')
SPARSE = [
    too_much(
        "xlsx-a-cell-far-to-the-right",
        Excel([HEADINGS, ["Ann", "ann@example.org", FAR]]).data(),
        "too_many_columns",
        "people.xlsx",
        "256",
        line=2,
    ),
    too_much(
        "xlsx-a-cell-beyond-the-last-column",
        Excel([HEADINGS, ["Ann", Xml('<c r="XFE2"><v>1</v></c>')]]).data(),
        "damaged",
        "people.xlsx",
    ),
    row_errors("xlsx-a-cell-far-below", DEEP, (1_048_576, "email", "required"), name="people.xlsx"),
    too_much(
        "xlsx-a-row-beyond-the-last",
        xlsx_by_hand('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        "damaged",
        "people.xlsx",
    ),
    too_much(
        "xlsx-rows-that-go-back",
        xlsx_by_hand(
            '<row r="2"><c t="str"><v>name</v></c><c t="str"><v>email</v></c></row><row r="1"><c><v>1</v></c></row>'
        ),
        "damaged",
        "people.xlsx",
    ),
    too_much(
        "xlsx-a-shared-text-that-is-not-there",
        xlsx_by_hand('<row><c t="s"><v>7</v></c></row>'),
        "damaged",
        "people.xlsx",
    ),
    row_errors(
        "ods-a-cell-far-below",
        rows_alone(table_row(HEADINGS), table_row([None], repeated=1_048_574), table_row(["Ann"])),
        (1_048_576, "email", "required"),
        name="people.ods",
    ),
    too_much(
        "ods-a-cell-far-to-the-right",
        ods(table([HEADINGS, [*["Ann", "a@example.org"], *[None] * 400, "far"]])),
        "too_many_columns",
        "people.ods",
        line=2,
    ),
]

CASES = named("bounds", [*COUNTS, *BOMBS, *HOSTILE, *SPARSE])

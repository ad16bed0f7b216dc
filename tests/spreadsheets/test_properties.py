"""Any table of text, written by programs that are not ours, reads back the same."""

import csv

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spreadsheets.whole import read_whole
from tests.spreadsheets.writers import csv_bytes, ods_bytes, xlsx_bytes
from wagtail_credentials.spreadsheets.escaping import unescape

bounded = settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

#: XML holds no control characters; a CSV no NUL. Lone surrogates stand in no file.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
TEXT = st.text(LETTERS, max_size=30)
WITH_BREAKS = st.text(LETTERS | st.sampled_from("\n\t\r,;|\"'"), max_size=30)
HEADINGS = st.lists(
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäß李अ "), min_size=1).filter(str.strip), min_size=1, max_size=5
)


@st.composite
def tables(draw, text):
    """[headings, *rows], every row with something in it."""
    headings = draw(HEADINGS)
    row = st.lists(text, min_size=len(headings), max_size=len(headings)).filter(lambda cells: "".join(cells).strip())
    return [headings, *draw(st.lists(row, max_size=6))]


def read(data, name):
    table = read_whole(data, name)

    assert table.problems == []
    return [table.headings, *(cells for _line, cells in table.rows)]


def harmless(rows):
    """What the author meant: an apostrophe before a formula is our own escape, and goes."""
    return [[unescape(cell) for cell in row] for row in rows]


@bounded
@given(
    rows=tables(WITH_BREAKS),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_csv_reads_back(rows, delimiter, encoding, ending):
    data = csv_bytes(rows, delimiter, encoding, lineterminator=ending, quoting=csv.QUOTE_ALL)

    assert read(data, "people.csv") == harmless(rows)


@bounded
@given(tables(st.text(LETTERS | st.sampled_from("\n\t"), max_size=30)))
def test_xlsx_reads_back(rows):
    def as_text(_workbook, sheet):
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(line, column).data_type = "s"
                sheet.cell(line, column)._value = value

    assert read(xlsx_bytes([], as_text), "people.xlsx") == harmless(rows)


@bounded
@given(tables(st.text(LETTERS | st.sampled_from("\n\t"), max_size=30)))
def test_ods_reads_back(rows):
    # Writers of ODS mark the spaces that XML would fold into one, but not the outer ones.
    rows = [[cell.strip(" \n\t") for cell in row] for row in rows]

    assert read(ods_bytes(rows), "people.ods") == harmless(rows)

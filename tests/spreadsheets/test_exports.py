import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_credentials.spreadsheets.exports import WRITERS, write_table
from wagtail_credentials.spreadsheets.reader import read_sheet

FORMATS = sorted(WRITERS)
DANGEROUS = ["=1+1", "+1", "-2", "@x", "\tx", "\nx", "＝1", "'=1"]
PLAIN = ["'quoted'", "007", "1e5", "2026-01-02", "_x0041_", "a  b", "<b>&amp;", "Zoë\n李", "TRUE", "#REF", 'a;b,"c"']

bounded = settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
#: A character that ends a line in an ODS is one line break, whichever it was.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("=+-@'\t\n_x0"),
    max_size=20,
)


def written(file_format, rows):
    stream = io.BytesIO()
    write_table(stream, file_format, [f"h{n}" for n in range(len(rows[0]))], rows, "Credentials")
    return stream.getvalue()


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_text_comes_back_as_it_was(file_format):
    rows = [[*DANGEROUS, *PLAIN, ""], ["", *DANGEROUS, *PLAIN]]

    table = read_sheet(written(file_format, rows), f"a.{file_format}")

    assert (table.problems, table.notes) == ([], [])
    assert [*table.rows] == [(2, rows[0]), (3, rows[1])]


@bounded
@given(rows=st.lists(st.lists(TEXT, min_size=3, max_size=3).filter(lambda row: "".join(row).strip()), min_size=1))
@pytest.mark.parametrize("file_format", FORMATS)
def test_any_table_comes_back_as_it_was(file_format, rows):
    table = read_sheet(written(file_format, rows), f"a.{file_format}")

    assert [cells for _line, cells in table.rows] == rows


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_program_calculates_what_is_written(text):
    shown = f"'{text}"

    workbook = openpyxl.load_workbook(io.BytesIO(written("xlsx", [[text]])))
    cell = workbook.active["A2"]
    sheet = list(csv.reader(io.StringIO(written("csv", [[text]]).decode("utf-8-sig"), newline="")))

    assert (cell.value, cell.data_type, cell.number_format) == (shown, "s", "@")
    assert sheet == [["h0"], [shown]]


def test_programs_know_that_a_csv_is_utf_8():
    assert written("csv", [["Zoë"]]).startswith(b"\xef\xbb\xbf")


def test_cells_of_an_ods_are_text_and_hold_no_formula():
    archive = zipfile.ZipFile(io.BytesIO(written("ods", [["=1+1", "7"]])))

    content = archive.read("content.xml").decode()

    assert archive.namelist()[0] == "mimetype"
    assert archive.testzip() is None
    assert "table:formula" not in content
    assert content.count('office:value-type="string"') == 4


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_character_that_no_file_can_hold_is_shown_as_lost(file_format):
    table = read_sheet(written(file_format, [["a\x00b\x0bc\ud800"]]), f"a.{file_format}")

    assert [*table.rows] == [(2, ["a\ufffdb\ufffdc\ufffd"])]


def test_headings_that_nobody_typed_are_written_without_rows():
    for file_format in FORMATS:
        stream = io.BytesIO()
        write_table(stream, file_format, ["name"], [], "Credentials")

        assert read_sheet(stream.getvalue(), f"a.{file_format}").headings == ["name"]

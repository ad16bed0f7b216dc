import json
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.spreadsheets.writers import csv_bytes, xlsx_bytes
from wagtail_credentials.domain.names import person_key

pytestmark = pytest.mark.django_db

HEADINGS = ["name", "email", "grade"]
ANN = ["Ann", "ann@example.org", "A"]


@pytest.fixture
def run(tmp_path, capsys):
    """run(rows, *options) -> (exit code, standard output)"""
    template = factories.make_template([{"name": "grade", "required": True}])

    def run(rows, *options, name="people.csv", write=csv_bytes):
        file = tmp_path / name
        file.write_bytes(write(rows))
        code = 0
        try:
            call_command("check_sheet", str(file), "--template", template.slug, *options)
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out

    return run


def test_an_accepted_sheet_ends_with_0(run):
    code, output = run([HEADINGS, ANN], "--json")

    values = {
        "name": "Ann",
        "email": "ann@example.org",
        "grade": "A",
        "recipient_id": "",
        "issued_on": "",
        "expires_on": "",
    }
    assert code == 0
    assert json.loads(output) == {
        "outcome": "accepted",
        "rows": [values],
        "verdicts": ["new"],
        "totals": {"new": 1, "duplicate": 0, "held": 0, "invalid": 0},
        "errors": [],
        "duplicates": [],
        "notes": [],
    }


def test_errors_in_rows_end_with_1(run):
    code, output = run([HEADINGS, ANN, ["Bob", "bob", "A"]], "--json")

    found = json.loads(output)
    assert (code, found["outcome"], len(found["rows"])) == (1, "row_errors", 2)
    assert found["errors"] == [
        {
            "line": 3,
            "column": "email",
            "code": "email",
            "message": "This is not an e-mail address. Write one such as zoe@example.org.",
            "value": "bob",
        }
    ]


def test_a_rejected_sheet_ends_with_2(run):
    code, output = run([["name", "email"], ANN[:2]], "--json")

    found = json.loads(output)
    assert (code, found["outcome"], found["rows"]) == (2, "rejected", [])
    assert [(error["line"], error["column"], error["code"]) for error in found["errors"]] == [
        (1, "grade", "missing_column")
    ]


def test_duplicates_are_given_by_line(run):
    _code, output = run([HEADINGS, ANN, ANN], "--json")

    assert json.loads(output)["duplicates"] == [3]


def test_the_rule_of_a_group_holds(run):
    group = factories.make_group()
    held = {"person_key": person_key("ann@example.org", "Ann"), "status": "published"}
    factories.make_credential(batch=factories.make_batch(group=group), **held)

    code, output = run([HEADINGS, ANN], "--group", group.slug, "--json")

    assert (code, [error["code"] for error in json.loads(output)["errors"]]) == (1, ["already_holds"])


def test_without_json_people_read_it(run):
    code, output = run([HEADINGS, ["Bob", "bob", "A"]])

    assert code == 1
    assert output.splitlines() == [
        "line 2, email: This is not an e-mail address. Write one such as zoe@example.org. [bob]",
        "row_errors: 1 rows, 1 errors, 0 duplicates",
    ]


def test_an_unknown_template_or_file_is_told(tmp_path):
    template = factories.make_template(slug="known")

    with pytest.raises(CommandError, match="There is no template “other”"):
        call_command("check_sheet", __file__, "--template", "other")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_sheet", str(tmp_path / "none.csv"), "--template", template.slug)


def test_an_encoding_that_is_named_is_read(run):
    write = partial(csv_bytes, encoding="shift_jis")

    code, output = run([HEADINGS, ["山田", "y@example.org", "A"]], "--encoding", "Shift_JIS", "--json", write=write)

    assert (code, [row["name"] for row in json.loads(output)["rows"]]) == (0, ["山田"])


def test_an_encoding_that_is_not_named_is_told(run):
    write = partial(csv_bytes, encoding="cp1252")

    code, output = run([HEADINGS, ["Zoë", "zoe@example.org", "A"]], write=write)

    assert code == 2
    assert output.splitlines() == [
        "line 2: The letters are not stored as UTF-8 but, it seems, as Windows-1252. "
        "Save the sheet as “CSV UTF-8” or XLSX, or name its encoding.",
        "rejected: 0 rows, 1 errors, 0 duplicates",
    ]


@pytest.mark.parametrize(
    "options", [("--encoding", "nonsense"), ("--encoding", "hex"), ("--date-format", "ymd"), ("--sheet",)]
)
def test_options_that_mean_nothing_are_refused(options, run):
    with pytest.raises(CommandError, match=options[0]):
        run([HEADINGS, ANN], *options)


def test_dates_are_read_in_the_order_that_is_named(run):
    rows = [[*HEADINGS, "issued_on"], [*ANN, "03/04/2026"]]

    days = [
        json.loads(run(rows, "--date-format", order, "--json")[1])["rows"][0]["issued_on"] for order in ("dmy", "mdy")
    ]

    assert days == ["2026-04-03", "2026-03-04"]


def test_another_sheet_is_read_by_its_name(run):
    def two(rows):
        return xlsx_bytes([["nothing"]], lambda workbook, _sheet: [*map(workbook.create_sheet("People").append, rows)])

    code, output = run([HEADINGS, ANN], "--sheet", "People", "--json", name="people.xlsx", write=two)
    refused, told = run([HEADINGS, ANN], "--sheet", "Others", "--json", name="people.xlsx", write=two)

    assert (code, json.loads(output)["notes"]) == (0, ["Only the sheet “People” was read, not: Sheet."])
    assert (refused, json.loads(told)["errors"][0]["message"]) == (
        2,
        "No sheet that can be seen is called “Others”. There are: Sheet, People.",
    )

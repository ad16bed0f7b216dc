from datetime import date

import pytest

from tests import factories
from tests.spreadsheets.writers import csv_bytes, ods_bytes, xlsx_bytes
from wagtail_credentials.domain.columns import columns_for
from wagtail_credentials.domain.names import person_key
from wagtail_credentials.domain.reading import ReadingOptions
from wagtail_credentials.services.checking import check_recipients, check_sheet

pytestmark = pytest.mark.django_db

FIELDS = [{"name": "course", "label": "Course", "required": True}, {"name": "passed_on", "type": "date"}]
HEADINGS = ["Name", "E-Mail", "COURSE", "passed on"]
ANN = ["Ann Lee", "ann@example.org", "Botany", "2026-03-04"]
OPTIONAL = ("recipient_id", "issued_on", "expires_on")
BOB = ["Bob Ray", "bob@example.org", "Botany", ""]


def template():
    return factories.make_template(FIELDS)


def check(*rows, headings=HEADINGS, group=None):
    return check_sheet(csv_bytes([headings, *rows]), "people.csv", template(), group)


def found(check):
    return [(problem.line, problem.column, problem.code) for problem in check.problems]


@pytest.mark.parametrize(("write", "name"), [(csv_bytes, "a.csv"), (xlsx_bytes, "a.xlsx"), (ods_bytes, "a.ods")])
def test_an_honest_sheet_is_accepted_whoever_wrote_it(write, name):
    check = check_sheet(write([HEADINGS, ANN, BOB]), name, template())

    assert (check.outcome, check.problems, check.duplicates, check.notes) == ("accepted", [], [], [])
    assert [(row.line, row.values) for row in check.rows] == [
        (line, dict(zip(("name", "email", "course", "passed_on"), row, strict=True)) | dict.fromkeys(OPTIONAL, ""))
        for line, row in ((2, ANN), (3, BOB))
    ]


def test_problems_are_told_by_line_and_column_and_all_rows_come_back():
    result = check(["Ann", "nowhere", "", "2026-02-30"], BOB, ["", "c@example.org", "Botany", ""])

    assert result.outcome == "row_errors"
    assert found(result) == [
        (2, "email", "email"),
        (2, "course", "required"),
        (2, "passed_on", "date_impossible"),
        (4, "name", "required"),
    ]
    assert [row.line for row in result.rows] == [2, 3, 4]


def test_a_cell_that_cannot_be_read_is_one_problem_under_the_name_of_its_column():
    data = xlsx_bytes([[*HEADINGS, "remark"], [*ANN[:2], "=1+1", ANN[3], "=2+2"]])

    assert found(check_sheet(data, "people.xlsx", template())) == [(2, "course", "no_result")]


def test_a_ragged_line_is_one_problem():
    data = b"name,email,course\nLee, Ann,ann@example.org,Botany\n"

    assert found(check_sheet(data, "people.csv", template())) == [(2, "", "ragged")]


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([["name", "e-mail"], ["Ann", "a@example.org"]], [(1, "course", "missing_column")]),
        ([[*HEADINGS, "NAME"], [*ANN, "Eve"]], [(1, "name", "repeated_column")]),
        ([["Our people"], HEADINGS, ANN], [(1, name, "missing_column") for name in ("name", "email", "course")]),
        ([HEADINGS], [(1, "", "no_rows")]),
    ],
)
def test_a_sheet_in_another_format_is_rejected_whole(rows, problems):
    result = check_sheet(xlsx_bytes(rows), "people.xlsx", template())

    assert (result.outcome, found(result), result.rows) == ("rejected", problems, [])


def test_a_file_that_is_no_sheet_is_rejected():
    result = check_sheet(b"%PDF-1.7", "people.xlsx", template())

    assert (result.outcome, found(result)) == ("rejected", [(0, "", "wrong_kind")])


def test_columns_nobody_asked_for_are_named_and_reach_nothing():
    rows = [[*HEADINGS, "id", "status", "token"], [*ANN, "1", "published", "x"]]

    result = check_sheet(xlsx_bytes(rows), "people.xlsx", template())

    assert result.outcome == "accepted"
    assert result.notes == ["Columns that the template does not have were ignored: id, status, token."]
    assert set(result.rows[0].values) == {"name", "email", "course", "passed_on", *OPTIONAL}


def test_the_example_left_in_is_refused():
    name, email = (column.example for column in columns_for([])[:2])

    result = check([name, email, "Botany", ""], BOB)

    assert found(result) == [(2, "name", "example_row")]


def test_the_sites_own_limit_for_names_holds(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_NAME_CHARACTERS": 5}

    assert found(check(ANN)) == [(2, "name", "too_long")]


def hold(group, status):
    """A credential of Ann's."""
    return factories.make_credential(
        batch=factories.make_batch(group=group), person_key=person_key(ANN[1], ANN[0]), status=status
    )


SAME_PERSON = ["ann  LEE", "ANN@example.org", "Botany", ""]


def test_the_same_person_twice_is_marked_and_let_pass_without_a_group():
    result = check(ANN, BOB, SAME_PERSON)

    assert (result.outcome, result.duplicates) == ("accepted", [4])
    assert result.notes == ["A person who is there already will get a second credential: line 4."]


@pytest.mark.parametrize(
    ("rule", "verdicts", "problems"),
    [
        ("refuse", ["invalid", "new", "invalid"], [(2, "name", "already_holds"), (4, "name", "duplicate")]),
        ("skip", ["held", "new", "duplicate"], []),
        ("replace", ["held", "new", "invalid"], [(4, "name", "duplicate")]),
        ("warn", ["held", "new", "duplicate"], []),
        ("allow", ["held", "new", "duplicate"], []),
    ],
)
def test_the_groups_rule_decides_about_persons_who_are_there_already(rule, verdicts, problems):
    group = factories.make_group(duplicate_rule=rule)
    held = hold(group, "published")

    result = check(ANN, BOB, SAME_PERSON, group=group)

    assert result.outcome == ("row_errors" if problems else "accepted")
    assert ([row.verdict for row in result.rows], found(result), result.duplicates) == (verdicts, problems, [2, 4])
    assert (result.rows[0].report["credential"], result.rows[2].report["line"]) == (str(held.uuid), 2)


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        ("skip", ["Persons who are there already are skipped: lines 2, 4."]),
        ("replace", ["A person's credential is replaced when the new one is published: line 2."]),
        ("warn", ["Persons who are there already will get a second credential: lines 2, 4."]),
        ("allow", []),
        ("refuse", []),
    ],
)
def test_what_becomes_of_them_is_said(rule, note):
    group = factories.make_group(duplicate_rule=rule)
    hold(group, "published")

    assert check(ANN, BOB, SAME_PERSON, group=group).notes == note


@pytest.mark.parametrize("status", ["pending", "in_review", "suspended"])
def test_a_credential_that_is_under_way_cannot_be_replaced(status):
    group = factories.make_group(duplicate_rule="replace")
    hold(group, status)

    assert found(check(ANN, group=group)) == [(2, "name", "held_not_published")]


def test_of_several_that_a_person_holds_the_latest_published_one_is_meant():
    group = factories.make_group(duplicate_rule="replace")
    first, second, _waits = hold(group, "published"), hold(group, "published"), hold(group, "in_review")

    (row,) = check(ANN, group=group).rows

    assert row.report == {"credential": str(second.uuid)} != {"credential": str(first.uuid)}


def test_the_totals_count_every_row_once():
    result = check(ANN, BOB, SAME_PERSON, ["", "eve@example.org", "", ""])

    assert result.totals == {"new": 2, "duplicate": 1, "held": 0, "invalid": 1}


@pytest.mark.parametrize("status", ["revoked", "cancelled", "staged"])
def test_a_credential_that_is_not_live_is_no_duplicate(status):
    group = factories.make_group()
    held = {"person_key": person_key(ANN[1], ANN[0]), "status": status}
    factories.make_credential(batch=factories.make_batch(group=group), **held)

    assert check(ANN, group=group).duplicates == []


def test_people_who_share_an_address_are_kept_with_a_note():
    result = check(ANN, ["Joe Lee", "ann@example.org", "Botany", ""], group=factories.make_group())

    assert (result.outcome, result.duplicates) == ("accepted", [])
    assert result.notes == ["Different people share an address on lines 2, 3."]


def test_recipients_typed_in_are_checked_as_rows_are():
    rows = [{"name": "Ann", "email": "ann@example.org", "course": "Botany"}, {"name": "Bob", "email": "bob"}]

    result = check_recipients(rows, template())

    assert found(result) == [(2, "email", "email"), (2, "course", "required")]
    assert check_recipients([], template()).outcome == "rejected"


def check_dates(date_format, *days, write=csv_bytes, name="people.csv"):
    """The days as they are kept, and the codes of what is wrong with them."""
    rows = [["Ann", f"ann{number}@example.org", "Botany", day] for number, day in enumerate(days)]
    result = check_sheet(write([HEADINGS, *rows]), name, template(), options=ReadingOptions(date_format=date_format))
    return [row.values["passed_on"] for row in result.rows], [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    ("date_format", "written", "kept"),
    [
        ("iso", "2026-04-03", "2026-04-03"),
        ("dmy", "03/04/2026", "2026-04-03"),
        ("dmy", "3.4.2026", "2026-04-03"),
        ("dmy", " 3-4-2026 ", "2026-04-03"),
        ("dmy", "29/02/2024 00:00:00", "2024-02-29"),
        ("dmy", "2026-04-03", "2026-04-03"),
        ("mdy", "03/04/2026", "2026-03-04"),
        ("mdy", "12.31.2026", "2026-12-31"),
        ("mdy", "2026-04-03", "2026-04-03"),
        ("dmy", "", ""),
    ],
)
def test_dates_are_read_in_the_order_that_was_chosen_and_kept_as_iso(date_format, written, kept):
    assert check_dates(date_format, written) == ([kept], [])


@pytest.mark.parametrize(
    ("date_format", "written", "code"),
    [
        ("iso", "03/04/2026", "date_format"),
        ("dmy", "03/04/26", "date_format"),
        ("dmy", "03/04-2026", "date_format"),
        ("dmy", "03 04 2026", "date_format"),
        ("dmy", "2026/04/03", "date_format"),
        ("dmy", "٠٣/٠٤/٢٠٢٦", "date_format"),
        ("dmy", "46118", "date_number"),
        ("dmy", "04/13/2026", "date_impossible"),
        ("dmy", "29/02/2026", "date_impossible"),
        ("dmy", "2026-02-29", "date_impossible"),
        ("mdy", "13/04/2026", "date_impossible"),
        ("mdy", "00/04/2026", "date_impossible"),
    ],
)
def test_a_date_that_is_not_certain_or_impossible_is_an_error_of_its_row(date_format, written, code):
    assert check_dates(date_format, written) == ([written], [code])


@pytest.mark.parametrize("date_format", ["iso", "dmy", "mdy"])
def test_date_cells_are_the_same_day_in_any_order(date_format):
    assert check_dates(date_format, date(2026, 4, 3), write=xlsx_bytes, name="a.xlsx") == (["2026-04-03"], [])


def test_a_rows_own_dates_are_compared_as_days():
    rows = [[*ANN[:3], "", "02/05/2026", "01/06/2026"], [*BOB[:3], "", "02/05/2026", "01/05/2026"]]
    data = csv_bytes([[*HEADINGS, "issued_on", "expires_on"], *rows])

    result = check_sheet(data, "people.csv", template(), options=ReadingOptions(date_format="dmy"))

    assert found(result) == [(3, "expires_on", "expires_first")]

from datetime import date, datetime

import pytest

from tests import factories
from tests.editor.somebody import make_user
from tests.editor.steps import make_batch, make_template
from tests.forms import answers, at, let_see, make_form, make_member_form, submit
from wagtail_credentials.exceptions import NotAllowedInThisState
from wagtail_credentials.permissions import visible_forms
from wagtail_credentials.services.submissions import (
    count_submissions,
    fields_of,
    stage_submissions,
    submission_rows,
    suggest_mapping,
    text_of,
)

pytestmark = pytest.mark.django_db

MAPPING = {"name": "name", "email": "your_address", "grade": "grade"}


def test_fields_are_those_of_the_form_and_the_moment_it_was_sent_in():
    page = make_form(("Full name", "singleline"), ("E-mail", "email"))

    assert [field[:2] for field in fields_of(page)] == [
        ("submit_time", "Submission date"),
        ("full_name", "Full name"),
        ("e_mail", "E-mail"),
    ]


def test_files_cannot_be_read():
    page = make_form(("Name", "singleline"), ("Photo", "file"))

    assert [field.name for field in fields_of(page)] == ["submit_time", "name"]


def test_what_a_sites_own_submissions_add_can_be_read():
    page = make_member_form(make_user(username="ann", email="ann@example.org"))

    rows = submission_rows(page, {"name": "username", "email": "email"})

    assert [field.name for field in fields_of(page)] == ["username", "submit_time", "email"]
    assert rows == [{"name": "ann", "email": "ann@example.org"}]


@pytest.mark.parametrize(
    ("fields", "mapping"),
    [
        (
            [("Name", "singleline"), ("E-mail", "email"), ("GRADE", "singleline")],
            {"name": "name", "email": "e_mail", "grade": "grade"},
        ),
        (
            [("NAME", "singleline"), ("Where may we write to?", "email")],
            {"name": "name", "email": "where_may_we_write_to"},
        ),
        ([("Parent's address", "email"), ("Email", "email")], {"email": "email"}),
        (
            [("Recipient ID", "number"), ("Issued on", "date")],
            {"recipient_id": "recipient_id", "issued_on": "issued_on"},
        ),
        ([("Who are you?", "singleline")], {}),
    ],
)
def test_columns_are_matched_by_label_name_and_type(fields, mapping):
    assert suggest_mapping(make_template().columns, fields_of(make_form(*fields))) == mapping


def test_a_field_that_was_renamed_is_matched_by_what_it_is_called_now():
    page = make_form(("Name", "singleline"), ("Own", "singleline"))
    page.form_fields.filter(clean_name="name").update(label="Name of your manager")
    page.form_fields.filter(clean_name="own").update(label="Name")

    assert suggest_mapping(make_template().columns, fields_of(page))["name"] == "own"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Zoë", "Zoë"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (["A", "B"], "A, B"),
        ([], ""),
        (7, "7"),
        (date(2026, 3, 1), "2026-03-01"),
        (at("2026-03-01T23:30"), "2026-03-02 00:30"),
        (datetime(2026, 3, 1, 9, 5), "2026-03-01 09:05"),
        ("2026-03-01T23:30:00Z", "2026-03-01T23:30:00Z"),
    ],
)
def test_values_become_the_text_of_a_cell(value, text, settings):
    settings.TIME_ZONE = "Europe/Berlin"

    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-03-01T23:30:00Z", "2026-03-02 00:30"),
        ("2026-03-01T23:30:00+01:00", "2026-03-01 23:30"),
        ("2026-03-01T23:30:00", "2026-03-01 23:30"),
        ("2026-02-31T23:30:00Z", "2026-02-31T23:30:00Z"),
        ("some day", "some day"),
    ],
)
def test_dates_with_a_time_are_those_of_the_sites_clocks(value, text, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    page = make_form(("Begin", "datetime"))
    submit(page, begin=value)

    assert text_of(value, moment=True) == text
    assert submission_rows(page, {"x": "begin"}) == [{"x": text}]


def test_rows_are_in_the_order_in_which_the_form_was_sent_in():
    page = make_form()
    for number, when in ((3, "2026-03-03T00:00"), (1, "2026-03-01T00:00"), (2, "2026-03-02T00:00")):
        submit(page, when, **answers(number))

    assert [row["name"] for row in submission_rows(page, MAPPING)] == ["Person 1", "Person 2", "Person 3"]
    assert [row["name"] for row in submission_rows(page, MAPPING, most=2)] == ["Person 1", "Person 2"]


def test_what_was_not_asked_yet_is_empty():
    page = make_form()
    submit(page, name="Ann")

    assert submission_rows(page, MAPPING) == [{"name": "Ann", "email": "", "grade": ""}]


def test_days_are_whole_and_those_of_the_site(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    page = make_form()
    for number, when in enumerate(["02-28T22:59", "02-28T23:00", "03-01T22:59", "03-01T23:00"], 1):
        submit(page, f"2026-{when}", name=str(number))
    day = date(2026, 3, 1)

    def names(*days):
        return "".join(row["name"] for row in submission_rows(page, {"name": "name"}, *days))

    assert [names(day, day), names(day, None), names(None, day), names()] == ["23", "234", "123", "1234"]


def test_only_submissions_of_the_page_are_read():
    page = make_form(people=1)
    make_form(title="Another", people=2)

    assert len(submission_rows(page, MAPPING)) == 1


def test_submissions_are_counted_for_each_page():
    pages = [make_form(title="A", people=2), make_form(title="B"), make_member_form(make_user(), make_user())]

    counts = count_submissions(pages)

    assert [counts[page.pk] for page in pages] == [2, 0, 2]


@pytest.mark.parametrize("rows", [1, 3])
def test_counting_asks_one_question_for_each_class_of_submissions(rows, django_assert_num_queries):
    pages = [make_form(title=f"Form {number}", people=rows) for number in range(rows)]
    pages += [make_member_form(make_user()) for _number in range(rows)]

    with django_assert_num_queries(2):
        count_submissions(pages)


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_asks_the_same_questions_for_any_number_of_submissions(rows, django_assert_num_queries):
    page = make_member_form(*(make_user() for _number in range(rows)))

    with django_assert_num_queries(3):
        assert len(submission_rows(page, {"name": "username"})) == rows


def test_submissions_are_staged_as_rows_of_a_sheet_are():
    batch, user = make_batch(), make_user("issue")
    page = make_form(title="Spring registration", people=2)

    check = stage_submissions(batch, page, MAPPING, date(2026, 3, 1), user=user)

    assert (check.outcome, batch.status, batch.source_name, batch.source.name) == (
        "accepted",
        "checked",
        "Spring registration",
        "",
    )
    staged = batch.credentials.order_by("line")
    assert [(row.line, row.recipient_name, row.recipient_email, row.values) for row in staged] == [
        (1, "Person 1", "person1@example.org", {"grade": "A"}),
        (2, "Person 2", "person2@example.org", {"grade": "A"}),
    ]
    assert batch.report["submissions"] == {"page": page.pk, "mapping": MAPPING, "from": "2026-03-01", "to": ""}


def test_problems_are_told_by_row_and_column_and_the_choice_is_kept():
    batch = make_batch()
    page = make_form(people=1)
    submit(page, "2026-03-02T00:00", **answers(2, your_address="nope", grade="C"))

    check = stage_submissions(batch, page, MAPPING)

    assert [(problem.line, problem.column, problem.value) for problem in check.problems] == [
        (2, "email", "nope"),
        (2, "grade", "C"),
    ]
    assert (batch.status, batch.report["submissions"]["mapping"]) == ("rejected", MAPPING)


def test_whoever_sent_the_form_in_twice_is_found():
    batch = make_batch(group=factories.make_group())
    page = make_form(people=1)
    submit(page, "2026-03-02T00:00", **answers(1))

    assert stage_submissions(batch, page, MAPPING).duplicates == [2]


def test_a_moment_does_for_a_date():
    batch = make_batch()
    page = make_form(people=1)

    stage_submissions(batch, page, {**MAPPING, "issued_on": "submit_time"})

    assert [row.issued_on for row in batch.credentials.all()] == [date(2026, 3, 1)]


def test_more_than_fit_are_refused_and_not_cut_off(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 2}
    batch = make_batch()

    check = stage_submissions(batch, make_form(people=3), MAPPING)

    assert (check.outcome, [problem.code for problem in check.problems]) == ("rejected", ["too_many_rows"])
    assert batch.credentials.count() == 0


def test_exactly_as_many_as_fit_are_taken(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 2}

    assert stage_submissions(make_batch(), make_form(people=2), MAPPING).outcome == "accepted"


def test_a_confirmed_batch_takes_no_submissions():
    with pytest.raises(NotAllowedInThisState):
        stage_submissions(make_batch(status="generating"), make_form(people=1), MAPPING)


def test_only_forms_that_somebody_may_change_are_visible():
    page, _other = make_form(title="Mine"), make_form(title="Other")

    assert list(visible_forms(make_user("issue"))) == []
    assert [form.pk for form in visible_forms(let_see(make_user("issue"), page))] == [page.pk]

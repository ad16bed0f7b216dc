import pytest

from wagtail_credentials.domain.columns import columns_for
from wagtail_credentials.domain.filling import LONGEST_NAME, SAMPLE_FACTS, long_date, placeholder_values, sample_row
from wagtail_credentials.domain.languages import in_language
from wagtail_credentials.domain.placeholders import LABELS

FIELDS = [
    {"name": "grade", "type": "choice", "choices": ["Pass", "With distinction"]},
    {"name": "exam", "type": "date"},
    {"name": "topic", "max_length": 20, "example": "Botany"},
]


def values_of(row, language="en"):
    columns = columns_for(FIELDS)
    return placeholder_values(
        row, {"group.title": "Botany"}, uuid="u", url="https://x/c/u/", language=language, columns=columns
    )


def test_every_placeholder_has_a_value():
    values = values_of({})

    assert set(values) == {*LABELS, "field.grade", "field.exam", "field.topic"}


def test_values_come_from_row_facts_and_address():
    row = {"name": "Ann", "email": "ann@example.org", "recipient_id": "7", "grade": "Pass", "exam": "2026-03-01"}

    values = {name: value for name, value in values_of({**row, "issued_on": "2026-11-21"}).items() if value}

    assert values == {
        "recipient.name": "Ann",
        "recipient.email": "ann@example.org",
        "recipient.id": "7",
        "group.title": "Botany",
        "credential.id": "u",
        "credential.url": "https://x/c/u/",
        "credential.issued_on": "November 21, 2026",
        "field.grade": "Pass",
        "field.exam": "March 1, 2026",
    }


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "November 21, 2026"),
        ("en-gb", "21 November 2026"),
        ("de", "21. November 2026"),
        ("fr", "21 novembre 2026"),
        ("es", "21 de noviembre de 2026"),
        ("ja", "2026年11月21日"),
        ("", "November 21, 2026"),
        ("xx", "November 21, 2026"),
        ('de"><script>', "November 21, 2026"),
    ],
)
def test_dates_are_written_out_in_the_language(language, written):
    assert values_of({"issued_on": "2026-11-21"}, language)["credential.issued_on"] == written


def test_text_that_is_no_date_stays():
    with in_language("en"):
        assert long_date("soon") == "soon"


def test_a_sample_row_fills_every_column():
    row = sample_row(columns_for(FIELDS))

    assert (row["name"], row["grade"], row["topic"]) == ("Zoë Ångström", "Pass", "Botany")
    assert all(row.values())


def test_the_longest_row_has_a_name_of_120_characters_and_values_up_to_their_limits():
    row = sample_row(columns_for(FIELDS), "longest")

    assert (row["name"], len(LONGEST_NAME)) == (LONGEST_NAME, 120)
    assert (row["grade"], row["topic"]) == ("With distinction", "Botany Botany")


def test_sample_facts_know_every_fact():
    assert set(SAMPLE_FACTS) == {name for name in LABELS if name.startswith(("group.", "issuer."))}

import pytest

from wagtail_credentials.domain.columns import columns_for
from wagtail_credentials.domain.headings import heading_problems, ignored_headings, match_headings

COLUMNS = columns_for([{"name": "course_title", "label": "Course, in full"}, {"name": "grade", "required": True}])


@pytest.mark.parametrize(
    "heading", ["course_title", "COURSE-TITLE", " Course  Title ", "coursetitle", "Course, in full"]
)
def test_a_column_is_found_by_name_or_label_in_any_spelling(heading):
    assert match_headings(["x", heading], COLUMNS) == {1: "course_title"}


def test_e_mail_is_found_under_its_label():
    assert match_headings(["E-Mail", "Recipient ID"], COLUMNS) == {0: "email", 1: "recipient_id"}


def test_a_name_wins_over_the_label_of_another_column():
    columns = columns_for([{"name": "grade", "label": "Level"}, {"name": "level", "label": "Grade"}])

    assert match_headings(["Grade", "Level"], columns) == {0: "grade", 1: "level"}


def test_missing_and_repeated_columns_are_named():
    problems = heading_problems(["name", "Name ", "email"], COLUMNS, 1)

    assert [(p.line, p.column, p.code) for p in problems] == [
        (1, "name", "repeated_column"),
        (1, "grade", "missing_column"),
    ]


def test_headings_that_no_column_has_are_ignored_and_named():
    assert ignored_headings(["id", "name", "", "status"], COLUMNS) == ["id", "status"]

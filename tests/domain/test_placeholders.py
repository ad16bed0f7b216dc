from datetime import date

from wagtail_credentials.domain.placeholders import Day, fill, unknown_placeholders


def test_a_placeholder_is_replaced_once():
    values = {"recipient.name": "[recipient.email]", "recipient.email": "ann@example.org"}

    assert fill("For [recipient.name]", values) == "For [recipient.email]"


def test_text_in_brackets_that_is_no_placeholder_stays():
    assert fill("[sic] [a.b] [recipient.name", {"recipient.name": "Ann"}) == "[sic] [a.b] [recipient.name"


def test_a_line_whose_placeholders_are_all_empty_is_left_out():
    text = "Grade: [field.grade]\nHours: [field.hours]"

    assert fill(text, {"field.grade": "", "field.hours": "40"}) == "Hours: 40"


def test_a_line_with_one_filled_placeholder_stays():
    assert fill("[field.a] · [field.b]", {"field.a": "", "field.b": "B"}) == " · B"


def test_empty_lines_between_lines_stay():
    assert fill("One\n\nTwo", {}) == "One\n\nTwo"


def test_a_value_is_written_as_the_placeholder_says():
    values = {
        "recipient.name": "Zoë",
        "credential.issued_on": Day.written("21. November 2026", date(2026, 11, 21), "de"),
    }

    assert fill("[recipient.name|upper] [recipient.name|lower]", values) == "ZOË zoë"
    assert fill("[credential.issued_on] [credential.issued_on|j. F Y] [credential.issued_on|Y]", values) == (
        "21. November 2026 21. November 2026 2026"
    )


def test_a_format_makes_nothing_of_what_is_no_day():
    assert fill("[field.grade|j F]", {"field.grade": "A"}) == "A"


def test_a_style_that_a_value_cannot_have_is_named():
    text = "[recipient.name|shout] [recipient.name|upper] [credential.expires_on|j F Y] [field.passed|F Y]"

    assert unknown_placeholders(text) == {"recipient.name|shout"}


def test_unknown_placeholders_are_named():
    text = "[recipient.nmae] [field.grade] [field.hours]"

    assert unknown_placeholders(text) == {"recipient.nmae"}
    assert unknown_placeholders(text, ["grade"]) == {"recipient.nmae", "field.hours"}

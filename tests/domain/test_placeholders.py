from wagtail_credentials.domain.placeholders import fill, unknown_placeholders


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


def test_unknown_placeholders_are_named():
    text = "[recipient.nmae] [field.grade] [field.hours]"

    assert unknown_placeholders(text) == {"recipient.nmae"}
    assert unknown_placeholders(text, ["grade"]) == {"recipient.nmae", "field.hours"}

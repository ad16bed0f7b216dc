import pytest

from wagtail_credentials.domain.columns import Column, FieldType, columns_for
from wagtail_credentials.domain.values import check_value, check_values

LONG = "x" * 65


def column(kind="text", **values):
    return Column("field", "Field", FieldType(kind), **values)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("text", "  Zoë   Ångström ", "Zoë Ångström"),
        ("text", "Zoe\u0308", "Zoë"),
        ("text", "Ann\r\nLee", "Ann Lee"),
        ("text", "Null", "Null"),
        ("text", "O'Brien", "O'Brien"),
        ("text", "AT&T", "AT&T"),
        ("text", "{{ email }}", "{{ email }}"),
        ("text", "می\u200cخواهم", "می\u200cخواهم"),
        ("text", "👩\u200d🎓", "👩\u200d🎓"),
        ("text", "#1", "#1"),
        ("long_text", " one  two \r\nthree ", "one two\nthree"),
        ("number", "101", "101"),
        ("number", "-1.50", "-1.50"),
        ("date", "2026-03-04", "2026-03-04"),
        ("date", "2026-03-04 23:30:00", "2026-03-04"),
        ("date", "2026-03-04T23:30", "2026-03-04"),
        ("url", "https://exämple.org/a?b=c#d", "https://exämple.org/a?b=c#d"),
        ("email", "Zoe.Smith@Example.ORG", "Zoe.Smith@example.org"),
        ("email", "zoe+course@bücher.example", "zoe+course@bücher.example"),
    ],
)
def test_honest_values_are_kept(kind, raw, kept):
    assert check_value(column(kind), raw) == (kept, None)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("text", "a\x00b", "control_character"),
        ("text", "a\x1bb", "control_character"),
        ("text", "a\u202eb", "control_character"),
        ("text", "a\u2066b", "control_character"),
        ("text", "a\u2028b", "control_character"),
        ("text", "a\ud800b", "control_character"),
        ("text", "Z\ufffde", "lost_letter"),
        ("text", "\u200b\u200d", "invisible"),
        ("text", "#N/A", "error_cell"),
        ("text", "Err:502", "error_cell"),
        ("number", "1,5", "number"),
        ("number", "1e5", "number"),
        ("number", "١٢", "number"),
        ("date", "03/04/2026", "date_format"),
        ("date", "2026-3-4", "date_format"),
        ("date", "2026-03-04T23:30:00-08:00", "date_format"),
        ("date", "٢٠٢٦-٠٣-٠٤", "date_format"),
        ("date", "46082", "date_number"),
        ("date", "2026-02-30", "date_impossible"),
        ("url", "javascript:alert(1)", "url"),
        ("url", "https://localhost/", "url"),
        ("url", "https://a b.org", "url"),
        ("url", "example.org", "url"),
        ("email", "zoe", "email"),
        ("email", "@example.org", "email"),
        ("email", "a@x.org, b@x.org", "email_one"),
        ("email", "Zoe <zoe@example.org>", "email_one"),
        ("email", "a@b@example.org", "email_one"),
        ("email", "zoe@example.org\nBcc: b@example.org", "email_one"),
        ("email", "zoe@exa\u200bmple.org", "email_invisible"),
        ("email", "=cmd@example.org", "email_local"),
        ("email", "zoë@example.org", "email_local"),
        ("email", f"{LONG}@example.org", "email_local"),
        ("email", "zoe..s@example.org", "email_local"),
        ("email", "zoe@localhost", "email_domain"),
        ("email", "zoe@printer.local", "email_domain"),
        ("email", "zoe@[127.0.0.1]", "email_domain"),
        ("email", "zoe@127.0.0.1", "email_domain"),
        ("email", "zoe@-example.org", "email_domain"),
    ],
)
def test_other_values_are_refused_by_what_is_wrong(kind, raw, code):
    _value, fault = check_value(column(kind), raw)

    assert fault[0] == code


@pytest.mark.parametrize(
    ("raw", "chosen", "orders"),
    [
        ("03/04/2026", "iso", "dmy or mdy"),
        ("21/11/2026", "iso", "dmy"),
        ("11.21.2026", "iso", "mdy"),
        ("04/13/2026", "dmy", "mdy"),
        ("13/04/2026", "mdy", "dmy"),
    ],
)
def test_a_day_in_another_order_says_how_that_is_chosen(raw, chosen, orders):
    _value, (_code, message) = check_value(column("date"), raw, chosen)

    assert message.endswith(f"choose for the whole sheet: “Dates are written as” (--date-format {orders})")


@pytest.mark.parametrize("raw", ["31/11/2026", "30.02.2026", "99/99/2026"])
def test_a_day_in_no_order_is_no_day(raw):
    assert check_value(column("date"), raw)[1] == (
        "date_impossible",
        "There is no such day. Write it as year-month-day: 2026-11-21",
    )


def test_a_choice_takes_the_spelling_of_the_template():
    assert check_value(column("choice", choices=("With honours", "Passed")), "with HONOURS") == ("With honours", None)


def test_another_choice_is_refused_naming_the_choices():
    _value, (code, message) = check_value(column("choice", choices=("A", "B")), "C")

    assert (code, message) == ("choice", "Choose one of: A, B")


def test_length_is_counted_in_characters_after_normalising():
    assert check_value(column(max_length=3), "Zoe\u0308") == ("Zoë", None)
    assert check_value(column(max_length=3), "Zoës")[1][0] == "too_long"


def test_a_row_has_a_value_for_each_column_and_names_what_is_wrong():
    columns = columns_for([{"name": "grade", "required": True}])

    kept, problems = check_values(columns, {"name": "Ann\u202e", "email": "ann@example.org", "other": "x"}, 7)

    assert kept == {
        "name": "Ann[U+202E]",
        "email": "ann@example.org",
        "grade": "",
        "recipient_id": "",
        "issued_on": "",
        "expires_on": "",
    }
    assert [(p.line, p.column, p.code, p.value) for p in problems] == [
        (7, "name", "control_character", "Ann[U+202E]"),
        (7, "grade", "required", ""),
    ]


def test_expiry_before_issue_is_a_problem_of_the_row():
    row = {"name": "Ann", "email": "ann@example.org", "issued_on": "2026-05-02", "expires_on": "2026-05-01"}

    _kept, problems = check_values(columns_for([]), row, 3)

    assert [(p.column, p.code) for p in problems] == [("expires_on", "expires_first")]


def test_the_example_row_is_refused():
    columns = columns_for([])
    name, email = columns[0].example, columns[1].example

    _kept, problems = check_values(columns, {"name": f" {name.upper()} ", "email": email.upper()}, 2)

    assert [p.code for p in problems] == ["example_row"]


def test_an_address_is_the_same_in_its_script_and_as_the_net_codes_it():
    column = Column("email", "E-mail", FieldType.EMAIL)

    coded, own = (check_value(column, f"zoe@{host}")[0] for host in ("xn--bcher-kva.example", "BÜCHER.example"))

    assert coded == own == "zoe@bücher.example"

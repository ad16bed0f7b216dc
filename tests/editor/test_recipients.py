import pytest
from django import forms

from tests.editor.somebody import make_user
from tests.editor.steps import GRADE, make_batch, make_template, person, said, step
from wagtail_credentials.domain.columns import Column, FieldType
from wagtail_credentials.editor.recipients import DateInput, RowForm, widget_for
from wagtail_credentials.models import Credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(client):
    client.force_login(make_user("issue"))
    return make_batch()


def rows(*people, **buttons):
    """What the form sends for these people."""
    data = {"row": [str(number) for number in range(1, len(people) + 1)], **buttons}
    for number, values in enumerate(people, 1):
        data |= {f"row-{number}-{name}": value for name, value in values.items()}
    return data


@pytest.mark.parametrize(
    ("field_type", "widget"),
    [
        (FieldType.TEXT, forms.TextInput),
        (FieldType.LONG_TEXT, forms.Textarea),
        (FieldType.NUMBER, forms.TextInput),
        (FieldType.DATE, DateInput),
        (FieldType.CHOICE, forms.Select),
        (FieldType.URL, forms.URLInput),
        (FieldType.EMAIL, forms.EmailInput),
    ],
)
def test_each_type_has_the_input_that_fits_it(field_type, widget):
    column = Column("x", "X", field_type, choices=("A", "B"))

    assert type(widget_for(column)) is widget


def test_people_entered_by_hand_are_staged_as_rows_of_a_sheet_are(client, batch):
    response = client.post(step("recipients", batch), rows(person(1), person(2, grade="B", issued_on="2026-02-03")))

    assert response.url == step("confirm", batch)
    staged = batch.credentials.order_by("line")
    assert [(row.line, row.recipient_name, row.values) for row in staged] == [
        (1, "Person 1", {"grade": "A"}),
        (2, "Person 2", {"grade": "B"}),
    ]
    assert [str(row.issued_on) for row in staged] == ["None", "2026-02-03"]


def test_a_wrong_value_is_shown_beside_its_cell_and_nothing_is_lost(client, batch):
    data = rows(person(1), person(2, email="nope", grade=""))

    response = client.post(step("recipients", batch), data)

    first, second = response.context["forms"]
    assert (first.errors, sorted(second.errors)) == ({}, ["email", "grade"])
    assert second["email"].value() == "nope"
    assert second["name"].value() == "Person 2"
    assert said(response) == ["2 values need a look: see below."]
    batch.refresh_from_db()
    assert (batch.status, batch.counts()) == ("rejected", {"staged": 2})


def test_what_was_wrong_is_still_there_for_whoever_comes_back(client, batch):
    client.post(step("recipients", batch), rows(person(1), person(2, email="nope")))

    first, second = client.get(step("recipients", batch)).context["forms"]

    assert (first["email"].value(), second["email"].value()) == ("person1@example.org", "nope")


def test_recipients_left_empty_are_passed_over(client, batch):
    response = client.post(step("recipients", batch), rows(person(1), {}, person(3)))

    assert response.url == step("confirm", batch)
    assert batch.credentials.count() == 2


def test_an_empty_form_is_refused(client, batch):
    response = client.post(step("recipients", batch), rows({}))

    (form,) = response.context["forms"]
    assert sorted(form.errors) == ["email", "grade", "name"]


def test_another_recipient_is_added_without_javascript(client, batch):
    response = client.post(step("recipients", batch), rows(person(1), add="1"))

    first, second = response.context["forms"]
    assert (first["name"].value(), second["name"].value()) == ("Person 1", None)
    assert (first.row_number, second.row_number) == ("1", "2")
    assert Credential.objects.count() == 0


def test_a_recipient_is_removed_without_javascript(client, batch):
    response = client.post(step("recipients", batch), rows(person(1), person(2), person(3), remove="2"))

    assert [form["name"].value() for form in response.context["forms"]] == ["Person 1", "Person 3"]


def test_no_more_recipients_than_fit_are_taken(client, batch, monkeypatch):
    monkeypatch.setattr("wagtail_credentials.editor.recipients.MOST_RECIPIENTS", 2)

    response = client.post(step("recipients", batch), rows(person(1), person(2), person(3), add="1"))

    assert len(response.context["forms"]) == 2


def test_a_template_of_many_fields_stays_below_the_limit_of_fields(client):
    client.force_login(make_user("issue"))
    template = make_template()
    template.fields = [*template.fields.all(), *(type(template.fields.first())(name=f"f{n}") for n in range(90))]
    template.save_revision().publish()

    response = client.get(step("recipients", make_batch(template=template)))

    assert response.context["most"] == 8


def test_coming_back_shows_what_was_entered(client, batch):
    client.post(step("recipients", batch), rows(person(1), person(2)))

    response = client.get(step("recipients", batch))

    assert [form["email"].value() for form in response.context["forms"]] == [
        "person1@example.org",
        "person2@example.org",
    ]


def test_required_columns_are_marked():
    form = RowForm(columns=make_template().columns, prefix="row-1")

    assert [name for name, field in form.fields.items() if field.marked_required] == ["name", "email", GRADE["name"]]

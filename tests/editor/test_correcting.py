import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import DAY, batch_page, make_batch, make_template, said, step

pytestmark = pytest.mark.django_db


def address(credential, query=""):
    return reverse("credentials_admin:correct", args=[credential.pk]) + query


def values(**changes):
    row = {"name": "Ann Example", "email": "ann@example.org", "grade": "B", "recipient_id": "", **changes}
    return {f"row-{name}": value for name, value in row.items()}


def make_credential(status, **more):
    batch = make_batch(status="in_review", issued_on=DAY, facts={"group.title": "Botany"}, **more)
    return factories.make_credential(batch=batch, status=status, issued_on=DAY, values={"grade": "A"})


def test_a_staged_row_is_corrected_and_leads_back_to_where_it_stood(client):
    client.force_login(make_user("issue"))
    batch = make_batch(people=2)
    row = batch.credentials.get(line=2)

    response = client.post(address(row), values())

    row.refresh_from_db()
    assert response.url == step("confirm", batch, "?row=2")
    assert (row.recipient_name, row.recipient_email, row.values) == ("Ann Example", "ann@example.org", {"grade": "B"})
    assert row.status == "staged"
    assert said(response) == ["“Ann Example” was corrected."]


@pytest.mark.parametrize("status", ["in_review", "returned", "failed"])
def test_what_was_generated_is_generated_again(status, client):
    credential = make_credential(status)
    client.force_login(make_user("publish"))

    response = client.post(address(credential), values())

    credential.refresh_from_db()
    assert response.url == reverse("credentials_admin:review", args=[credential.pk])
    assert (credential.status, credential.values) == ("pending", {"grade": "B"})
    assert said(response) == ["“Ann Example” was corrected and is being generated again."]


def test_a_wrong_value_is_shown_beside_its_cell(client):
    client.force_login(make_user("issue"))
    row = make_batch(people=1).credentials.get()

    response = client.post(address(row), values(email="nope"))

    row.refresh_from_db()
    assert list(response.context["form"].errors) == ["email"]
    assert (response.context["form"]["email"].value(), row.recipient_email) == ("nope", "person1@example.org")


def test_the_form_holds_what_the_row_says(client):
    client.force_login(make_user("issue"))
    row = make_batch(people=1).credentials.get()

    form = client.get(address(row)).context["form"]

    assert {name: form[name].value() for name in ("name", "email", "grade")} == {
        "name": "Person 1",
        "email": "person1@example.org",
        "grade": "A",
    }


@pytest.mark.parametrize(
    ("query", "target"),
    [("?next=/admin/credentials/review/", "/admin/credentials/review/"), ("?next=https://evil.example/", None)],
)
def test_it_leads_on_to_an_address_of_this_site_only(query, target, client):
    client.force_login(make_user("issue"))
    batch = make_batch(people=1)

    response = client.post(address(batch.credentials.get(), query), values())

    assert response.url == (target or step("confirm", batch, "?row=1"))


@pytest.mark.parametrize("status", ["pending", "publishing", "published", "revoked", "cancelled"])
def test_what_is_past_correcting_leads_to_the_batch(status, client):
    credential = make_credential(status)
    client.force_login(make_user("issue", "publish"))

    response = client.post(address(credential), values())

    credential.refresh_from_db()
    assert (response.url, credential.values) == (batch_page(credential.batch), {"grade": "A"})


def test_a_foreign_row_answers_as_an_unknown_one(client):
    mine, elsewhere = make_collection(), make_collection()
    row = make_batch(people=1, template=make_template(collection=elsewhere)).credentials.get()
    client.force_login(make_user("issue", collection=mine))

    assert client.get(address(row)).status_code == 404
    assert client.post(address(row), values()).status_code == 404


def test_whoever_only_revokes_does_not_correct(client):
    row = make_batch(people=1).credentials.get()
    client.force_login(make_user("revoke"))

    assert client.post(address(row), values()).status_code == 404

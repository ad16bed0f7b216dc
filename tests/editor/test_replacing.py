import pytest
from django.urls import reverse

from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import make_template, said
from tests.services.test_updating import make_batch
from wagtail_credentials.models import Credential
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.replacing import replace

pytestmark = pytest.mark.django_db


def address(name, credential):
    return reverse(f"credentials_admin:{name}", args=[credential.pk])


def values(**changes):
    row = {"name": "Ann 2", "email": "ann2@example.org", "grade": "A", "issued_on": "2026-03-01", **changes}
    return {f"row-{name}": value for name, value in row.items()}


def test_a_published_credential_gets_a_corrected_copy(client):
    credential, user = make_batch("published").credentials.get(), make_user("issue")
    client.force_login(user)

    response = client.post(address("replace", credential), values(name="Zoë"))

    copy = Credential.objects.get(replaces=credential)
    assert response.url == address("review", copy)
    assert said(response)[0].startswith("A corrected copy is being generated.")
    assert (copy.recipient_name, copy.status, copy.values["grade"]) == ("Zoë", "pending", "A")
    assert (copy.batch.confirmed_by, copy.batch.template_revision_id) == (user, credential.batch.template_revision_id)
    credential.refresh_from_db()
    assert (credential.recipient_name, credential.status) == ("Ann 2", "published")
    assert generate_chunk(copy.batch_id) == 1


def test_the_form_holds_what_the_credential_says(client):
    credential = make_batch("published").credentials.get()
    client.force_login(make_user("issue"))

    response = client.get(address("replace", credential))

    assert response.context["form"]["name"].value() == "Ann 2"
    assert "Replace “Ann 2” with a corrected copy" in response.text


@pytest.mark.parametrize(("change", "field"), [({"email": "nope"}, "email"), ({"grade": "C"}, "grade")])
def test_a_wrong_value_is_shown_beside_its_cell(change, field, client):
    credential = make_batch("published").credentials.get()
    client.force_login(make_user("issue"))

    response = client.post(address("replace", credential), values(**change))

    assert list(response.context["form"].errors) == [field]
    assert Credential.objects.count() == 1


@pytest.mark.parametrize("status", ["in_review", "pending", "suspended", "revoked", "replaced", "cancelled"])
def test_what_is_not_published_is_not_replaced(status, client):
    credential = make_batch(status).credentials.get()
    client.force_login(make_user("issue"))

    response = client.post(address("replace", credential), values(name="Zoë"))

    assert response.url == address("review", credential)
    assert said(response) == ["“Ann 2” can no longer be replaced."]
    assert Credential.objects.count() == 1


def test_without_a_change_there_is_nothing_to_replace(client):
    credential = make_batch("published").credentials.get()
    client.force_login(make_user("issue"))

    response = client.post(address("replace", credential), values())

    assert said(response) == ["Nothing was changed: there is nothing to replace."]
    assert Credential.objects.count() == 1


def test_one_correction_is_under_way_at_a_time(client):
    credential = make_batch("published").credentials.get()
    copy = replace(credential, {"name": "Zoë"})
    client.force_login(make_user("issue"))

    response = client.post(address("replace", credential), values(name="Bo"))

    assert said(response) == ["Another one is about to take its place. Publish that one, or drop it, first."]
    assert list(Credential.objects.filter(replaces=credential)) == [copy]


def test_the_review_pages_lead_from_one_to_the_other(client):
    credential = make_batch("published").credentials.get()
    client.force_login(make_user("issue"))
    before = client.get(address("review", credential)).text
    copy = replace(credential, {"name": "Zoë"})

    after, of_copy = (client.get(address("review", record)).text for record in (credential, copy))

    link = f'href="{address("replace", credential)}"'
    assert (link in before, link in after) == (True, False)
    assert f'href="{address("review", copy)}"' in after
    assert f'href="{address("review", credential)}"' in of_copy


@pytest.mark.parametrize(("actions", "status"), [(["publish", "view"], 404), (["issue"], 200)])
def test_whoever_issues_replaces(actions, status, client):
    credential = make_batch("published").credentials.get()
    client.force_login(make_user(*actions))

    assert client.get(address("replace", credential)).status_code == status
    offered = f'href="{address("replace", credential)}"' in client.get(address("review", credential)).text
    assert offered == (status == 200)


def test_a_foreign_credential_answers_as_an_unknown_one(client):
    credential = make_batch("published", template=make_template(collection=make_collection())).credentials.get()
    client.force_login(make_user("issue", collection=make_collection("Home")))

    assert client.post(address("replace", credential), values(name="Zoë")).status_code == 404

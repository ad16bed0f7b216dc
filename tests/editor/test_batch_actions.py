import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.models import Batch, Credential

pytestmark = pytest.mark.django_db

ACTIONS = ("cancel", "retry", "render_again")


def make_waiting_batch(**values):
    template = factories.make_template()
    batch = factories.make_batch(
        status="in_review", template=template, template_revision=template.live_revision, **values
    )
    factories.make_credential(batch=batch, status="in_review")
    factories.make_credential(batch=batch, status="failed", failure="No font")
    return batch


def statuses(batch):
    return sorted(batch.credentials.values_list("status", flat=True))


def address(action, batch):
    return reverse(f"credentials_admin:{action}", args=[batch.pk])


@pytest.mark.parametrize("action", ACTIONS)
def test_asking_changes_nothing(client, action):
    batch = make_waiting_batch()
    client.force_login(make_user("issue"))

    response = client.get(address(action, batch))

    assert response.status_code == 200
    assert statuses(batch) == ["failed", "in_review"]


@pytest.mark.parametrize(
    ("action", "after", "status"),
    [
        ("cancel", ["cancelled", "cancelled"], "cancelled"),
        ("retry", ["in_review", "pending"], "generating"),
        ("render_again", ["pending", "pending"], "generating"),
    ],
)
def test_a_confirmed_action_is_done_and_leads_back_to_the_batch(client, action, after, status):
    batch = make_waiting_batch()
    client.force_login(make_user("issue"))

    response = client.post(address(action, batch))

    assert response.url == reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk])
    assert statuses(batch) == after
    assert Batch.objects.get().status == status


def test_a_second_press_says_that_there_is_nothing_left(client):
    batch = make_waiting_batch()
    client.force_login(make_user("issue"))
    client.post(address("cancel", batch))

    response = client.post(address("cancel", batch), follow=True)

    assert "published or cancelled already" in response.text


@pytest.mark.parametrize(("action", "allowed"), [("cancel", False), ("retry", False), ("render_again", True)])
def test_a_reviewer_may_only_render_again(client, action, allowed):
    batch = make_waiting_batch()
    client.force_login(make_user("publish"))

    client.post(address(action, batch))

    assert (statuses(batch) != ["failed", "in_review"]) == allowed


@pytest.mark.parametrize("action", ACTIONS)
def test_a_foreign_batch_is_not_found(client, action):
    batch = make_waiting_batch(group=factories.make_group(collection=make_collection()))
    client.force_login(make_user("issue", "publish", collection=make_collection("Home")))

    assert client.post(address(action, batch)).status_code == 404
    assert set(Credential.objects.values_list("status", flat=True)) == {"failed", "in_review"}

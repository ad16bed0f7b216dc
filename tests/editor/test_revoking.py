import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user

pytestmark = pytest.mark.django_db


def address(credential):
    return reverse("credentials_admin:revoke", args=[credential.pk])


def test_revoking_asks_for_a_reason_first(client):
    credential = factories.make_credential(status="published")
    client.force_login(make_user("revoke"))

    asked = client.get(address(credential))
    without = client.post(address(credential), {"reason": " "})

    credential.refresh_from_db()
    assert (asked.status_code, without.status_code) == (200, 200)
    assert "This field is required." in without.text
    assert credential.status == "published"


def test_a_revoked_credential_keeps_reason_and_person(client):
    user = make_user("revoke")
    credential = factories.make_credential(status="published")
    client.force_login(user)

    response = client.post(address(credential), {"reason": "Issued to the wrong person."})

    credential.refresh_from_db()
    assert response.url == reverse("credentials_admin:review", args=[credential.pk])
    assert (credential.status, credential.revocation_reason, credential.revoked_by) == (
        "revoked",
        "Issued to the wrong person.",
        user,
    )


def test_what_is_not_published_cannot_be_revoked(client):
    credential = factories.make_credential(status="in_review")
    client.force_login(make_user("revoke"))

    response = client.post(address(credential), {"reason": "No."}, follow=True)

    credential.refresh_from_db()
    assert "Only a published credential can be revoked." in response.text
    assert credential.status == "in_review"


def test_revoking_needs_its_own_permission(client):
    credential = factories.make_credential(status="published")
    client.force_login(make_user("issue", "publish", "export", "view"))

    client.post(address(credential), {"reason": "No."})

    credential.refresh_from_db()
    assert credential.status == "published"


def test_a_foreign_credential_is_not_found(client):
    batch = factories.make_batch(group=factories.make_group(collection=make_collection()))
    credential = factories.make_credential(batch=batch, status="published")
    client.force_login(make_user("revoke", collection=make_collection("Home")))

    assert client.post(address(credential), {"reason": "No."}).status_code == 404

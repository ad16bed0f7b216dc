import pytest
from wagtail.models import ModelLogEntry

from tests import factories
from wagtail_credentials.exceptions import NotAllowedInThisState
from wagtail_credentials.services.revoking import revoke

pytestmark = pytest.mark.django_db


def test_revoking_is_for_ever_keeps_the_reason_and_frees_the_person():
    credential = factories.make_credential(status="published", holder_key="1:x")

    revoke(credential, "Issued in error")
    revoke(credential, "Another reason")

    assert (credential.status, credential.revocation_reason, credential.holder_key) == (
        "revoked",
        "Issued in error",
        None,
    )
    assert ModelLogEntry.objects.filter(action="wagtail_credentials.revoke").count() == 1


def test_what_is_not_published_cannot_be_revoked():
    credential = factories.make_credential(status="in_review")

    with pytest.raises(NotAllowedInThisState):
        revoke(credential, "Too early")

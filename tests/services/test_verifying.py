import uuid
from datetime import date

import pytest

from tests.services.test_publishing import approved_batch
from wagtail_credentials.conf import conf
from wagtail_credentials.models import Credential
from wagtail_credentials.services.publishing import publish_chunk
from wagtail_credentials.services.revoking import revoke
from wagtail_credentials.services.verifying import verify_credential, verify_document

pytestmark = pytest.mark.django_db


def file_of(credential):
    with credential.pdf.open() as document:
        return document.read()


@pytest.fixture
def published():
    batch = approved_batch(1)
    publish_chunk(batch.pk)
    return batch.credentials.get()


def test_a_published_credential_is_valid_by_id_and_by_file(published):
    assert verify_credential(published.uuid).state == "valid"
    assert verify_credential(f" {published.uuid.hex.upper()} ").credential == published
    assert verify_document(file_of(published)).state == "valid"


def test_a_changed_file_is_unknown_and_a_changed_record_altered(published):
    data = file_of(published)
    with open(conf.storage.path(published.pdf.name), "ab") as document:
        document.write(b"%")

    assert verify_document(data + b"%").state == "unknown"
    assert verify_credential(published.uuid).state == "altered"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"expires_on": date(2020, 1, 1), "issued_on": date(2019, 1, 1)}, "expired"),
        ({"issued_on": date(2999, 1, 1)}, "not_yet_valid"),
        ({"status": "suspended"}, "suspended"),
        ({"status": "in_review"}, "unknown"),
    ],
)
def test_what_is_not_current_is_not_valid(published, changes, state):
    Credential.objects.update(**changes)

    assert verify_credential(published.uuid).state == state


def test_a_revoked_one_says_so_even_without_its_file(published):
    revoke(published, "Issued in error")
    conf.storage.delete(published.pdf.name)

    verdict = verify_credential(published.uuid)

    assert (verdict.state, verdict.credential.revocation_reason) == ("revoked", "Issued in error")


def test_a_missing_file_could_not_be_checked(published, caplog):
    conf.storage.delete(published.pdf.name)

    assert verify_credential(published.uuid).state == "could_not_check"


@pytest.mark.parametrize("identifier", ["", "\x00", "nonsense", "a" * 10_000, uuid.uuid4()])
def test_anything_else_is_unknown(identifier):
    assert verify_credential(identifier).state == "unknown"

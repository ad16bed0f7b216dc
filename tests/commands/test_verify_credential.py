import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from tests.queue.rows import make_confirmed
from wagtail_credentials import tasks
from wagtail_credentials.services.reviewing import approve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org"}


def document_of(credential):
    with credential.pdf.open() as document:
        return document.read()


@pytest.fixture
def credential():
    """A published one."""
    batch = make_confirmed("pending")
    batch.credentials.update(recipient_name="Zoë Ångström")
    tasks.work_here(batch.pk)
    approve(batch.credentials.all())
    tasks.work_here(batch.pk)
    return batch.credentials.get()


def verify(capsys, given):
    """(exit code, JSON answer)"""
    code = 0
    try:
        call_command("verify_credential", str(given), "--json")
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(capsys.readouterr().out)


def test_a_published_credential_is_valid(capsys, credential):
    answer = verify(capsys, credential.uuid)

    assert answer == (
        0,
        {
            "state": "valid",
            "uuid": str(credential.uuid),
            "title": "Botany",
            "recipient": "Zoë Ångström",
            "issued_on": timezone.localdate().isoformat(),
            "expires_on": None,
            "reason": None,
            "replaced_by": None,
        },
    )


def test_a_document_is_known_by_its_bytes(capsys, credential, tmp_path):
    file = tmp_path / "document.pdf"
    file.write_bytes(document_of(credential))

    code, answer = verify(capsys, file)

    assert (code, answer["state"], answer["uuid"]) == (0, "valid", str(credential.uuid))


def test_a_changed_document_is_unknown(capsys, credential, tmp_path):
    file = tmp_path / "document.pdf"
    file.write_bytes(document_of(credential) + b" ")

    code, answer = verify(capsys, file)

    assert (code, answer["state"], answer["uuid"]) == (2, "unknown", "")


@pytest.mark.parametrize("given", ["not an id", "00000000-0000-0000-0000-000000000000", "/no/such/file.pdf"])
def test_what_nobody_published_is_unknown(capsys, given):
    code, answer = verify(capsys, given)

    assert (code, answer["state"]) == (2, "unknown")


def test_a_revoked_credential_is_told_with_the_reason(capsys, credential):
    credential.status, credential.revocation_reason = "revoked", "Wrong person"
    credential.save()

    code, answer = verify(capsys, credential.uuid)

    assert (code, answer["state"], answer["reason"]) == (1, "revoked", "Wrong person")


def test_an_expired_credential_is_not_valid(capsys, credential):
    credential.expires_on = timezone.localdate() - timedelta(days=1)
    credential.save()

    code, answer = verify(capsys, credential.uuid)

    assert (code, answer["state"], answer["expires_on"]) == (1, "expired", credential.expires_on.isoformat())


def test_a_document_that_was_exchanged_in_storage_is_told(capsys, credential):
    storage, name = credential.pdf.storage, credential.pdf.name
    storage.delete(name)
    storage.save(name, ContentFile(b"%PDF something else"))

    code, answer = verify(capsys, credential.uuid)

    assert (code, answer["state"]) == (1, "altered")


def test_a_document_that_is_gone_cannot_be_checked(capsys, credential):
    credential.pdf.storage.delete(credential.pdf.name)

    code, answer = verify(capsys, credential.uuid)

    assert (code, answer["state"]) == (2, "could_not_check")


def test_people_read_lines(capsys, credential):
    call_command("verify_credential", str(credential.uuid))

    assert capsys.readouterr().out.splitlines()[:3] == ["state: valid", f"uuid: {credential.uuid}", "title: Botany"]

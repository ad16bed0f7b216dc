import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.models import ModelLogEntry

from tests import factories
from tests.services.test_batching import checked_batch
from wagtail_credentials.conf import conf
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import cancel_batch, confirm_batch, settle_batch
from wagtail_credentials.services.claiming import claim
from wagtail_credentials.services.drawing import draw
from wagtail_credentials.services.generating import finish, generate_chunk, render_again, retry_failed

pytestmark = pytest.mark.django_db


def confirmed_batch(rows=2, **values):
    return confirm_batch(checked_batch(rows, **values))


def files(credential):
    return set(conf.storage.listdir(f"documents/{credential.uuid}")[1])


def test_waiting_rows_become_documents_under_review():
    batch = confirmed_batch(2)

    assert generate_chunk(batch.pk) == 2
    assert generate_chunk(batch.pk) == 0

    for credential in batch.credentials.all():
        assert credential.status == "in_review"
        with credential.pdf.open() as document, credential.picture.open() as picture:
            assert hashlib.sha256(document.read()).hexdigest() == credential.pdf_hash
            assert picture.read().startswith(b"\x89PNG")
        assert credential.template_revision_id == batch.template_revision_id
    assert ModelLogEntry.objects.filter(action="wagtail_credentials.generate").count() == 2


def test_the_batch_goes_on_to_review_once_settled():
    batch = confirmed_batch(1)
    generate_chunk(batch.pk)

    settle_batch(batch.pk)

    assert Batch.objects.get(pk=batch.pk).status == "in_review"


def test_a_row_cancelled_while_it_is_drawn_stays_cancelled_and_leaves_no_file():
    batch = confirmed_batch(1)
    [credential] = claim(batch.pk, "rendering")
    document = draw(credential)
    cancel_batch(batch)

    finish(credential, document)

    assert Credential.objects.get().status == "cancelled"
    assert files(credential) == set()


def test_a_row_that_stops_its_worker_fails_after_the_attempts_allowed(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ATTEMPTS": 2, "LEASE_SECONDS": -1}
    batch = confirmed_batch(1)
    claim(batch.pk, "rendering")
    claim(batch.pk, "rendering")

    generate_chunk(batch.pk)

    credential = Credential.objects.get()
    assert credential.status == "failed"
    assert "worker stopped" in credential.failure


def test_storage_that_is_away_is_tried_again_then_named(settings, tmp_path, caplog):
    settings.WAGTAIL_CREDENTIALS = {"RETRY_SECONDS": -1}
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings.STORAGES = {
        **settings.STORAGES,
        "credentials": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(blocked)},
        },
    }
    batch = confirmed_batch(1)

    for _ in range(3):
        assert generate_chunk(batch.pk) == 1

    credential = Credential.objects.get()
    assert (credential.status, credential.attempts) == ("failed", 3)
    assert credential.failure.startswith("It could not be generated")


def test_storage_that_is_away_gets_a_moment_to_come_back(settings, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    backend = "django.core.files.storage.FileSystemStorage"
    away = {"BACKEND": backend, "OPTIONS": {"location": str(blocked)}}
    settings.STORAGES = {**settings.STORAGES, "credentials": away}
    batch = confirmed_batch(1)

    assert [generate_chunk(batch.pk) for _ in range(2)] == [1, 0]

    credential = Credential.objects.get()
    assert (credential.status, credential.attempts) == ("rendering", 1)


def test_files_of_a_worker_that_stopped_half_way_are_deleted(settings):
    settings.WAGTAIL_CREDENTIALS = {"LEASE_SECONDS": -1}
    batch = confirmed_batch(1)
    [credential] = claim(batch.pk, "rendering")
    conf.storage.save(f"documents/{credential.uuid}/half.pdf", ContentFile(b"personal"))

    generate_chunk(batch.pk)

    credential.refresh_from_db()
    assert credential.status == "in_review"
    assert files(credential) == {Path(credential.pdf.name).name, Path(credential.picture.name).name}


def test_failed_rows_are_tried_again_when_asked():
    batch = confirmed_batch(1)
    Credential.objects.update(status="failed", failure="it broke", attempts=3)

    assert retry_failed(batch) == 1

    assert Credential.objects.values_list("status", "failure", "attempts").get() == ("pending", "", 0)


def test_rendering_again_takes_the_new_version_and_drops_the_old_file():
    template = factories.make_template()
    batch = confirmed_batch(1, template=template)
    generate_chunk(batch.pk)
    before = Credential.objects.get()
    template.background_colour = "#336699"
    revision = template.save_revision()
    revision.publish()

    render_again(batch)
    generate_chunk(batch.pk)

    after = Credential.objects.get()
    assert after.template_revision_id == revision.pk
    assert after.pdf_hash != before.pdf_hash
    assert after.content_hash != before.content_hash
    assert len(files(after)) == 2

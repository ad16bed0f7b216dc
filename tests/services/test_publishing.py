import pytest
from wagtail.models import ModelLogEntry

from tests.services.test_generating import confirmed_batch
from wagtail_credentials.conf import conf
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import settle_batch
from wagtail_credentials.services.claiming import claim
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.publishing import publish, publish_chunk
from wagtail_credentials.services.reviewing import approve
from wagtail_credentials.signals import credentials_published

pytestmark = pytest.mark.django_db


def approved_batch(rows=2, **values):
    batch = confirmed_batch(rows, **values)
    generate_chunk(batch.pk)
    approve(batch.credentials.all())
    return Batch.objects.get(pk=batch.pk)


def test_approved_credentials_go_public_with_one_entry_each(django_capture_on_commit_callbacks):
    batch = approved_batch(3)
    announced = []
    credentials_published.connect(lambda **kw: announced.append(kw["uuids"]), weak=False, dispatch_uid="test")

    with django_capture_on_commit_callbacks(execute=True):
        assert publish_chunk(batch.pk) == 3
    assert publish_chunk(batch.pk) == 0
    settle_batch(batch.pk)
    credentials_published.disconnect(dispatch_uid="test")

    assert Batch.objects.get(pk=batch.pk).status == "published"
    assert batch.counts() == {"published": 3}
    entries = ModelLogEntry.objects.filter(action="wagtail_credentials.publish")
    assert sorted(entries.values_list("object_id", flat=True)) == sorted(
        str(pk) for pk in batch.credentials.values_list("pk", flat=True)
    )
    assert [sorted(uuids) for uuids in announced] == [sorted(batch.credentials.values_list("uuid", flat=True))]


def test_a_worker_that_lost_its_claim_publishes_nothing():
    batch = approved_batch(1)
    late = claim(batch.pk, "publishing")
    Credential.objects.update(lease_until=None)
    claim(batch.pk, "publishing")

    publish(late)

    assert Credential.objects.get().status == "publishing"
    assert not ModelLogEntry.objects.filter(action="wagtail_credentials.publish").exists()


def test_a_document_changed_after_approval_goes_back_to_review():
    batch = approved_batch(1)
    name = Credential.objects.get().pdf.name
    with open(conf.storage.path(name), "ab") as document:
        document.write(b"%tampered")

    publish_chunk(batch.pk)

    credential = Credential.objects.get()
    assert (credential.status, credential.comment) == (
        "in_review",
        "It changed after it was approved. Review it again.",
    )


def test_a_value_changed_behind_our_back_goes_back_to_review():
    batch = approved_batch(1)
    Credential.objects.update(recipient_name="Mallory")

    publish_chunk(batch.pk)

    assert Credential.objects.get().status == "in_review"

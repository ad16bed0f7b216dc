from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from wagtail_credentials.domain.statuses import CredentialStatus
from wagtail_credentials.models import Credential
from wagtail_credentials.services.claiming import claim, held, renew

pytestmark = pytest.mark.django_db
RENDERING = CredentialStatus.RENDERING


def lapse(credentials):
    Credential.objects.filter(pk__in=[c.pk for c in credentials]).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


def test_a_row_is_claimed_once(settings):
    settings.WAGTAIL_CREDENTIALS = {"CHUNK_SIZE": 2}
    batch = factories.make_batch()
    for _ in range(3):
        factories.make_credential(batch=batch, status="pending")

    claims = [claim(batch.pk, RENDERING) for _ in range(3)]

    assert [len(rows) for rows in claims] == [2, 1, 0]
    assert [row.attempts for rows in claims for row in rows] == [1, 1, 1]


def test_a_lapsed_claim_is_taken_over_alone_and_the_late_worker_loses_it(settings):
    batch = factories.make_batch()
    for _ in range(2):
        factories.make_credential(batch=batch, status="pending")
    late = claim(batch.pk, RENDERING)
    lapse(late)

    taken = claim(batch.pk, RENDERING)

    assert [row.attempts for row in taken] == [2]
    assert not renew(next(row for row in late if row.pk == taken[0].pk))
    assert held(taken[0]).exists()


def test_staged_and_foreign_rows_are_never_claimed():
    batch = factories.make_batch()
    factories.make_credential(batch=batch, status="staged")
    factories.make_credential(batch=batch, status="publishing")
    factories.make_credential(status="pending")

    assert claim(batch.pk, RENDERING) == []


def test_publishing_claims_approved_rows_only():
    batch = factories.make_batch()
    approved = factories.make_credential(batch=batch, status="publishing")
    factories.make_credential(batch=batch, status="pending")

    assert claim(batch.pk, CredentialStatus.PUBLISHING) == [approved]

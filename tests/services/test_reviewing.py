import pytest
from django.contrib.auth import get_user_model

from tests import factories
from tests.services.test_batching import checked_batch
from tests.services.test_generating import confirmed_batch
from wagtail_credentials.exceptions import FourEyesRequired, NotAllowedInThisState, ReviewOutdated, RowsInvalid
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import confirm_batch
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.reviewing import approve, correct, drop, return_to_issuer

pytestmark = pytest.mark.django_db


def reviewed_batch(rows=1, **values):
    batch = confirmed_batch(rows, **values)
    generate_chunk(batch.pk)
    Batch.objects.filter(pk=batch.pk).update(status="in_review")
    return Batch.objects.get(pk=batch.pk)


def test_correcting_a_reviewed_credential_renders_only_that_one_again():
    batch = reviewed_batch(2)
    first, second = batch.credentials.order_by("line")

    correct(first, {"name": "Zoë Example"})

    assert Batch.objects.get(pk=batch.pk).status == "generating"
    assert batch.counts() == {"pending": 1, "in_review": 1}
    generate_chunk(batch.pk)
    assert Credential.objects.get(pk=first.pk).content_hash != first.content_hash
    assert Credential.objects.get(pk=second.pk).content_hash == second.content_hash


def test_a_bad_correction_names_the_column_and_changes_nothing():
    credential = reviewed_batch().credentials.get()

    with pytest.raises(RowsInvalid) as caught:
        correct(credential, {"email": "not an address"})

    assert [(p.line, p.column) for p in caught.value.problems] == [(credential.line, "email")]
    assert Credential.objects.get().status == "in_review"


def test_a_published_credential_cannot_be_corrected():
    credential = reviewed_batch().credentials.get()
    Credential.objects.update(status="published")

    with pytest.raises(NotAllowedInThisState):
        correct(credential, {"name": "Somebody Else"})

    assert Credential.objects.get().recipient_name == credential.recipient_name


def test_a_credential_goes_back_to_the_issuer_with_a_comment():
    batch = reviewed_batch()
    credential = batch.credentials.get()

    return_to_issuer(credential, "The grade is missing.")

    assert (credential.status, credential.comment) == ("returned", "The grade is missing.")
    with pytest.raises(NotAllowedInThisState):
        return_to_issuer(credential, "Again")


def test_dropping_the_last_one_ends_the_batch():
    batch = reviewed_batch()

    drop(batch.credentials.get())

    assert batch.counts() == {"cancelled": 1}
    assert Batch.objects.get(pk=batch.pk).status == "cancelled"


def test_approving_takes_those_under_review_only():
    batch = reviewed_batch(2)
    first = batch.credentials.order_by("line").first()
    Credential.objects.filter(pk=first.pk).update(status="returned")

    assert approve(batch.credentials.all()) == [batch.pk]
    assert approve(batch.credentials.all()) == []

    assert batch.counts() == {"returned": 1, "publishing": 1}


def test_whoever_confirmed_may_not_publish_where_the_group_wants_four_eyes():
    user, other = (get_user_model().objects.create(username=name) for name in ("ann", "bob"))
    batch = checked_batch(1, group=factories.make_group(four_eyes=True))
    confirm_batch(batch, user=user)
    generate_chunk(batch.pk)

    with pytest.raises(FourEyesRequired):
        approve(batch.credentials.all(), user=user)

    assert batch.counts() == {"in_review": 1}
    assert approve(batch.credentials.all(), user=other) == [batch.pk]


def test_what_changed_while_somebody_looked_is_not_published():
    batch = reviewed_batch()
    credential = batch.credentials.get()

    with pytest.raises(ReviewOutdated):
        approve(batch.credentials.all(), seen={credential.pk: "what was on the screen"})

    assert batch.counts() == {"in_review": 1}
    assert approve(batch.credentials.all(), seen={credential.pk: credential.content_hash}) == [batch.pk]

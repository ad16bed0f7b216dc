from datetime import date

import pytest
from django.utils import timezone

from tests import factories
from wagtail_credentials.domain.names import person_key
from wagtail_credentials.exceptions import NotAllowedInThisState, RowsInvalid
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import (
    cancel_batch,
    confirm_batch,
    create_batch,
    discard_batch,
    frozen_template,
    settle_batch,
)

pytestmark = pytest.mark.django_db


def checked_batch(rows=2, **values):
    batch = create_batch("Spring", values.pop("template", None) or factories.make_template(), values.pop("group", None))
    for line in range(2, rows + 2):
        factories.make_credential(batch=batch, line=line, **values)
    Batch.objects.filter(pk=batch.pk).update(status="checked")
    return Batch.objects.get(pk=batch.pk)


def test_a_batch_keeps_the_template_it_was_pinned_to():
    template = factories.make_template(title="Certificate")
    batch = create_batch("Spring", template)

    template.title = "Changed"
    template.save_revision().publish()

    assert frozen_template(Batch.objects.get(pk=batch.pk)).title == "Certificate"


def test_confirming_fixes_dates_and_facts_and_leaves_rows_waiting():
    issuer = factories.make_issuer(title="Open School", url="https://school.example/")
    group = factories.make_group(title="Botany", issuer=issuer, validity_amount=2)
    batch = checked_batch(group=group)

    confirm_batch(batch, issued_on=date(2026, 3, 1))

    assert batch.status == "generating"
    assert batch.facts["group.title"] == "Botany"
    assert batch.facts["issuer.name"] == "Open School"
    assert (
        list(batch.credentials.values_list("status", "issued_on", "expires_on"))
        == [("pending", date(2026, 3, 1), date(2028, 3, 1))] * 2
    )


def test_a_row_s_own_dates_win():
    group = factories.make_group(validity_amount=1)
    batch = checked_batch(rows=1, group=group, issued_on=date(2025, 2, 28))

    confirm_batch(batch, issued_on=date(2026, 3, 1))

    assert batch.credentials.values_list("issued_on", "expires_on").get() == (date(2025, 2, 28), date(2026, 2, 28))


def test_without_dates_it_is_issued_today_and_never_expires_when_asked():
    batch = checked_batch(rows=1, group=factories.make_group(validity_amount=1))

    confirm_batch(batch, never_expires=True)

    assert batch.credentials.values_list("issued_on", "expires_on").get() == (timezone.localdate(), None)


def test_a_second_press_does_nothing():
    batch = checked_batch()
    confirm_batch(batch)

    with pytest.raises(NotAllowedInThisState):
        confirm_batch(Batch.objects.get(pk=batch.pk))

    assert batch.counts() == {"pending": 2}


def test_expiry_before_issue_is_refused_and_nothing_is_confirmed():
    batch = checked_batch(rows=1, issued_on=date(2026, 3, 1))

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(batch, expires_on=date(2026, 2, 1))

    assert [(p.line, p.column, p.value) for p in caught.value.problems] == [(2, "expires_on", "2026-02-01")]
    assert Batch.objects.get(pk=batch.pk).status == "checked"


def test_the_database_refuses_a_second_credential_of_a_group_confirmed_meanwhile():
    group = factories.make_group(duplicate_rule="refuse")
    ann = {
        "recipient_name": "Ann",
        "recipient_email": "ann@example.org",
        "person_key": person_key("ann@example.org", "Ann"),
    }
    first = checked_batch(rows=1, group=group, **ann)
    second = checked_batch(rows=1, group=group, **ann)
    confirm_batch(first)

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(second)

    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "already_holds")]
    assert second.counts() == {"staged": 1}


def test_two_rows_that_were_corrected_into_one_person_are_named():
    batch = checked_batch(rows=2, group=factories.make_group(duplicate_rule="refuse"), person_key="a" * 64)

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(batch)

    assert [(p.line, p.code) for p in caught.value.problems] == [(3, "already_holds")]
    assert batch.counts() == {"staged": 2}


def test_cancelling_frees_the_person_for_another_batch():
    group = factories.make_group()
    key = person_key("ann@example.org", "Ann")
    first, second = (
        checked_batch(rows=1, group=group, person_key=key),
        checked_batch(rows=1, group=group, person_key=key),
    )
    confirm_batch(first)

    assert cancel_batch(first) == 1
    confirm_batch(second)

    assert first.status == "cancelled"
    assert second.status == "generating"


def test_cancelling_leaves_what_is_published():
    batch = checked_batch(rows=2)
    confirm_batch(batch)
    first = batch.credentials.order_by("line").first()
    Credential.objects.filter(pk=first.pk).update(status="published")

    cancel_batch(batch)

    assert batch.counts() == {"published": 1, "cancelled": 1}
    assert batch.status == "published"
    with pytest.raises(NotAllowedInThisState):
        cancel_batch(batch)


def test_discarding_deletes_an_unconfirmed_batch_only():
    draft, confirmed = checked_batch(), checked_batch()
    confirm_batch(confirmed)

    discard_batch(draft)
    with pytest.raises(NotAllowedInThisState):
        discard_batch(confirmed)

    assert list(Batch.objects.all()) == [confirmed]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["pending", "in_review"], "generating"),
        (["publishing", "in_review"], "publishing"),
        (["failed", "published"], "in_review"),
        (["returned"], "in_review"),
        (["published", "revoked", "cancelled"], "published"),
        (["cancelled"], "cancelled"),
    ],
)
def test_a_confirmed_batch_stands_where_its_credentials_stand(statuses, expected):
    batch = factories.make_batch(status="generating" if expected != "generating" else "in_review")
    for status in statuses:
        factories.make_credential(batch=batch, status=status)

    settle_batch(batch.pk)

    assert Batch.objects.get(pk=batch.pk).status == expected

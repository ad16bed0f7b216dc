import pytest

from tests import factories
from tests.services.test_batching import checked_batch
from tests.services.test_checking import ANN, BOB, SAME_PERSON, hold, template
from tests.services.test_staging import stage
from wagtail_credentials.domain.names import person_key
from wagtail_credentials.exceptions import RowsInvalid
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import cancel_batch, confirm_batch
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.publishing import publish_chunk
from wagtail_credentials.services.reviewing import approve, correct, drop
from wagtail_credentials.services.revoking import revoke
from wagtail_credentials.services.verifying import verify_credential

pytestmark = pytest.mark.django_db


def staged_batch(group, *rows):
    batch = factories.make_batch(template=template(), group=group)
    stage(batch, *rows)
    return batch


def publish(batch):
    generate_chunk(batch.pk)
    approve(batch.credentials.all())
    publish_chunk(batch.pk)


def group_with(rule):
    return factories.make_group(duplicate_rule=rule)


def state(credential):
    credential.refresh_from_db()
    return credential.status


def test_what_is_skipped_stays_on_record_and_is_not_issued():
    group = group_with("skip")
    hold(group, "published")
    batch = staged_batch(group, ANN, BOB, SAME_PERSON)

    confirm_batch(batch)

    rows = batch.credentials.order_by("line").values_list("line", "status", "verdict")
    assert [*rows] == [(2, "cancelled", "held"), (3, "pending", "new"), (4, "cancelled", "duplicate")]


def test_a_batch_of_skipped_rows_alone_is_not_confirmed():
    group = group_with("skip")
    hold(group, "published")
    batch = staged_batch(group, ANN)

    with pytest.raises(Exception, match="no recipients"):
        confirm_batch(batch)

    assert batch.counts() == {"staged": 1}


def test_the_rule_at_the_time_of_the_check_holds():
    group = group_with("skip")
    hold(group, "published")
    batch = staged_batch(group, ANN, BOB)
    type(group).objects.update(duplicate_rule="allow")

    confirm_batch(Batch.objects.get(pk=batch.pk))

    assert batch.counts() == {"cancelled": 1, "pending": 1}


@pytest.mark.parametrize("rule", ["refuse", "skip", "replace"])
def test_two_batches_cannot_give_one_person_two(rule):
    group = group_with(rule)
    first, second = staged_batch(group, ANN), staged_batch(group, ANN)
    confirm_batch(first)

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(second)

    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "already_holds")]
    assert second.counts() == {"staged": 1}


def first_and_second():
    """A published credential of Ann's, and the batch that is to replace it."""
    group = group_with("replace")
    first = staged_batch(group, ANN)
    confirm_batch(first)
    publish(first)
    second = staged_batch(group, [ANN[0], ANN[1], "Zoology", ""])
    return first.credentials.get(), second


def test_the_old_one_counts_until_the_new_one_is_published():
    old, batch = first_and_second()

    confirm_batch(batch)
    new = batch.credentials.get()
    assert (new.replaces, new.holder_key, state(old)) == (old, None, "published")
    publish(batch)

    assert (state(new), state(old)) == ("published", "replaced")
    assert (new.holder_key, old.holder_key) == (f"{batch.group_id}:{new.person_key}", None)
    assert (old.replaced_by, new.replaces) == (new, old)
    assert (verify_credential(new.uuid).state, verify_credential(old.uuid).state) == ("valid", "replaced")


def test_two_batches_cannot_replace_the_same_one():
    old, batch = first_and_second()
    other = staged_batch(batch.group, ANN)
    confirm_batch(batch)

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(other)

    assert [str(p.message) for p in caught.value.problems] == ["Another credential is about to replace the same one."]
    assert (other.counts(), state(old)) == ({"staged": 1}, "published")


def test_one_that_was_revoked_meanwhile_is_not_replaced():
    old, batch = first_and_second()
    revoke(old, "A mistake.")

    with pytest.raises(RowsInvalid) as caught:
        confirm_batch(batch)

    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "already_holds")]


def test_one_that_was_revoked_after_the_confirmation_keeps_the_new_one_from_going_out():
    old, batch = first_and_second()
    confirm_batch(batch)
    revoke(old, "A mistake.")

    publish(batch)

    new = batch.credentials.get()
    assert (new.status, "was revoked or suspended meanwhile" in new.comment) == ("in_review", True)
    assert state(old) == "revoked"


@pytest.mark.parametrize("give_up", [lambda batch: cancel_batch(batch), lambda batch: drop(batch.credentials.get())])
def test_a_replacement_that_is_given_up_leaves_room_for_another(give_up):
    old, batch = first_and_second()
    confirm_batch(batch)
    generate_chunk(batch.pk)
    give_up(batch)
    other = staged_batch(batch.group, ANN)

    confirm_batch(other)
    publish(other)

    assert (state(old), old.replaced_by) == ("replaced", other.credentials.get())


def test_a_replacement_corrected_into_another_person_may_not_take_theirs():
    old, batch = first_and_second()
    bobs = staged_batch(batch.group, BOB)
    confirm_batch(bobs)
    confirm_batch(batch)
    generate_chunk(batch.pk)

    with pytest.raises(RowsInvalid):
        correct(batch.credentials.get(), {"name": BOB[0], "email": BOB[1]})
    correct(batch.credentials.get(), {"name": "Anna Lee"})
    publish(batch)

    new = batch.credentials.get()
    assert new.holder_key == f"{batch.group_id}:{person_key(ANN[1], 'Anna Lee')}"
    assert state(old) == "replaced"


def test_a_replacement_can_be_replaced_in_turn():
    _old, batch = first_and_second()
    confirm_batch(batch)
    publish(batch)
    third = staged_batch(batch.group, ANN)

    confirm_batch(third)
    publish(third)

    chain = [credential.status for credential in Credential.objects.order_by("pk")]
    assert chain == ["replaced", "replaced", "published"]


def test_without_a_rule_for_one_each_nothing_is_held():
    batch = checked_batch(rows=2, group=group_with("warn"), person_key="a" * 64)

    confirm_batch(batch)

    assert [credential.holder_key for credential in batch.credentials.all()] == [None, None]

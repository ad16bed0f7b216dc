import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tests import factories
from tests.queue.rows import make_confirmed
from wagtail_credentials import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org"}


def make_generated(rows=2, **values):
    batch = make_confirmed(*["pending"] * rows, **values)
    tasks.work_here(batch.pk)
    return batch


def publish(capsys, *options):
    """(exit code, JSON answer)"""
    code = 0
    try:
        call_command("publish_batch", "--json", *map(str, options))
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("by", ["name", "pk"])
def test_a_batch_is_published_by_its_name_or_id(capsys, by):
    batch = make_generated()

    code, answer = publish(capsys, getattr(batch, by))

    assert (code, answer["outcome"], answer["batch"], answer["status"]) == (0, "published", batch.pk, "published")
    assert answer["counts"] == {"published": 2}


def test_publishing_again_changes_nothing(capsys):
    batch = make_generated()
    publish(capsys, batch.pk)
    before = list(batch.credentials.values_list("pk", "published_at"))

    code, answer = publish(capsys, batch.pk)

    assert (code, answer["outcome"]) == (0, "published")
    assert list(batch.credentials.values_list("pk", "published_at")) == before


def test_a_name_of_several_batches_is_refused_with_their_ids(capsys):
    first, second = make_generated(1), make_generated(1)

    code, answer = publish(capsys, first.name)

    assert (code, answer["outcome"], answer["errors"][0]["code"]) == (2, "rejected", "ambiguous")
    assert f"{first.pk} (" in answer["errors"][0]["message"]
    assert f"{second.pk} (" in answer["errors"][0]["message"]


def test_an_unknown_batch_is_refused(capsys):
    code, answer = publish(capsys, "Nope")

    assert (code, [error["message"] for error in answer["errors"]]) == (2, ['There is no batch "Nope".'])


@pytest.mark.parametrize("status", ["draft", "checked", "cancelled"])
def test_a_batch_that_was_not_confirmed_is_refused(capsys, status):
    batch = factories.make_batch(status=status)

    code, answer = publish(capsys, batch.pk)

    assert (code, answer["errors"][0]["code"]) == (2, "not_ready")


def test_a_row_that_failed_is_told_and_holds_up_nobody(capsys):
    batch = make_generated()
    factories.make_credential(batch=batch, status="failed", line=99, failure="Too long")

    code, answer = publish(capsys, batch.pk)

    assert (code, answer["outcome"], answer["counts"]) == (1, "incomplete", {"failed": 1, "published": 2})
    assert [(error["line"], error["message"]) for error in answer["errors"]] == [(99, "Too long")]


def test_four_eyes_hold_on_the_command_line_too(capsys):
    user = get_user_model().objects.create_user("ann")
    group = factories.make_group(four_eyes=True)
    batch = make_generated(group=group, confirmed_by=user)

    code, answer = publish(capsys, batch.pk, "--user", "ann")

    assert (code, answer["outcome"], answer["counts"]) == (1, "incomplete", {"in_review": 2})
    assert answer["errors"][0]["message"] == "You confirmed this batch: somebody else has to publish it."

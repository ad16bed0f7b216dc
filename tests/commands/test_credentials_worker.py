import pytest
from django.core.management import call_command

from tests.queue.rows import make_confirmed

pytestmark = pytest.mark.django_db


def test_once_works_through_every_batch_and_ends(capsys):
    first, second = make_confirmed("pending", status="generating"), make_confirmed("pending", status="in_review")

    call_command("credentials_worker", "--once")

    first.refresh_from_db()
    assert (first.status, first.counts(), second.counts()) == ("in_review", {"in_review": 1}, {"in_review": 1})
    assert capsys.readouterr().out == "2 rows worked on.\n"


def test_once_moves_on_a_batch_that_a_killed_job_left_behind(capsys):
    batch = make_confirmed("in_review", status="generating")

    call_command("credentials_worker", "--once")

    batch.refresh_from_db()
    assert batch.status == "in_review"
    assert capsys.readouterr().out == "0 rows worked on.\n"

import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.editor.progress import Progress

pytestmark = pytest.mark.django_db


def test_progress_counts_what_is_through_the_queue():
    progress = Progress("generating", {"pending": 3, "rendering": 1, "in_review": 5, "failed": 1, "cancelled": 2})

    assert (progress.done, progress.total, progress.failed, progress.percent) == (6, 10, 1, 60)
    assert (progress.finished, progress.publishing) == (False, False)


def test_while_publishing_the_total_is_what_somebody_approved():
    progress = Progress("publishing", {"in_review": 40, "publishing": 3, "published": 7})

    assert (progress.done, progress.total, progress.publishing) == (7, 10, True)


def test_a_batch_without_waiting_rows_is_finished():
    progress = Progress("in_review", {"in_review": 2, "failed": 1})

    assert (progress.finished, progress.done, progress.total) == (True, 3, 3)


def test_the_answer_says_how_far_a_batch_is_and_that_no_worker_is_seen(admin_client):
    batch = factories.make_batch(status="generating")
    for status in ("pending", "in_review", "failed"):
        factories.make_credential(batch=batch, status=status)

    answer = admin_client.get(reverse("credentials_admin:progress", args=[batch.pk]))

    assert answer.json() == {
        "status": "generating",
        "label": "Generating",
        "done": 2,
        "total": 3,
        "percent": 66,
        "failed": 1,
        "counts": {"pending": 1, "in_review": 1, "failed": 1},
        "finished": False,
        "publishing": False,
        "waiting_for_worker": True,
    }


def test_a_finished_batch_waits_for_no_worker(admin_client):
    batch = factories.make_batch(status="in_review")
    factories.make_credential(batch=batch, status="in_review")

    answer = admin_client.get(reverse("credentials_admin:progress", args=[batch.pk])).json()

    assert (answer["finished"], answer["waiting_for_worker"]) == (True, False)


def test_a_foreign_batch_is_not_found(client):
    home, elsewhere = make_collection("Home"), make_collection()
    client.force_login(make_user("view", collection=home))
    batch = factories.make_batch(template=factories.make_template(collection=elsewhere))

    assert client.get(reverse("credentials_admin:progress", args=[batch.pk])).status_code == 404

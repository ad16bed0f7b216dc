import pytest
from django.core.cache import cache
from django.urls import reverse
from django_q.brokers import get_broker

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import make_batch, sheet
from wagtail_credentials import tasks
from wagtail_credentials.editor.progress import Progress, progress_of
from wagtail_credentials.models import Batch, WorkerHeartbeat
from wagtail_credentials.services.queued_checking import Claim, receive_sheet, take_up

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
        "stage": "",
        "rows": "",
        "measured": True,
    }


def test_a_finished_batch_waits_for_no_worker(admin_client):
    batch = factories.make_batch(status="in_review")
    factories.make_credential(batch=batch, status="in_review")

    answer = admin_client.get(reverse("credentials_admin:progress", args=[batch.pk])).json()

    assert (answer["finished"], answer["waiting_for_worker"]) == (True, False)


def check(stage, done=0, total=None):
    return Progress("checking", check={"stage": stage, "done": done, "total": total})


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (check("waiting", 0, 0), ("Waiting for a worker", "", True)),
        (check("reading"), ("Reading the sheet", "", False)),
        (check("reading", 12345), ("Reading the sheet", "12,345 rows so far", False)),
        (check("reading", 1, 50000), ("Reading the sheet", "1 of 50,000 rows", True)),
        (check("concluding", 2000, 50000), ("Checking the rows", "2,000 of 50,000 rows", True)),
        (check("keeping", 0, 50000), ("Keeping the rows", "50,000 rows", False)),
    ],
)
def test_the_check_of_a_sheet_says_what_can_be_known(progress, shown):
    assert (progress.stage, progress.rows, progress.measured) == shown
    assert (progress.finished, progress.checking) == (False, True)


def received(**values):
    batch = make_batch(**values)
    receive_sheet(batch, sheet("Ann,ann@example.org,A").read(), "people.csv")
    return batch


def answer_for(batch, client):
    answer = client.get(reverse("credentials_admin:progress", args=[batch.pk])).json()
    return answer["status"], answer["stage"], answer["finished"], answer["waiting_for_worker"]


def test_a_sheet_that_waits_says_so_until_it_is_checked(admin_client):
    batch = received()

    seen = [answer_for(batch, admin_client)]
    tasks.heartbeat()
    seen.append(answer_for(batch, admin_client))
    WorkerHeartbeat.objects.all().delete()
    take_up(batch.pk)
    seen.append(answer_for(batch, admin_client))
    Claim(Batch.objects.get(pk=batch.pk)).work()
    seen.append(answer_for(batch, admin_client))

    assert seen == [
        ("checking", "Waiting for a worker", False, True),
        ("checking", "Waiting for a worker", False, False),
        ("checking", "Reading the sheet", False, False),
        ("checked", "", True, False),
    ]


def test_whoever_watches_a_sheet_that_nobody_checks_has_it_queued_again(admin_client):
    batch = received()
    cache.clear()
    get_broker().purge_queue()

    answer_for(batch, admin_client)

    assert tasks.queue_length() == 1
    get_broker().purge_queue()


def test_nothing_of_the_uploader_is_told(admin_client):
    answer = admin_client.get(reverse("credentials_admin:progress", args=[received().pk]))

    assert answer.json().keys().isdisjoint({"check", "user", "token", "language"})


@pytest.mark.parametrize("batches", [1, 3])
def test_sheets_under_way_cost_one_query_together(batches, django_assert_num_queries):
    for _ in range(batches):
        received()
    found = list(Batch.objects.defer("report"))

    with django_assert_num_queries(2):
        progress = progress_of(found)

    assert [one.stage for one in progress.values()] == ["Waiting for a worker"] * batches


def test_a_foreign_batch_is_not_found(client):
    home, elsewhere = make_collection("Home"), make_collection()
    client.force_login(make_user("view", collection=home))
    batch = factories.make_batch(template=factories.make_template(collection=elsewhere))

    assert client.get(reverse("credentials_admin:progress", args=[batch.pk])).status_code == 404

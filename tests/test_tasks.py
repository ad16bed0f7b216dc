from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.signing import SignedPackage

from tests import factories
from tests.queue.rows import make_confirmed
from wagtail_credentials import tasks
from wagtail_credentials.models import WorkerHeartbeat
from wagtail_credentials.services.queued_checking import receive_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.WAGTAIL_CREDENTIALS = {"CHUNK_SIZE": 2, "BASE_URL": "https://example.org"}


@pytest.fixture(autouse=True)
def _empty_queue(db):
    get_broker().purge_queue()
    yield
    get_broker().purge_queue()


def jobs():
    """(function, arguments) of each job in the queue, which is empty afterwards."""
    found = []
    while tasks.queue_length():
        for _, payload in get_broker().dequeue() or ():
            job = SignedPackage.loads(payload)
            found.append((job["func"].removeprefix("wagtail_credentials.tasks."), *job["args"]))
    return found


def statuses(batch):
    batch.refresh_from_db()
    return batch.status, sorted(batch.credentials.values_list("status", flat=True))


def test_nothing_is_enqueued_before_the_transaction_commits(django_capture_on_commit_callbacks):
    batch = make_confirmed("pending")

    with django_capture_on_commit_callbacks() as callbacks:
        tasks.enqueue_generate(batch.pk)

    assert jobs() == []
    for callback in callbacks:
        callback()
    assert jobs() == [("generate", batch.pk)]


@pytest.mark.parametrize(("rows", "expected"), [(1, 1), (2, 1), (3, 2), (20, 2)])
def test_a_batch_gets_a_job_for_each_chunk_but_no_more_than_there_are_workers(
    django_capture_on_commit_callbacks, rows, expected
):
    batch = make_confirmed(*["publishing"] * rows)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.enqueue_publish(batch.pk)

    assert jobs() == [("publish", batch.pk)] * expected


def test_a_broker_that_is_away_breaks_nothing(django_capture_on_commit_callbacks, monkeypatch, caplog):
    monkeypatch.setattr(Conf, "ORM", None)
    monkeypatch.setattr(Conf, "REDIS", {"host": "127.0.0.1", "port": 1})
    batch = make_confirmed("pending")

    with django_capture_on_commit_callbacks(execute=True):
        tasks.enqueue_generate(batch.pk)

    logged = [record.getMessage() for record in caplog.records if record.name == "wagtail_credentials.tasks"]
    assert [message.partition(":")[0] for message in logged] == [f"The queue did not take job generate ({batch.pk},)"]
    monkeypatch.undo()


def test_a_job_generates_the_batch_and_moves_it_on():
    batch = make_confirmed("pending", "pending", "pending")

    tasks.generate(batch.pk)

    assert statuses(batch) == ("in_review", ["in_review"] * 3)
    assert tasks.workers_seen()


def test_a_job_whose_time_is_over_hands_on_to_the_next(settings):
    settings.WAGTAIL_CREDENTIALS = {"CHUNK_SIZE": 1, "JOB_SECONDS": 1e-9, "BASE_URL": "https://example.org"}
    batch = make_confirmed("pending", "pending")

    tasks.generate(batch.pk)

    assert statuses(batch) == ("generating", ["in_review", "pending"])
    assert jobs() == [("generate", batch.pk)]


def test_a_job_that_breaks_is_logged_and_leaves_its_rows_to_the_sweeper(settings, caplog):
    settings.WAGTAIL_CREDENTIALS = {"CHUNK_SIZE": "two"}
    batch = make_confirmed("pending")

    with pytest.raises(TypeError):
        tasks.generate(batch.pk)

    assert [record.getMessage() for record in caplog.records] == [f"Job generate of batch {batch.pk} stopped"]
    assert statuses(batch) == ("generating", ["pending"])


@pytest.mark.parametrize(
    ("status", "lease", "expected"),
    [
        ("pending", None, "generate"),
        ("rendering", -1, "generate"),
        ("rendering", None, "generate"),
        ("rendering", 60, None),
        ("publishing", None, "publish"),
        ("publishing", -1, "publish"),
        ("publishing", 60, None),
        ("in_review", None, None),
        ("failed", None, None),
        ("cancelled", None, None),
    ],
)
def test_the_sweeper_asks_again_for_what_nobody_works_on(status, lease, expected):
    batch = make_confirmed(status, status="in_review", lease=lease)

    swept = tasks.sweep()

    assert (swept, jobs()) == ((1, [(expected, batch.pk)]) if expected else (0, []))


def test_the_sweeper_leaves_a_batch_to_whoever_is_at_work_on_it():
    batch = make_confirmed("rendering", lease=60)
    factories.make_credential(batch=batch, status="pending")

    assert tasks.sweep() == 0


def test_jobs_do_not_pile_up_while_there_is_no_worker():
    make_confirmed("pending", "pending", "pending")

    swept = [tasks.sweep() for _ in range(10)]

    assert swept == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert len(jobs()) == 4


@pytest.mark.parametrize(
    ("before", "rows", "after"),
    [
        ("generating", ["in_review", "failed"], "in_review"),
        ("publishing", ["published", "revoked"], "published"),
        ("generating", ["pending"], "generating"),
    ],
)
def test_the_sweeper_moves_on_what_a_killed_job_left_behind(before, rows, after):
    batch = make_confirmed(*rows, status=before)

    tasks.sweep()

    assert statuses(batch)[0] == after


def test_workers_count_as_gone_when_they_were_silent_for_long(settings):
    settings.WAGTAIL_CREDENTIALS = {"HEARTBEAT_SECONDS": 30}
    tasks.heartbeat()
    seen = [tasks.workers_seen()]

    WorkerHeartbeat.objects.update(seen_at=timezone.now() - timedelta(seconds=31))
    seen.append(tasks.workers_seen())

    assert seen == [True, False]


def test_a_process_has_one_heartbeat():
    tasks.heartbeat()
    tasks.heartbeat()

    assert list(WorkerHeartbeat.objects.values_list("name", flat=True)) == [tasks.process_name()]


def test_old_heartbeats_are_swept():
    tasks.beat("new:1")
    tasks.beat("old:2")
    WorkerHeartbeat.objects.filter(name="old:2").update(seen_at=timezone.now() - timedelta(hours=1))

    tasks.sweep()

    assert list(WorkerHeartbeat.objects.values_list("name", flat=True)) == ["new:1"]


def test_work_can_be_done_without_any_worker_but_not_what_others_hold():
    batch = make_confirmed("pending", "pending", "pending", "rendering", lease=60)
    steps = []

    taken = tasks.work_here(batch.pk, progress=lambda: steps.append(batch.counts()))

    assert taken == 3
    assert steps == [{"in_review": 2, "pending": 1, "rendering": 1}, {"in_review": 3, "rendering": 1}]
    assert not tasks.workers_seen()


def make_received(lease=None, **values):
    """A batch whose sheet waits. ``lease``: seconds for which somebody has it."""
    batch = factories.make_batch(template=factories.make_template(elements=[]), **values)
    receive_sheet(batch, b"name,email\nAnn,ann@example.org", "people.csv")
    if lease is not None:
        until = timezone.now() + timedelta(seconds=lease)
        batch.report["checking"] |= {"lease_until": until.isoformat(), "attempts": 1}
        batch.save()
    return batch


def test_a_sheet_gets_one_job_once_its_upload_is_committed(django_capture_on_commit_callbacks):
    batch = make_received()

    with django_capture_on_commit_callbacks(execute=True):
        tasks.enqueue_check(batch.pk)
        before = jobs()

    assert (before, jobs()) == ([], [("check", batch.pk)])


def test_a_job_checks_the_sheet_and_a_second_one_finds_it_checked():
    batch = make_received()

    tasks.check(batch.pk)
    first = statuses(batch)
    tasks.check(batch.pk)

    assert (first, statuses(batch), jobs()) == (("checked", ["staged"]), ("checked", ["staged"]), [])
    assert tasks.workers_seen()


@pytest.mark.parametrize(("lease", "expected"), [(None, True), (-1, True), (60, False)])
def test_the_sweeper_asks_again_for_sheets_that_nobody_checks(lease, expected):
    batch = make_received(lease)

    swept = tasks.sweep()

    assert (swept, jobs()) == ((1, [("check", batch.pk)]) if expected else (0, []))


def test_jobs_for_sheets_do_not_pile_up_while_there_is_no_worker():
    make_received()

    swept = [tasks.sweep() for _ in range(10)]

    assert swept == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]


def test_a_sheet_can_be_checked_without_any_worker():
    batch = make_received()

    assert tasks.waiting_batches() == [batch.pk]
    assert tasks.work_here(batch.pk) == 1
    assert (statuses(batch), tasks.waiting_batches()) == (("checked", ["staged"]), [])


def test_the_oldest_batch_waits_first():
    second, first = make_confirmed("publishing"), make_confirmed("pending")
    make_confirmed("rendering", lease=60)

    assert tasks.waiting_batches() == sorted([second.pk, first.pk])

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.queue.places import alive, cluster_of, kill, postgresql_answers, wait_for

pytestmark = pytest.mark.queue

PLACES = ["sqlite_place", *(["server_place"] if postgresql_answers() else [])]
ROWS = 40
#: So many that a check takes seconds.
SHEET_ROWS = 10_000


@pytest.mark.parametrize("place", PLACES, indirect=True)
def test_whatever_is_killed_every_row_is_generated_and_published_once(place):
    batch = place.act("confirm", ROWS, "enqueue")

    worker = place.start_worker()
    wait_for(lambda: place.count(batch, "in_review") >= 3)
    kill(place.busy_pid())
    wait_for(lambda: place.count(batch, "in_review") >= ROWS / 3)
    main, sentinel, others = cluster_of(worker)
    kill(worker.pid)
    worker.wait()
    wait_for(lambda: not any(alive(pid) for pid in (main, sentinel, *others)), seconds=5)
    worker = place.start_worker()
    wait_for(lambda: place.count(batch, "in_review") >= ROWS * 2 / 3)
    kill(cluster_of(worker)[1])
    wait_for(lambda: place.count(batch, "in_review") == ROWS, seconds=120)
    place.act("publish", batch)
    wait_for(lambda: place.count(batch, "published"))
    kill(cluster_of(worker)[0])
    wait_for(lambda: place.count(batch, "published") == ROWS)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=30) == 0
    expected = {"status": "published", "log": ["generate", "approve", "publish"], "intact": True, "picture": True}
    assert place.act("report", batch) == [expected] * ROWS


def test_a_cluster_whose_idle_workers_were_killed_is_replaced(sqlite_place):
    worker = sqlite_place.start_worker()
    main, _sentinel, processes = cluster_of(worker)
    wait_for(lambda: sqlite_place.query("SELECT * FROM wagtail_credentials_workerheartbeat"))

    # One of them was waiting for a job with the queue's lock in its hand: whoever comes after it waits for ever.
    for pid in processes[:2]:
        kill(pid)
    batch = sqlite_place.act("confirm", 4, "enqueue")
    wait_for(lambda: sqlite_place.count(batch, "in_review") == 4)

    assert cluster_of(worker)[0] != main


def test_a_batch_that_was_never_enqueued_is_found_by_the_sweeper(sqlite_place):
    batch = sqlite_place.act("confirm", 4, "forget")

    sqlite_place.start_worker()

    wait_for(lambda: sqlite_place.count(batch, "in_review") == 4)
    wait_for(
        lambda: (
            sqlite_place.query(f"SELECT status FROM wagtail_credentials_batch WHERE id = {batch}") == [("in_review",)]
        )
    )


@pytest.mark.parametrize("place", PLACES, indirect=True)
def test_two_at_the_same_rows_take_each_once(place):
    batch = place.act("confirm", 24, "forget")

    with ThreadPoolExecutor() as hands:
        taken = list(hands.map(lambda _: place.act("work", batch), range(2)))

    assert sum(taken) == 24
    expected = {"status": "in_review", "log": ["generate"], "intact": True, "picture": True}
    assert place.act("report", batch) == [expected] * 24


@pytest.mark.parametrize("place", PLACES, indirect=True)
def test_a_sheet_whose_workers_are_killed_is_checked_all_the_same(place):
    batch = place.act("receive", SHEET_ROWS)

    for attempt in (1, 2):
        worker = place.start_worker()
        wait_for(lambda attempt=attempt: place.checking(batch)["attempts"] == attempt)
        kill(worker.pid)
        worker.wait()
    killed = place.act("checked", batch)
    place.start_worker()
    wait_for(lambda: place.checking(batch) is None)

    assert killed == ["checking", ["receive"], {}]
    assert place.act("checked", batch) == ["checked", ["receive", "check"], {"staged": SHEET_ROWS}]


@pytest.mark.parametrize("place", PLACES, indirect=True)
def test_two_at_one_sheet_check_it_once(place):
    batch = place.act("receive", 500)

    with ThreadPoolExecutor() as hands:
        taken = list(hands.map(lambda _: place.act("work", batch), range(2)))

    assert sorted(taken) == [0, 500]
    assert place.act("checked", batch) == ["checked", ["receive", "check"], {"staged": 500}]


def test_a_sheet_that_was_never_enqueued_is_found_by_the_sweeper(sqlite_place):
    batch = sqlite_place.act("receive", 10)
    sqlite_place.query("DELETE FROM django_q_ormq")

    sqlite_place.start_worker()

    wait_for(lambda: sqlite_place.checking(batch) is None)
    assert sqlite_place.act("checked", batch)[0] == "checked"

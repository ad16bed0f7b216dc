import logging
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language, override
from wagtail.models import ModelLogEntry

from tests import factories
from tests.services.test_checking import ANN, BOB, HEADINGS, template
from tests.spreadsheets.writers import csv_bytes
from wagtail_credentials.conf import conf
from wagtail_credentials.domain.reading import ReadingOptions
from wagtail_credentials.exceptions import NotAllowedInThisState
from wagtail_credentials.models import Batch
from wagtail_credentials.services import queued_checking
from wagtail_credentials.services.batching import cancel_batch, confirm_batch, discard_batch
from wagtail_credentials.services.checking import READING
from wagtail_credentials.services.queued_checking import (
    check_waiting,
    for_the_queue,
    receive_sheet,
    take_up,
    waiting_checks,
)
from wagtail_credentials.services.staging import check_again, correct_row, drop_rows, stage_recipients, stage_sheet

pytestmark = pytest.mark.django_db

EVE = ["Eve", "eve", "Botany", ""]


def make_batch(**values):
    return factories.make_batch(template=template(), **values)


def receive(batch, *rows, **options):
    receive_sheet(batch, csv_bytes([HEADINGS, *rows]), "people.csv", **options)


def lapse(batch):
    """The worker that had the sheet is dead, and its lease over."""
    report = Batch.objects.get(pk=batch.pk).report
    report["checking"]["lease_until"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    Batch.objects.filter(pk=batch.pk).update(report=report)


def outcome(batch):
    batch.refresh_from_db()
    return batch.status, [row.recipient_name for row in batch.credentials.order_by("line")]


@pytest.mark.parametrize(
    ("limit", "queued"), [(None, [False, False, False]), (0, [True, True, True]), (100, [False, False, True])]
)
def test_sheets_from_a_size_on_are_for_the_queue(limit, queued, settings):
    settings.WAGTAIL_CREDENTIALS = {"CHECK_IN_QUEUE_BYTES": limit}

    assert [for_the_queue(size) for size in (0, 99, 100)] == queued


def test_a_received_sheet_waits_and_leaves_nothing_to_confirm():
    batch = make_batch()
    stage_sheet(batch, csv_bytes([HEADINGS, BOB]), "first.csv")

    receive(batch, ANN)

    assert outcome(batch) == ("checking", [])
    assert (batch.source_name, conf.storage.exists(batch.source.name)) == ("people.csv", True)
    assert waiting_checks(timezone.now()) == [batch.pk]
    with pytest.raises(NotAllowedInThisState):
        confirm_batch(batch)


def test_the_sheet_that_it_had_goes(django_capture_on_commit_callbacks):
    batch = make_batch()
    stage_sheet(batch, csv_bytes([HEADINGS, BOB]), "first.csv")
    first = batch.source.name

    with django_capture_on_commit_callbacks(execute=True):
        receive(batch, ANN)

    assert [conf.storage.exists(name) for name in (first, batch.source.name)] == [False, True]


def test_a_confirmed_batch_receives_no_sheet_and_keeps_no_file():
    batch = make_batch()
    stage_sheet(batch, csv_bytes([HEADINGS, BOB]), "first.csv")
    Batch.objects.filter(pk=batch.pk).update(status="generating")
    before = conf.storage.listdir(f"sheets/{batch.pk}")

    with pytest.raises(NotAllowedInThisState):
        receive(batch, ANN)

    assert conf.storage.listdir(f"sheets/{batch.pk}") == before


def test_a_waiting_sheet_is_checked_as_one_that_is_checked_at_once():
    user = get_user_model().objects.create_user("issuer")
    batch, other = make_batch(), make_batch()
    options = ReadingOptions(date_format="dmy")
    rows = [ANN, [*BOB[:3], "03/04/2026"], EVE]

    receive(batch, *rows, user=user, options=options)
    checked = check_waiting(batch.pk)
    stage_sheet(other, csv_bytes([HEADINGS, *rows]), "people.csv", options=options)

    batch.refresh_from_db()
    kept = ("line", "verdict", "report", "recipient_name", "recipient_email", "values", "person_key")
    assert (checked, batch.status, batch.report, batch.source_name) == (3, other.status, other.report, "people.csv")
    assert list(batch.credentials.values(*kept)) == list(other.credentials.values(*kept))
    assert batch.template_revision == batch.template.latest_revision
    logged = ModelLogEntry.objects.for_instance(batch).order_by("pk").values_list("action", "user")
    assert list(logged) == [("wagtail_credentials.receive", user.pk), ("wagtail_credentials.check", user.pk)]


def test_a_check_speaks_the_language_of_whoever_uploaded():
    batch, spoken = make_batch(), set()
    with override("de"):
        receive(batch, ANN)

    def listen(execute, sql, *arguments):
        if sql.startswith("INSERT"):
            spoken.add(get_language())
        return execute(sql, *arguments)

    with connection.execute_wrapper(listen):
        check_waiting(batch.pk)

    assert (spoken, get_language()) == ({"de"}, "en")


def test_a_refused_file_is_refused():
    batch = make_batch()
    receive_sheet(batch, b"name\nAnn", "people.csv")

    assert check_waiting(batch.pk) == 0

    batch.refresh_from_db()
    assert (batch.status, [p["code"] for p in batch.report["problems"]]) == ("rejected", ["missing_column"] * 2)


def test_nothing_is_checked_twice():
    batch = make_batch()
    receive(batch, ANN)

    assert [check_waiting(batch.pk), check_waiting(batch.pk), check_waiting(0)] == [1, 0, 0]
    assert outcome(batch) == ("checked", ["Ann Lee"])


def test_one_sheet_is_taken_up_by_one():
    batch = make_batch()
    receive(batch, ANN)

    assert (take_up(batch.pk) is None, take_up(batch.pk) is None) == (False, True)
    assert (check_waiting(batch.pk), waiting_checks(timezone.now())) == (0, [])


def test_a_sheet_whose_worker_was_killed_is_checked_when_the_lease_is_over():
    batch = make_batch()
    receive(batch, ANN)
    take_up(batch.pk)

    lapse(batch)

    assert waiting_checks(timezone.now()) == [batch.pk]
    assert check_waiting(batch.pk) == 1
    assert outcome(batch) == ("checked", ["Ann Lee"])


def test_a_sheet_that_kills_its_workers_is_refused_in_the_end(settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ATTEMPTS": 2}
    batch = make_batch()
    receive(batch, ANN)
    for _ in range(2):
        take_up(batch.pk)
        lapse(batch)

    check_waiting(batch.pk)

    assert outcome(batch) == ("rejected", [])
    assert [(p["line"], p["code"], p["message"]) for p in batch.report["problems"]] == [
        (0, "not_checked", "It could not be checked: its worker stopped each time. Divide the sheet.")
    ]


def test_a_worker_that_was_thought_dead_may_still_be_the_first():
    batch = make_batch()
    receive(batch, ANN)
    late = take_up(batch.pk)
    lapse(batch)
    second = take_up(batch.pk)

    assert late.work() == 1
    with pytest.raises(queued_checking.TakenOverError):
        second.work()
    assert outcome(batch) == ("checked", ["Ann Lee"])


def test_a_storage_that_is_away_is_asked_again_and_then_named(settings, caplog):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ATTEMPTS": 2, "RETRY_SECONDS": 0}
    caplog.set_level(logging.CRITICAL, "wagtail_credentials.services.queued_checking")
    batch = make_batch()
    receive(batch, ANN)
    conf.storage.delete(batch.source.name)

    check_waiting(batch.pk)
    first = outcome(batch)
    check_waiting(batch.pk)

    assert (first, outcome(batch)) == (("checking", []), ("rejected", []))
    (problem,) = batch.report["problems"]
    assert problem["message"].startswith("It could not be checked: FileNotFoundError.")


def test_a_pause_lies_between_two_attempts(caplog):
    caplog.set_level(logging.CRITICAL, "wagtail_credentials.services.queued_checking")
    batch = make_batch()
    receive(batch, ANN)
    conf.storage.delete(batch.source.name)

    check_waiting(batch.pk)

    now = timezone.now()
    assert [waiting_checks(now), waiting_checks(now + timedelta(seconds=conf.retry_seconds))] == [[], [batch.pk]]


def newer_upload(batch):
    receive(batch, BOB)


def small_upload(batch):
    stage_sheet(batch, csv_bytes([HEADINGS, BOB]), "small.csv")


def typed(batch):
    stage_recipients(batch, [{"name": "Bob Ray", "email": "bob@example.org", "course": "Botany"}])


@pytest.mark.parametrize(
    ("meanwhile", "expected"),
    [
        (newer_upload, ("checking", [])),
        (small_upload, ("checked", ["Bob Ray"])),
        (typed, ("checked", ["Bob Ray"])),
        (cancel_batch, ("cancelled", [])),
    ],
)
def test_what_comes_meanwhile_wins(meanwhile, expected, caplog, django_capture_on_commit_callbacks):
    batch = make_batch()
    receive(batch, ANN)
    claim = take_up(batch.pk)

    with django_capture_on_commit_callbacks(execute=True):
        meanwhile(Batch.objects.get(pk=batch.pk))

    with pytest.raises(queued_checking.TakenOverError):
        queued_checking.attempt(claim)
    assert (outcome(batch), caplog.records) == (expected, [])


def test_what_comes_at_the_last_moment_wins():
    batch = make_batch()
    receive(batch, ANN)
    claim = take_up(batch.pk)
    newer_upload(Batch.objects.get(pk=batch.pk))

    with pytest.raises(queued_checking.TakenOverError):
        claim.keep(queued_checking.Check(), ())

    assert outcome(batch) == ("checking", [])


def test_a_check_ends_quietly_when_its_batch_is_discarded(caplog, django_capture_on_commit_callbacks):
    batch = make_batch()
    receive(batch, ANN)
    claim = take_up(batch.pk)

    with django_capture_on_commit_callbacks(execute=True):
        discard_batch(Batch.objects.get(pk=batch.pk))

    with pytest.raises(queued_checking.TakenOverError):
        queued_checking.attempt(claim)
    assert (check_waiting(batch.pk), caplog.records) == (0, [])


def test_how_far_it_is_stands_with_the_batch(monkeypatch):
    monkeypatch.setattr(queued_checking, "NOTE_SECONDS", 0)
    batch = make_batch()
    receive(batch, ANN)
    claim, seen = take_up(batch.pk), []

    for _row in claim.watch(READING, iter("abc")):
        checking = Batch.objects.get(pk=batch.pk).report["checking"]
        seen.append((checking["stage"], checking["done"], checking["total"]))
    list(claim.watch("concluding", ["a", "b"]))

    assert seen == [("reading", 0, None), ("reading", 1, None), ("reading", 2, None)]
    checking = Batch.objects.get(pk=batch.pk).report["checking"]
    assert (checking["stage"], checking["done"], checking["total"]) == ("concluding", 1, 2)


def test_rows_are_neither_mended_nor_asked_after_while_a_sheet_is_checked():
    batch = make_batch()
    stage_sheet(batch, csv_bytes([HEADINGS, ANN, EVE]), "first.csv")
    row = batch.credentials.get(line=2)
    receive(batch, ANN)

    for change in (
        lambda: correct_row(row, {"name": "Anna"}),
        lambda: drop_rows(batch, batch.credentials.all()),
        lambda: check_again(batch),
    ):
        with pytest.raises(NotAllowedInThisState, match="Another sheet is being checked"):
            change()
    assert outcome(batch) == ("checking", [])


@pytest.mark.parametrize("rows", [1, 300])
def test_a_check_asks_the_database_no_more_for_more_rows(rows, django_assert_max_num_queries):
    batch = make_batch()
    receive(batch, *([f"Ann {n}", f"ann{n}@example.org", "Botany", ""] for n in range(rows)))

    with django_assert_max_num_queries(60):
        assert check_waiting(batch.pk) == rows

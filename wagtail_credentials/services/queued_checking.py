"""A large sheet is kept first, and checked by whoever takes the work up: that may happen twice, or never end.

Until it is checked all that is known about it stands in ``batch.report["checking"]``: {"attempts", "token" and
"lease_until" ("" while nobody is at it), "stage", "done" and "total" (rows; None while unknown), "language" (of the
words that the check leaves), "user" (whose upload it is)}.
"""

import logging
import time
import uuid
from dataclasses import asdict
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import Problem
from ..domain.reading import AS_FOUND, ReadingOptions
from ..domain.statuses import EDITABLE, BatchStatus
from ..models import Batch
from .auditing import log_batch
from .checking import READING, REJECTED, Check, check_sheet
from .staging import begin_anew, keep, kept_file, revision_for, shown_name

logger = logging.getLogger(__name__)

#: Stages beside those of a check.
WAITING, KEEPING = "waiting", "keeping"
#: Seconds between two notes of how far a check is.
NOTE_SECONDS = 1


class TakenOverError(Exception):
    """The sheet is not waited for any more: another took its place, or the batch is gone."""


def for_the_queue(size: int) -> bool:
    """Whether a sheet of so many bytes is to be checked in the queue."""
    limit = conf.check_in_queue_bytes
    return limit is not None and size >= limit


def receive_sheet(batch: Batch, data: bytes, filename: str, *, user=None, options: ReadingOptions = AS_FOUND) -> None:
    """Keep an uploaded file for a check in the queue (caller enqueues); the rows that the batch had go at once.

    Raises ``NotAllowedInThisState`` once the batch is confirmed.
    """
    checking = {"attempts": 0, "token": "", "lease_until": "", "stage": WAITING, "done": 0, "total": 0}
    checking |= {"language": get_language(), "user": user and user.pk}
    report = {"checking": checking, "reading": asdict(options)}
    revision_for(batch)
    with kept_file(batch, data, filename) as source, transaction.atomic():
        changes = {"report": report, "source": source, "source_name": shown_name(filename)}
        begin_anew(batch, EDITABLE, BatchStatus.CHECKING, **changes)
        log_batch(batch, "wagtail_credentials.receive", user=user)


def waiting_checks(now: datetime) -> list[int]:
    """Ids of the batches whose sheet somebody may take up now."""
    received = Batch.objects.filter(status=BatchStatus.CHECKING, report__has_key="checking")
    found = received.values_list("pk", "report")
    return [pk for pk, report in found if not is_held(report["checking"], now)]


def is_held(checking: dict, now: datetime) -> bool:
    """Whether somebody is at work on the sheet."""
    return bool(checking["lease_until"]) and datetime.fromisoformat(checking["lease_until"]) > now


def check_waiting(batch_id: int) -> int:
    """Check the batch's sheet, if one waits and nobody is at work on it. Returns how many rows were read.

    What goes wrong otherwise (storage away, out of memory) is tried again, as often as ``conf.max_attempts`` says;
    then the sheet is refused.
    """
    claim = take_up(batch_id)
    if claim is None:
        return 0
    with override(claim.checking["language"]):
        try:
            return attempt(claim)
        except TakenOverError:
            return 0


def attempt(claim: "Claim") -> int:
    """One attempt at a sheet. Raises ``TakenOverError`` where it is not waited for any more."""
    if claim.attempts > conf.max_attempts:
        return claim.refuse(_("It could not be checked: its worker stopped each time. Divide the sheet."))
    try:
        return claim.work()
    except TakenOverError:
        raise
    except Exception as error:
        claim.tell()
        logger.exception("The sheet of batch %s could not be checked", claim.batch.pk)
        if claim.attempts >= conf.max_attempts:
            text = _("It could not be checked: %(error)s. Upload it again, or ask whoever runs the site.")
            return claim.refuse(text % {"error": type(error).__name__})
        # Not at once: what is away now needs a moment to come back.
        claim.checking |= {"stage": WAITING, "done": 0, "total": 0}
        claim.write(claim.held(), conf.retry_seconds * claim.attempts)
        return 0


def take_up(batch_id: int) -> "Claim | None":
    """A claim on the batch's sheet, whose token nobody else has, or None. The attempt is counted before any work."""
    batch = Batch.objects.filter(pk=batch_id, status=BatchStatus.CHECKING).select_related("group").first()
    if batch is None or is_held(batch.report["checking"], timezone.now()):
        return None
    claim = Claim(batch)
    free = claim.held()
    claim.checking |= {"token": uuid.uuid4().hex, "attempts": claim.attempts + 1}
    claim.checking |= {"stage": READING, "done": 0, "total": None}
    return claim if claim.write(free, conf.lease_seconds) else None


class Claim:
    """One attempt at the sheet of a batch."""

    def __init__(self, batch: Batch):
        self.batch, self.checking = batch, batch.report["checking"]

    @property
    def attempts(self) -> int:
        return self.checking["attempts"]

    def wanted(self):
        """The batch as a queryset that is empty once its sheet is not waited for any more."""
        waiting = Batch.objects.filter(pk=self.batch.pk, status=BatchStatus.CHECKING)
        return waiting.filter(source=self.batch.source.name)

    def held(self):
        """The same, and empty as well once the claim is lost."""
        return self.wanted().filter(report__checking__token=self.checking["token"])

    def write(self, batches, seconds: float) -> int:
        """Leave a note of how far the check is; the claim lapses so many seconds from now."""
        until = timezone.now() + timedelta(seconds=seconds)
        self.checking["lease_until"] = until.isoformat()
        return batches.update(report={**self.batch.report, "checking": self.checking})

    def tell(self, **changes) -> None:
        """Say how far the check is. A lost claim does not stop it: whoever is done first is right."""
        self.checking |= changes
        if not self.write(self.held(), conf.lease_seconds) and not self.wanted().exists():
            raise TakenOverError

    def watch(self, stage: str, rows):
        """The rows of a stage, told of about once a second."""
        self.tell(stage=stage, done=0, total=len(rows) if hasattr(rows, "__len__") else None)
        due = time.monotonic() + NOTE_SECONDS
        for done, row in enumerate(rows):
            if time.monotonic() > due:
                self.tell(done=done)
                due = time.monotonic() + NOTE_SECONDS
            yield row

    def work(self) -> int:
        revision = revision_for(self.batch)
        template = revision.as_object()
        with self.batch.source.open("rb") as source:
            data = source.read()
        options = ReadingOptions(**self.batch.report["reading"])
        check = check_sheet(data, self.batch.source_name, template, self.batch.group, options, self.watch)
        self.tell(stage=KEEPING, done=0, total=len(check.rows))
        return self.keep(check, template.columns, template_revision=revision)

    def keep(self, check: Check, columns, **changes) -> int:
        """Keep the outcome, where the sheet is still waited for."""
        user = get_user_model().objects.filter(pk=self.checking["user"]).first()
        options = ReadingOptions(**self.batch.report["reading"])
        with transaction.atomic():
            if not self.wanted().select_for_update().exists():
                raise TakenOverError
            keep(self.batch, check, columns, options, user, origins=(BatchStatus.CHECKING,), **changes)
        return len(check.rows)

    def refuse(self, text: str) -> int:
        return self.keep(Check(outcome=REJECTED, problems=[Problem(0, "", "not_checked", text)]), ())

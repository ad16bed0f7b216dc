"""How far a batch is: counted from its rows, which are the only truth about progress; before there are any, from what
the check of its sheet says."""

from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import cache
from django.db.models import Count
from django.http import JsonResponse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from .. import tasks
from ..domain.statuses import IN_QUEUE, PUBLIC, BatchStatus, CredentialStatus
from ..models import Batch, Credential
from ..services.checking import CONCLUDING, READING
from ..services.queued_checking import KEEPING, WAITING, is_held
from .records import batch_or_404

#: Seconds between two sweeps that watching pages ask for.
SWEEP_SECONDS = 10
#: What is done with a sheet that the queue checks.
STAGES = {
    WAITING: gettext_lazy("Waiting for a worker"),
    READING: gettext_lazy("Reading the sheet"),
    CONCLUDING: gettext_lazy("Checking the rows"),
    KEEPING: gettext_lazy("Keeping the rows"),
}


@dataclass
class Progress:
    """``counts``: credentials by state. ``done`` of ``total`` are through the queue; ``failed`` are among them.

    While a sheet is checked they are rows of a stage, and ``total`` is None where nobody can know it yet; ``check`` is
    the batch's ``report["checking"]``.
    """

    status: str
    counts: dict[str, int] = field(default_factory=dict)
    check: dict = field(default_factory=dict)

    def count(self, *statuses) -> int:
        return sum(self.counts.get(status, 0) for status in statuses)

    @cached_property
    def waiting(self) -> int:
        """How many the queue still owes something."""
        return self.count(*IN_QUEUE)

    @cached_property
    def publishing(self) -> bool:
        """What the queue does now is publish; else it generates."""
        return not self.count(CredentialStatus.PENDING, CredentialStatus.RENDERING) and self.waiting > 0

    @property
    def checking(self) -> bool:
        """What the queue does now is check a sheet."""
        return self.status == BatchStatus.CHECKING

    @property
    def stage(self) -> str:
        """What is done with the sheet."""
        return str(STAGES[self.check.get("stage", WAITING)]) if self.checking else ""

    @property
    def rows(self) -> str:
        """How many rows of the sheet the stage is through."""
        if not self.checking or not (self.total or self.done):
            return ""
        done, total = intcomma(self.done), intcomma(self.total)
        if self.total is None:
            return ngettext("%(done)s row so far", "%(done)s rows so far", self.done) % {"done": done}
        if self.check["stage"] == KEEPING:
            return ngettext("%(total)s row", "%(total)s rows", self.total) % {"total": total}
        return _("%(done)s of %(total)s rows") % {"done": done, "total": total}

    @property
    def measured(self) -> bool:
        """There is a number to draw a bar of."""
        return self.total is not None and not (self.checking and self.check["stage"] == KEEPING)

    @property
    def total(self) -> int | None:
        """While publishing, those somebody approved; else all that were not cancelled."""
        if self.checking:
            return self.check.get("total")
        if self.publishing:
            return self.count(CredentialStatus.PUBLISHING, *PUBLIC)
        return sum(self.counts.values()) - self.count(CredentialStatus.CANCELLED)

    @property
    def done(self) -> int:
        if self.checking:
            return self.check.get("done", 0)
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def failed(self) -> int:
        return self.count(CredentialStatus.FAILED)

    @property
    def finished(self) -> bool:
        return not self.waiting and not self.checking

    @property
    def label(self) -> str:
        return str(BatchStatus(self.status).label)


def progress_of(batches: list[Batch]) -> dict[int, Progress]:
    """The progress of each batch by primary key, in one query, and one more where sheets are checked."""
    progress = {batch.pk: Progress(batch.status) for batch in batches}
    if checking := [pk for pk, one in progress.items() if one.checking]:
        for pk, report in Batch.objects.filter(pk__in=checking).values_list("pk", "report"):
            progress[pk].check = report.get("checking", {})
    tally = Credential.objects.filter(batch__in=batches).values_list("batch", "status").annotate(Count("pk")).order_by()
    for pk, status, number in tally:
        progress[pk].counts[status] = number
    return progress


def waits_for_worker(batch: Batch, progress: Progress) -> bool:
    """Work waits and no worker was seen. Where nobody holds a lease on it, it is queued again on the way."""
    if progress.finished:
        return False
    if progress.checking:
        working = bool(progress.check) and is_held(progress.check, now())
    else:
        working = batch.credentials.filter(status__in=IN_QUEUE, lease_until__gt=now()).exists()
    if not working and cache.add("wagtail_credentials.swept", True, SWEEP_SECONDS):
        tasks.sweep()
    return not working and not tasks.workers_seen()


#: What of its progress a page that shows it live is told.
SHOWN = (
    *("status", "label", "counts", "done", "total", "percent", "failed"),
    *("finished", "publishing", "stage", "rows", "measured"),
)


class ProgressView(View):
    """The batch's progress as JSON, for the page that shows it live."""

    def get(self, request, pk):
        batch = batch_or_404(request.user, pk)
        progress = progress_of([batch])[batch.pk]
        answer = {name: getattr(progress, name) for name in SHOWN}
        response = JsonResponse({**answer, "waiting_for_worker": waits_for_worker(batch, progress)})
        response["Cache-Control"] = "no-store"
        return response

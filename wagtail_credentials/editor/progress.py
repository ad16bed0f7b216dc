"""How far a batch is: counted from its rows, which are the only truth about progress."""

from dataclasses import asdict, dataclass, field

from django.core.cache import cache
from django.db.models import Count
from django.http import JsonResponse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.views.generic import View

from .. import tasks
from ..domain.statuses import IN_QUEUE, PUBLIC, BatchStatus, CredentialStatus
from ..models import Batch, Credential
from .records import batch_or_404

#: Seconds between two sweeps that watching pages ask for.
SWEEP_SECONDS = 10


@dataclass
class Progress:
    """``counts``: credentials by state. ``done`` of ``total`` are through the queue; ``failed`` are among them."""

    status: str
    counts: dict[str, int] = field(default_factory=dict)

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
    def total(self) -> int:
        """While publishing, those somebody approved; else all that were not cancelled."""
        if self.publishing:
            return self.count(CredentialStatus.PUBLISHING, *PUBLIC)
        return sum(self.counts.values()) - self.count(CredentialStatus.CANCELLED)

    @property
    def done(self) -> int:
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
        return not self.waiting

    @property
    def label(self) -> str:
        return str(BatchStatus(self.status).label)


def progress_of(batches: list[Batch]) -> dict[int, Progress]:
    """The progress of each batch by primary key, in one query."""
    progress = {batch.pk: Progress(batch.status) for batch in batches}
    tally = Credential.objects.filter(batch__in=batches).values_list("batch", "status").annotate(Count("pk")).order_by()
    for pk, status, number in tally:
        progress[pk].counts[status] = number
    return progress


def waits_for_worker(batch: Batch, progress: Progress) -> bool:
    """Work waits and no worker was seen. Where nobody holds a lease on the rows, they are queued again on the way."""
    if progress.finished:
        return False
    working = batch.credentials.filter(status__in=IN_QUEUE, lease_until__gt=now()).exists()
    if not working and cache.add("wagtail_credentials.swept", True, SWEEP_SECONDS):
        tasks.sweep()
    return not working and not tasks.workers_seen()


class ProgressView(View):
    """The batch's progress as JSON, for the page that shows it live."""

    def get(self, request, pk):
        batch = batch_or_404(request.user, pk)
        progress = progress_of([batch])[batch.pk]
        shown = ("label", "done", "total", "percent", "failed", "finished", "publishing")
        answer = {name: getattr(progress, name) for name in shown}
        response = JsonResponse({**asdict(progress), **answer, "waiting_for_worker": waits_for_worker(batch, progress)})
        response["Cache-Control"] = "no-store"
        return response

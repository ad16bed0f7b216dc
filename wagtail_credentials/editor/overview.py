"""The numbers and the recent batches that home pages show, each within what the user may see."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from ..domain.statuses import BatchStatus, CredentialStatus
from ..models import Batch
from ..permissions import batch_policy, credential_policy
from .progress import Progress, progress_of

C = CredentialStatus

#: The colour that a batch's status tag has in Wagtail: primary where all is done, else plain.
DONE = (BatchStatus.PUBLISHED,)


@dataclass
class RecentBatch:
    batch: Batch
    progress: Progress

    @property
    def done(self) -> bool:
        return self.batch.status in DONE


def pending_review(user) -> int:
    """How many credentials wait for the user to review them."""
    return credential_policy.instances_user_has_any_permission_for(user, ["publish"]).in_review().count()


def recent_batches(user, number: int) -> list[RecentBatch]:
    """The newest batches, in two queries."""
    visible = batch_policy.visible_to(user).select_related("template", "group")
    batches = list(visible.order_by("-created_at", "-pk")[:number])
    progress = progress_of(batches)
    return [RecentBatch(batch, progress[batch.pk]) for batch in batches]


def numbers(user) -> dict[str, int]:
    """How many of the user's credentials are published, under review, failed and revoked, and published this month."""
    start = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return credential_policy.visible_to(user).aggregate(
        published=Count("pk", filter=Q(status=C.PUBLISHED)),
        this_month=Count("pk", filter=Q(status=C.PUBLISHED, published_at__gte=start)),
        in_review=Count("pk", filter=Q(status=C.IN_REVIEW)),
        failed=Count("pk", filter=Q(status=C.FAILED)),
        revoked=Count("pk", filter=Q(status=C.REVOKED)),
    )

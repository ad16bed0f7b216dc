"""The life of a batch and of a credential: its states and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Checked")
    REJECTED = "rejected", _("Rejected")
    GENERATING = "generating", _("Generating")
    IN_REVIEW = "in_review", _("Under review")
    PUBLISHING = "publishing", _("Publishing")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class CredentialStatus(TextChoices):
    STAGED = "staged", _("Staged")
    PENDING = "pending", _("Waiting")
    RENDERING = "rendering", _("Generating")
    FAILED = "failed", _("Failed")
    IN_REVIEW = "in_review", _("Under review")
    RETURNED = "returned", _("Returned")
    PUBLISHING = "publishing", _("Publishing")
    PUBLISHED = "published", _("Published")
    REVOKED = "revoked", _("Revoked")
    SUSPENDED = "suspended", _("Suspended")
    REPLACED = "replaced", _("Replaced")
    CANCELLED = "cancelled", _("Cancelled")


B, C = BatchStatus, CredentialStatus

BATCH_MOVES = {
    B.DRAFT: {B.CHECKING, B.CHECKED, B.REJECTED, B.CANCELLED},
    B.CHECKING: {B.CHECKING, B.CHECKED, B.REJECTED, B.CANCELLED},
    B.CHECKED: {B.CHECKING, B.CHECKED, B.REJECTED, B.GENERATING, B.CANCELLED},
    B.REJECTED: {B.CHECKING, B.CHECKED, B.REJECTED, B.CANCELLED},
    B.GENERATING: {B.IN_REVIEW, B.PUBLISHING, B.PUBLISHED, B.CANCELLED},
    B.IN_REVIEW: {B.GENERATING, B.PUBLISHING, B.PUBLISHED, B.CANCELLED},
    B.PUBLISHING: {B.IN_REVIEW, B.PUBLISHED, B.GENERATING, B.CANCELLED},
    B.PUBLISHED: set(),
    B.CANCELLED: set(),
}

CREDENTIAL_MOVES = {
    C.STAGED: {C.PENDING, C.CANCELLED},
    C.PENDING: {C.RENDERING, C.CANCELLED},
    C.RENDERING: {C.RENDERING, C.IN_REVIEW, C.FAILED, C.PENDING, C.CANCELLED},
    C.FAILED: {C.PENDING, C.CANCELLED},
    C.IN_REVIEW: {C.PENDING, C.RETURNED, C.PUBLISHING, C.CANCELLED},
    C.RETURNED: {C.PENDING, C.CANCELLED},
    C.PUBLISHING: {C.PUBLISHING, C.PUBLISHED, C.IN_REVIEW, C.CANCELLED},
    C.PUBLISHED: {C.REVOKED, C.SUSPENDED, C.REPLACED},
    C.SUSPENDED: {C.PUBLISHED, C.REVOKED},
    C.REVOKED: set(),
    C.REPLACED: set(),
    C.CANCELLED: set(),
}

MOVES = {BatchStatus: BATCH_MOVES, CredentialStatus: CREDENTIAL_MOVES}

#: States in which the queue still owes the credential something.
IN_QUEUE = (C.PENDING, C.RENDERING, C.PUBLISHING)
#: States in which a person is waited for before anything goes public.
AWAITING_PEOPLE = (C.FAILED, C.IN_REVIEW, C.RETURNED)
#: States of a batch of which nothing is confirmed yet: sheet, rows and dates may change.
EDITABLE = (B.DRAFT, B.CHECKING, B.CHECKED, B.REJECTED)
#: Of these, those in which the rows of a sheet may be corrected or dropped: while another is checked there are none.
MENDABLE = (B.DRAFT, B.CHECKED, B.REJECTED)
#: States of a batch that follow from where its credentials are.
UNDER_WAY = (B.GENERATING, B.IN_REVIEW, B.PUBLISHING)
#: States that anyone may see.
PUBLIC = (C.PUBLISHED, C.REVOKED, C.SUSPENDED, C.REPLACED)
#: Public states in which a corrected copy may take its place; a suspension is lifted first.
REPLACEABLE = (C.PUBLISHED,)
#: States in which a person counts as holding (or about to hold) the credential.
HELD = (*IN_QUEUE, *AWAITING_PEOPLE, C.PUBLISHED, C.SUSPENDED)


def check_move(origin: TextChoices, target: TextChoices) -> None:
    """Raise ``ValueError`` for a move the tables above do not hold: a fault in the caller."""
    if target not in MOVES[type(target)][origin]:
        raise ValueError(f"No move from {origin!r} to {target!r}.")


def batch_status_for(statuses: set[str]) -> BatchStatus:
    """Where a confirmed batch stands, from the states of its credentials: what is still to do comes first."""
    if statuses & {C.PENDING, C.RENDERING}:
        return B.GENERATING
    if C.PUBLISHING in statuses:
        return B.PUBLISHING
    if statuses & set(AWAITING_PEOPLE):
        return B.IN_REVIEW
    return B.PUBLISHED if statuses & set(PUBLIC) else B.CANCELLED

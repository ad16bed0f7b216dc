"""A batch from its name to its confirmation, and off the table again."""

from django.db import transaction
from django.utils import timezone

from ..exceptions import NotAllowedInThisState
from ..models import Batch, CredentialTemplate
from ..domain.statuses import BatchStatus


def create_batch(name: str, template: CredentialTemplate, group=None, *, user=None) -> Batch:
    """A draft batch, pinned to the template's live revision."""
    raise NotImplementedError


def pin_template(batch: Batch) -> None:
    """Pin a batch to the live revision of its template (made now where it has none)."""
    raise NotImplementedError


def frozen_template(batch: Batch) -> CredentialTemplate:
    """The template as it was when the batch was pinned to it."""
    raise NotImplementedError


def facts_for(template: CredentialTemplate, group=None) -> dict[str, str]:
    """What placeholders say of group and issuer: {"group.title": …, "group.description": …, "group.criteria": …, "issuer.name": …, "issuer.url": …}."""
    raise NotImplementedError


def confirm_batch(batch: Batch, *, user, issued_on=None, expires_on=None) -> Batch:
    """Fix ids, dates, values and template revision, and hand every staged row to the queue (caller enqueues).

    Raises ``NotAllowedInThisState`` for a batch that is not checked, so a second press does nothing.
    """
    raise NotImplementedError


def cancel_batch(batch: Batch, *, user) -> int:
    """Stop a batch: whatever is not published is cancelled. Returns how many credentials were."""
    raise NotImplementedError


def discard_batch(batch: Batch, *, user) -> None:
    """Delete a batch that was never confirmed, with its rows and its sheet."""
    raise NotImplementedError


def settle_batch(batch_id: int) -> None:
    """Move the batch on when its last row left the queue."""
    raise NotImplementedError

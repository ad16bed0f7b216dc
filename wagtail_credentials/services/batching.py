"""A batch from its name to its confirmation, and off the table again."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..domain.columns import EXPIRES_ON, Problem
from ..domain.statuses import (
    AWAITING_PEOPLE,
    EDITABLE,
    IN_QUEUE,
    UNDER_WAY,
    BatchStatus,
    CredentialStatus,
    batch_status_for,
)
from ..exceptions import NotAllowedInThisState, RowsInvalid
from ..models import Batch, Credential, CredentialGroup, CredentialTemplate
from ..signals import batch_confirmed
from .auditing import log_batch, log_credentials
from .claiming import RELEASED
from .holding import hold, skip

#: What a credential that will never be published gives back: its person, and the place it was to take.
FREED = {"holder_key": None, "replaces": None}


def create_batch(name: str, template: CredentialTemplate, group: CredentialGroup | None = None, *, user=None) -> Batch:
    """A draft batch, pinned to the template's live revision."""
    with transaction.atomic():
        batch = Batch(name=name, template=template, group=group, created_by=user)
        batch.template_revision = live_revision(template)
        batch.save()
        log_batch(batch, "wagtail_credentials.create", user=user)
    return batch


def live_revision(template: CredentialTemplate):
    """The revision that is live; one is made for a template that was written without Wagtail's editor."""
    return template.live_revision or template.latest_revision or template.save_revision()


def pin_template(batch: Batch) -> None:
    """Pin a batch to the live revision of its template: from here on, edits of the template do not change the batch."""
    template = CredentialTemplate.objects.get(pk=batch.template_id)
    batch.template_revision = live_revision(template)
    batch.save(update_fields=["template_revision"])


def frozen_template(batch: Batch) -> CredentialTemplate:
    """The template as it was when the batch was pinned to it."""
    return batch.template_revision.as_object() if batch.template_revision_id else batch.template


def facts_for(template: CredentialTemplate, group: CredentialGroup | None = None) -> dict[str, str]:
    """What placeholders and pages say of group and issuer.

    Keys: group.title, group.description, group.criteria, issuer.name, issuer.url, issuer.logo (the id of an image).
    Without a group the template speaks.
    """
    awarded = group or template
    issuer = awarded.issuer or template.issuer
    return {
        "group.title": awarded.title,
        "group.description": awarded.description,
        "group.criteria": awarded.criteria,
        "issuer.name": issuer.title if issuer else "",
        "issuer.url": issuer.url if issuer else "",
        "issuer.logo": str(issuer.logo_id or "") if issuer else "",
    }


def confirm_batch(
    batch: Batch,
    *,
    user=None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    never_expires: bool = False,
) -> Batch:
    """Fix ids, dates, values and template revision; every staged row then waits for the queue (caller enqueues).

    ``issued_on`` None is today. ``expires_on`` None is the group's validity, unless ``never_expires``. A row's own
    dates win. Raises ``NotAllowedInThisState`` where the batch is not checked (a second press does nothing), and
    ``RowsInvalid`` where a date does not fit or a person came to hold the group's credential meanwhile.
    """
    issued_on = issued_on or timezone.localdate()
    with transaction.atomic():
        confirmed = Batch.objects.filter(pk=batch.pk).move(
            BatchStatus.CHECKED,
            BatchStatus.GENERATING,
            confirmed_by=user,
            confirmed_at=timezone.now(),
            issued_on=issued_on,
            expires_on=expires_on,
            facts=facts_for(frozen_template(batch), batch.group),
        )
        if not confirmed:
            raise NotAllowedInThisState(_("This batch was confirmed already, or its sheet is not checked yet."))
        batch.refresh_from_db()
        skip(batch)
        staged = batch.credentials.filter(status=CredentialStatus.STAGED)
        _fix_dates(staged, batch, never_expires)
        hold(staged, batch)
        rows = staged.move(CredentialStatus.STAGED, CredentialStatus.PENDING)
        if not rows:
            raise NotAllowedInThisState(_("This batch has no recipients."))
        log_batch(batch, "wagtail_credentials.confirm", user=user, data={"rows": rows})
        transaction.on_commit(lambda: batch_confirmed.send(sender=Batch, batch=batch, user=user))
    return batch


def _fix_dates(staged, batch: Batch, never_expires: bool) -> None:
    staged.filter(issued_on=None).update(issued_on=batch.issued_on)
    if batch.expires_on:
        staged.filter(expires_on=None).update(expires_on=batch.expires_on)
    elif batch.group and not never_expires:
        for day in set(staged.filter(expires_on=None).values_list("issued_on", flat=True)):
            staged.filter(expires_on=None, issued_on=day).update(expires_on=batch.group.expires_on(day))
    message = _("It would expire before it is issued. Change one of the two dates.")
    wrong = staged.filter(expires_on__lt=F("issued_on")).values_list("line", "expires_on")
    if problems := [Problem(line, EXPIRES_ON, "expires_first", message, day.isoformat()) for line, day in wrong]:
        raise RowsInvalid(problems)


def cancel_batch(batch: Batch, *, user=None) -> int:
    """Stop a batch: whatever is not public yet is cancelled. Returns how many credentials were.

    What is published stays published. Raises ``NotAllowedInThisState`` where nothing is left to cancel.
    """
    with transaction.atomic():
        credentials = batch.credentials.filter(
            status__in=(CredentialStatus.STAGED, *IN_QUEUE, *AWAITING_PEOPLE)
        ).select_for_update()
        stopped = list(credentials.only("pk", "batch_id", "line"))
        waiting = Batch.objects.filter(pk=batch.pk).exclude(status__in=(BatchStatus.PUBLISHED, BatchStatus.CANCELLED))
        if not waiting.exists():
            raise NotAllowedInThisState(_("This batch is published or cancelled already."))
        count = credentials.update(status=CredentialStatus.CANCELLED, **FREED, **RELEASED)
        Batch.objects.filter(pk=batch.pk).move(EDITABLE, BatchStatus.CANCELLED)
        settle_batch(batch.pk)
        log_credentials(stopped, "wagtail_credentials.cancel", user=user)
        log_batch(batch, "wagtail_credentials.cancel", user=user, data={"rows": count})
    batch.refresh_from_db()
    return count


def discard_batch(batch: Batch, *, user=None) -> None:
    """Delete a batch that was never confirmed, with its rows and its sheet."""
    with transaction.atomic():
        if not Batch.objects.filter(pk=batch.pk).move(EDITABLE, BatchStatus.CANCELLED):
            raise NotAllowedInThisState(_("This batch was confirmed already. Cancel it instead."))
        log_batch(batch, "wagtail_credentials.discard", user=user)
        batch.credentials.all().delete()
        name, storage = batch.source.name, batch.source.storage
        batch.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def settle_batch(batch_id: int) -> None:
    """Bring the batch's state in line with where its credentials are."""
    statuses = set(Credential.objects.filter(batch=batch_id).values_list("status", flat=True).distinct().order_by())
    target = batch_status_for(statuses)
    Batch.objects.filter(Q(pk=batch_id) & ~Q(status=target)).move(
        tuple(status for status in UNDER_WAY if status != target), target
    )

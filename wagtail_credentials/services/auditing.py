"""Entries in Wagtail's log: one for each object, with a uuid of its own, so that every history shows it."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ..models import Batch, Credential


def log_credentials(credentials: list[Credential], action: str, *, user=None, data: dict | None = None) -> None:
    """One entry a credential, in bulk. ``data`` holds ids, counts and reasons, never names or addresses."""
    _log(Credential, [(c.pk, f"{c.batch_id}/{c.line}") for c in credentials], action, user, data)


def log_batch(batch: Batch, action: str, *, user=None, data: dict | None = None) -> None:
    """One entry on the batch."""
    _log(Batch, [(batch.pk, batch.name)], action, user, data)


def _log(model, objects, action, user, data):
    content_type, now = ContentType.objects.get_for_model(model), timezone.now()
    # Wagtail's history groups entries by uuid across objects: one shared by many would show on a single one of them.
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(pk),
            label=label,
            action=action,
            timestamp=now,
            user=user,
            uuid=uuid.uuid4(),
            data=data or {},
        )
        for pk, label in objects
    )

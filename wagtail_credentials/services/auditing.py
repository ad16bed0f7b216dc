"""Entries in Wagtail's log: one for each object, with a uuid of its own, so that every history shows it."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ..models import Credential


def log_credentials(credentials: list[Credential], action: str, *, user=None, data=None) -> None:
    """One entry a credential, in bulk. ``data`` holds ids, counts and reasons, never names or addresses."""
    content_type = ContentType.objects.get_for_model(Credential)
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(credential.pk),
            label=f"{credential.batch_id}/{credential.line}",
            action=action,
            timestamp=now,
            user=user,
            uuid=uuid.uuid4(),
            data=data or {},
        )
        for credential in credentials
    )


def log_batch(batch, action: str, *, user=None, data=None) -> None:
    """One entry on the batch."""
    ModelLogEntry.objects.log_action(batch, action, user=user, uuid=uuid.uuid4(), data=data or {}, title=batch.name)

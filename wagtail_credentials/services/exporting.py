"""Credentials as a table of text: to be looked at, or corrected and handed in again, see ``updating``."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ..domain.columns import CREDENTIAL_ID, EMAIL, EXPIRES_ON, ISSUED_ON, NAME, RECIPIENT_ID, RESERVED
from ..domain.round_trip import ADDRESS, BATCH, GROUP, INFORMATIONAL, PUBLISHED, STATUS
from ..domain.statuses import PUBLIC, CredentialStatus
from ..models import Batch, Credential
from .addresses import base_url
from .frozen_columns import columns_of

#: Credentials fetched at once.
AT_ONCE = 2000


@dataclass
class Export:
    """``rows`` has a list of texts for each credential, and is read once."""

    headings: list[str]
    rows: Iterator[list[str]]


def export_credentials(credentials) -> Export:
    """The queryset's credentials in its order. Rows of a sheet that nobody confirmed are none yet, and left out."""
    credentials = credentials.exclude(status=CredentialStatus.STAGED)
    batches = batches_of(credentials)
    own = own_fields(batches.values())
    headings = [CREDENTIAL_ID, NAME, EMAIL, *own, RECIPIENT_ID, ISSUED_ON, EXPIRES_ON, *INFORMATIONAL]
    return Export(headings, _rows(credentials, headings, batches))


def batches_of(credentials) -> dict[int, Batch]:
    """The queryset's batches by primary key."""
    batches = Batch.objects.filter(pk__in=credentials.order_by().values("batch_id"))
    named = batches.select_related("group").only("name", "template_id", "template_revision_id", "group__title")
    return {batch.pk: batch for batch in named.order_by("pk")}


def own_fields(batches) -> list[str]:
    """Names of the templates' own fields, each once, in the templates' order."""
    columns = (column for columns in columns_of(batches).values() for column in columns)
    return [name for name in dict.fromkeys(column.name for column in columns) if name not in RESERVED]


def _rows(credentials, headings, batches):
    # Found once: asked of each credential, they would take longer than all else.
    site, labels = base_url(), {status.value: str(status.label) for status in CredentialStatus}
    # Whatever a listing needs beside them, the rows do not.
    plain = credentials.select_related(None).prefetch_related(None).defer("person_key", "failure", "comment")
    for credential in plain.iterator(chunk_size=AT_ONCE):
        batch = batches.get(credential.batch_id)
        if batch:
            texts = {**credential.row, **_facts(credential, batch, site), STATUS: labels[credential.status]}
            yield [str(texts.get(heading, "")) for heading in headings]


def _facts(credential: Credential, batch: Batch, site: str) -> dict[str, str]:
    public = credential.status in PUBLIC
    published = credential.published_at and timezone.localtime(credential.published_at)
    return {
        CREDENTIAL_ID: str(credential.uuid),
        BATCH: batch.name,
        GROUP: batch.group.title if batch.group else "",
        PUBLISHED: published.strftime("%Y-%m-%d %H:%M") if published else "",
        ADDRESS: site + reverse("wagtail_credentials:credential", args=[credential.uuid]) if public else "",
    }

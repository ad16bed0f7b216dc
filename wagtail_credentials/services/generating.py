"""Waiting rows become documents that wait under review."""

import hashlib
import json
import logging
from contextlib import suppress

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.statuses import CredentialStatus
from ..exceptions import NotAllowedInThisState, RenderingFailed
from ..models import Batch, Credential
from .auditing import log_batch, log_credentials
from .batching import pin_template, settle_batch
from .claiming import RELEASED, claim, held, lapse, renew
from .drawing import draw

logger = logging.getLogger(__name__)


def generate_chunk(batch_id: int) -> int:
    """Claim some of the batch's waiting rows, render them and put them under review. Returns how many were claimed."""
    claimed = claim(batch_id, CredentialStatus.RENDERING)
    for credential in claimed:
        if credential.attempts > conf.max_attempts:
            fail(credential, _("Its worker stopped each time it was tried. The text of this row may be the cause."))
        elif renew(credential):
            generate(credential)
    return len(claimed)


def generate(credential: Credential) -> None:
    """Render one claimed row. What goes wrong is kept on the row: a document that cannot be drawn fails at once,
    anything else (storage away, out of memory) is tried again."""
    try:
        finish(credential, draw(credential))
    except RenderingFailed as error:
        fail(credential, str(error))
    except Exception as error:
        logger.exception("Credential %s could not be generated", credential.pk)
        if credential.attempts >= conf.max_attempts:
            fail(credential, _("It could not be generated: %(error)s") % {"error": type(error).__name__})
        else:
            # Not at once: what is away now needs a moment to come back.
            lapse(credential, conf.retry_seconds * credential.attempts)


def finish(credential: Credential, document) -> None:
    """Keep the files under names of this claim, then let one UPDATE decide whether they are the credential's."""
    former = [name for name in (credential.pdf.name, credential.picture.name) if name]
    folder = f"documents/{credential.uuid}/{credential.token.hex}"
    pdf = conf.storage.save(f"{folder}.pdf", ContentFile(document.pdf))
    picture = conf.storage.save(f"{folder}.png", ContentFile(document.picture))
    credential.pdf_hash = hashlib.sha256(document.pdf).hexdigest()
    credential.template_revision_id = credential.batch.template_revision_id
    with transaction.atomic():
        finished = held(credential).move(
            CredentialStatus.RENDERING,
            CredentialStatus.IN_REVIEW,
            pdf=pdf,
            picture=picture,
            pdf_hash=credential.pdf_hash,
            content_hash=content_hash(credential),
            template_revision_id=credential.template_revision_id,
            attempts=0,
            failure="",
            **RELEASED,
        )
        if finished:
            log_credentials([credential], "wagtail_credentials.generate")
    _delete(former if finished else (pdf, picture))
    if finished and credential.attempts > 1:
        _delete_leftovers(credential, {pdf, picture})


def fail(credential: Credential, reason: str) -> None:
    """Give a claimed row up, with the reason an editor reads."""
    if held(credential).move(CredentialStatus.RENDERING, CredentialStatus.FAILED, failure=reason, **RELEASED):
        _delete_leftovers(credential, {credential.pdf.name, credential.picture.name})


def _delete_leftovers(credential: Credential, kept: set[str]) -> None:
    """Delete what workers left that stopped between keeping their files and the UPDATE."""
    folder = f"documents/{credential.uuid}"
    with suppress(OSError):
        names = {f"{folder}/{name}" for name in conf.storage.listdir(folder)[1]}
        _delete(names - kept)


def _delete(names) -> None:
    for name in names:
        with suppress(OSError):
            conf.storage.delete(name)


def content_hash(credential: Credential) -> str:
    """SHA-256 over all that makes the credential what it is: its id, template revision, values, facts and document."""
    content = [
        str(credential.uuid),
        credential.template_revision_id,
        credential.row,
        credential.batch.facts,
        credential.pdf_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def retry_failed(batch: Batch, *, user=None) -> int:
    """Leave failed rows waiting for the queue again (caller enqueues). Returns how many."""
    return _wait_again(batch, (CredentialStatus.FAILED,), "wagtail_credentials.retry", user)


def render_again(batch: Batch, *, user=None) -> int:
    """Pin the batch to the template's present live revision; all that is under review, returned or failed waits for the
    queue again (caller enqueues). What is published or about to be keeps its document. Returns how many."""
    with transaction.atomic():
        pin_template(batch)
        origins = (CredentialStatus.IN_REVIEW, CredentialStatus.RETURNED, CredentialStatus.FAILED)
        return _wait_again(batch, origins, "wagtail_credentials.render_again", user)


def _wait_again(batch, origins, action, user) -> int:
    with transaction.atomic():
        rows = batch.credentials.all().move(
            origins, CredentialStatus.PENDING, attempts=0, failure="", comment="", **RELEASED
        )
        if not rows:
            raise NotAllowedInThisState(_("No credential of this batch waits for that."))
        settle_batch(batch.pk)
        log_batch(batch, action, user=user, data={"rows": rows})
    return rows

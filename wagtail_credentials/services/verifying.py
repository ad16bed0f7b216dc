"""Is it genuine and current? From the record and the stored bytes, never from a flag alone."""

import hashlib
import logging
import uuid
from dataclasses import dataclass

from django.utils import timezone

from ..domain.statuses import CredentialStatus
from ..models import Credential

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """``state``: valid, expired, revoked, suspended, replaced, not_yet_valid, altered, unknown or could_not_check."""

    state: str
    credential: Credential | None = None


def verify_credential(identifier) -> Verdict:
    """The verdict on an id: a UUID, or text with or without dashes. What is not published is unknown."""
    try:
        wanted = identifier if isinstance(identifier, uuid.UUID) else uuid.UUID(str(identifier).strip())
    except ValueError:
        return Verdict("unknown")
    credential = _public().filter(uuid=wanted).first()
    return _verdict(credential) if credential else Verdict("unknown")


def verify_document(data: bytes) -> Verdict:
    """The verdict on a PDF file: a document of ours is known by its bytes, so a changed one is unknown."""
    credential = _public().filter(pdf_hash=hashlib.sha256(data).hexdigest()).first()
    return _verdict(credential) if credential else Verdict("unknown")


def _public():
    return Credential.objects.public().select_related("batch__group", "batch__template")


def _verdict(credential: Credential) -> Verdict:
    if credential.status != CredentialStatus.PUBLISHED:
        return Verdict(str(credential.status), credential)
    try:
        with credential.pdf.open("rb") as document:
            digest = hashlib.sha256(document.read()).hexdigest()
    except (OSError, ValueError):
        logger.exception("The document of credential %s cannot be read", credential.pk)
        return Verdict("could_not_check", credential)
    return Verdict(_state(credential, digest), credential)


def _state(credential: Credential, digest: str) -> str:
    if digest != credential.pdf_hash:
        return "altered"
    if credential.issued_on > timezone.localdate():
        return "not_yet_valid"
    return "expired" if credential.expired else "valid"

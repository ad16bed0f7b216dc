"""Is it genuine and current? From the record and the stored bytes, never from a flag alone."""

from dataclasses import dataclass

from ..models import Credential


@dataclass(frozen=True)
class Verdict:
    """``state``: valid, expired, revoked, suspended, not_yet_valid, altered, unknown, could_not_check."""

    state: str
    credential: Credential | None = None


def verify_credential(uuid) -> Verdict:
    """The verdict on an id (UUID or text, with or without dashes). Unpublished ones are unknown."""
    raise NotImplementedError


def verify_document(data: bytes) -> Verdict:
    """The verdict on a PDF file: known by its own bytes."""
    raise NotImplementedError

"""Names and addresses as people write them, and the keys under which two spellings are one person."""

import hashlib
import re
import unicodedata

SPACES = re.compile(r"\s+")


def normalise_text(value: str) -> str:
    """NFC, outer spaces off, inner white space folded to one space."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", value)).strip()


def fold(value: str) -> str:
    """The form in which two spellings are compared: compatible letters, no case."""
    return unicodedata.normalize("NFKC", normalise_text(value)).casefold()


def person_key(email: str, name: str) -> str:
    """64 hexadecimal digits that are equal for two spellings of one person."""
    return hashlib.sha256(f"{fold(email)}\n{fold(name)}".encode()).hexdigest()


def holder_key(group_id: int, person: str) -> str:
    """64 hexadecimal digits, unique among those who hold a credential of the group."""
    return hashlib.sha256(f"{group_id}\n{person}".encode()).hexdigest()

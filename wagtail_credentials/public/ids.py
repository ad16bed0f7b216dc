"""Credential IDs as people type, paste and scan them."""

import re
from uuid import UUID

#: Longer than any address somebody pastes; what is longer is not looked at.
LONGEST = 2000
# Word processors and mail programs turn hyphens into these.
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d"), "-")
IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
PATTERN = re.compile(
    r"(?<![0-9a-f])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])"
)


def read_id(text: str) -> UUID | None:
    """The ID in ``text``, with or without hyphens, broken over lines or inside a whole web address; else None."""
    if len(text) > LONGEST:
        return None
    plain = "".join(text.translate(DASHES).translate(IGNORED).split()).lower()
    found = PATTERN.findall(plain)
    return UUID("".join(found[-1])) if found else None

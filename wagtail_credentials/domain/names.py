"""Names and addresses as people write them, and the keys under which two spellings are one person."""

import hashlib
import re
import unicodedata
from functools import lru_cache

#: What no value may hold: control characters (tab and line breaks apart, they count as spaces), line and paragraph
#: separators, bidi overrides and isolates, lone surrogates, what programs put where a letter was lost, non-characters.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]"
)
#: Scripts whose letters look alike; two of them in one word are a slip or a trick.
LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK")


def normalise_text(value: str) -> str:
    """NFC, outer spaces off, inner white space folded to one space."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return " ".join(value.split())


def normalise_lines(value: str) -> str:
    """As ``normalise_text``, but line breaks stay, as ``\\n``."""
    return "\n".join(normalise_text(line) for line in value.splitlines()).strip()


def fold(value: str) -> str:
    """The form in which two spellings are compared: compatible letters, nothing invisible, no case."""
    if value.isascii():
        return normalise_text(value).casefold()
    folded = unicodedata.normalize("NFKC", normalise_text(value)).casefold()
    if not folded.isprintable():
        folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return normalise_text(folded)


def person_key(email: str, name: str) -> str:
    """64 hexadecimal digits that are equal for two spellings of one person."""
    return hashlib.sha256(f"{fold(email)}\n{fold(name)}".encode()).hexdigest()


def invisible(value: str) -> bool:
    """Something stands there, but nobody can see it: joiners, soft hyphens, fillers, variation selectors only."""
    return bool(value) and not any(
        c.isprintable()
        and not c.isspace()
        and c not in "\u115f\u1160\u3164\uffa0\u2800"
        and unicodedata.category(c) not in ("Mn", "Me")
        for c in value
    )


def mixed_scripts(name: str) -> list[str]:
    """The scripts that a single word of the name mixes, such as ["CYRILLIC", "LATIN"]; else an empty list."""
    if name.isascii():
        return []
    for word in re.split(r"[\s'’.-]+", name):
        if not word.isascii():
            scripts = {_script(c) for c in word if c.isalpha()}.intersection(LOOKALIKES)
            if len(scripts) > 1:
                return sorted(scripts)
    return []


@lru_cache(1024)
def _script(letter: str) -> str:
    """The first word of its name, such as "LATIN"."""
    return unicodedata.name(letter, "").partition(" ")[0]


def shown(value: str, length: int = 100) -> str:
    """The value for a message: what cannot be seen or stored written as [U+202E], cut to ``length`` characters."""
    readable = REFUSED.sub(lambda match: f"[U+{ord(match.group()):04X}]", value)
    return readable if len(readable) <= length else readable[: length - 1] + "…"

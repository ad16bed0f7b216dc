"""Placeholders of a design: a fixed list, replaced once, never looked for again in what was filled in.

``[recipient.name]`` is a value; ``[field.grade]`` a template's own field. Text in square brackets that does not look
like ``[word.word]`` is left as it stands.
"""

import re

from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\[([a-z_]+)\.([a-z0-9_]+)\]")

LABELS = {
    "recipient.name": _("Recipient's name"),
    "recipient.email": _("Recipient's e-mail"),
    "recipient.id": _("Recipient's own ID"),
    "group.title": _("Title of the group"),
    "group.description": _("Description of the group"),
    "group.criteria": _("Criteria of the group"),
    "issuer.name": _("Issuer's name"),
    "issuer.url": _("Issuer's web site"),
    "credential.id": _("Credential ID"),
    "credential.url": _("Permanent address"),
    "credential.issued_on": _("Date of issue"),
    "credential.expires_on": _("Date of expiry"),
}


def unknown_placeholders(text: str, field_names=None) -> set[str]:
    """The placeholders in ``text`` that nothing fills. ``field_names`` None: any ``[field.…]`` is let pass."""
    found = {".".join(match) for match in PLACEHOLDER.findall(text)}
    own = {name for name in found if name.startswith("field.")}
    unknown = found - own - set(LABELS)
    return unknown if field_names is None else unknown | {n for n in own if n.removeprefix("field.") not in field_names}


def filled_lines(text: str, values: dict[str, str]) -> list[list[tuple[str, bool]]]:
    """``text`` line by line, each a list of (piece, whether it was filled in).

    A line whose placeholders are all empty is left out: "Grade: [field.grade]" says nothing where there is no grade.
    """
    lines = (list(_pieces(line, values)) for line in text.splitlines())
    return [line for line in lines if not _says_nothing(line)]


def fill(text: str, values: dict[str, str]) -> str:
    """``text`` with every known placeholder replaced by its value (plain text in, plain text out)."""
    return "\n".join("".join(piece for piece, _filled in line) for line in filled_lines(text, values))


def _pieces(line, values):
    end = 0
    for match in PLACEHOLDER.finditer(line):
        value = values.get(".".join(match.groups()))
        if value is not None:
            yield line[end : match.start()], False
            yield value, True
            end = match.end()
    yield line[end:], False


def _says_nothing(line):
    filled = [piece for piece, is_value in line if is_value]
    return bool(filled) and not any(piece.strip() for piece in filled)

"""Placeholders of a design: a fixed list, replaced once, never looked for again in what was filled in.

``[recipient.name]`` is a value; ``[field.grade]`` a template's own field. Behind a bar stands how it is written:
``[recipient.name|upper]``, ``[credential.issued_on|j F Y]`` (Django's letters for dates). Text in square brackets that
does not look like ``[word.word]`` is left as it stands.
"""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .languages import in_language

PLACEHOLDER = re.compile(r"\[([a-z_]+)\.([a-z0-9_]+)(?:\|([^\[\]|\n]{1,40}))?\]")
#: How any value may be written.
CASES = {"upper": str.upper, "lower": str.lower}

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


#: Those that are days, which a date format may be said for; fields of a template may be days too.
DAYS = ("credential.issued_on", "credential.expires_on")


class Day(str):
    """A day as it is written out, which can be written in another format, too."""

    day: date
    language: str

    @classmethod
    def written(cls, text: str, day: date, language: str) -> "Day":
        written = cls(text)
        written.day, written.language = day, language
        return written

    def as_format(self, style: str) -> str:
        """In a format of Django's letters, in the language of the document."""
        with in_language(self.language):
            return date_format(self.day, style)


def unknown_placeholders(text: str, field_names=None) -> set[str]:
    """The placeholders in ``text`` that nothing fills, or not so. ``field_names`` None: any ``[field.…]`` passes."""
    found = {(f"{kind}.{name}", style) for kind, name, style in PLACEHOLDER.findall(text)}
    return {_named(name, style) for name, style in found if not _is_known(name, style, field_names)}


def _named(name, style):
    return f"{name}|{style}" if style else name


def _is_known(name, style, field_names):
    own = name.startswith("field.")
    known = name in LABELS or (own and (field_names is None or name.removeprefix("field.") in field_names))
    return known and (not style or style in CASES or own or name in DAYS)


def _styled(value, style):
    """The value as the placeholder wants it written; a value of another kind stays as it is."""
    if style in CASES:
        return CASES[style](value)
    return value.as_format(style) if style and isinstance(value, Day) else value


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
        kind, name, style = match.groups()
        value = values.get(f"{kind}.{name}")
        if value is not None:
            yield line[end : match.start()], False
            yield _styled(value, style), True
            end = match.end()
    yield line[end:], False


def _says_nothing(line):
    filled = [piece for piece, is_value in line if is_value]
    return bool(filled) and not any(piece.strip() for piece in filled)

"""What the placeholders of a design say for one recipient."""

import re
from datetime import date

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy as _

from .columns import EMAIL, EXPIRES_ON, ISSUED_ON, NAME, RECIPIENT_ID, STANDARD, Column, FieldType
from .languages import in_language
from .placeholders import Day

#: A month cut short in a date format ("N" and "M", not behind a backslash): a certificate writes it out.
SHORT_MONTH = re.compile(r"(?<!\\)[NM]")

#: What a preview says of group and issuer where none is known.
SAMPLE_FACTS = {
    "group.title": _("Introduction to Botany"),
    "group.description": _("Twelve weeks of field work, laboratory and drawing."),
    "group.criteria": _("All assignments handed in and the final examination passed."),
    "issuer.name": _("The Open School"),
    "issuer.url": "https://school.example.org",
}
SAMPLE_UUID = "0d9f8a52-6a0e-4c8b-9c1b-5f3f6a7b8c9d"
SAMPLE_URL = f"https://school.example.org/c/{SAMPLE_UUID}/"
LONGEST_NAME = (
    "Maria Wilhelmina Alexandrine von Hohenstein-Württemberg de la Concepción Fernández y "
    "Ramírez Papadopoulos-Konstantinides"
)


def placeholder_values(
    row: dict[str, str], facts: dict[str, str], *, uuid: str, url: str, language: str, columns: list[Column]
) -> dict[str, str]:
    """What each placeholder says, by its name: ``recipient.name``, ``field.grade``…; "" where nothing is known.

    ``row`` holds the normalised strings of one sheet row (dates as ``2026-11-21``), ``facts`` what is known of group
    and issuer. Dates are written out in ``language``.
    """
    with in_language(language):
        own = {f"field.{c.name}": _written(row.get(c.name, ""), c, language) for c in columns if c.name not in STANDARD}
        return {
            **dict.fromkeys(SAMPLE_FACTS, ""),
            **{name: str(value) for name, value in facts.items()},
            "recipient.name": row.get(NAME, ""),
            "recipient.email": row.get(EMAIL, ""),
            "recipient.id": row.get(RECIPIENT_ID, ""),
            "credential.id": str(uuid),
            "credential.url": url,
            "credential.issued_on": long_date(row.get(ISSUED_ON, ""), language),
            "credential.expires_on": long_date(row.get(EXPIRES_ON, ""), language),
            **own,
        }


def long_date(text: str, language: str = "") -> str:
    """``2026-11-21`` with its month written out as the active language does; text that is no date as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return Day.written(date_format(day, SHORT_MONTH.sub("F", get_format("DATE_FORMAT"))), day, language)


def _written(value, column, language):
    return long_date(value, language) if column.type == FieldType.DATE else value


def sample_row(columns: list[Column], mode: str = "sample") -> dict[str, str]:
    """A row that a sheet could hold. ``mode``: ``sample``, or ``longest`` for the longest plausible name and values."""
    longest = mode == "longest"
    row = {column.name: _longest(column) if longest else _sample(column) for column in columns}
    name = {NAME: LONGEST_NAME} if longest else {}
    return {**row, **name, ISSUED_ON: "2026-09-30", EXPIRES_ON: "2028-09-30", RECIPIENT_ID: "2026-0042"}


def _sample(column):
    samples = {FieldType.NUMBER: "42", FieldType.DATE: "2026-09-30", FieldType.URL: "https://school.example.org/work"}
    choice = column.choices[0] if column.choices else ""
    email = "zoe@example.org" if column.type == FieldType.EMAIL else ""
    return column.example or choice or email or samples.get(column.type) or str(column.label)


def _longest(column):
    if column.choices:
        return max(column.choices, key=len)
    if column.type not in (FieldType.TEXT, FieldType.LONG_TEXT):
        return _sample(column)
    limit = column.max_length or (60 if column.type == FieldType.TEXT else 300)
    sample = _sample(column)
    if len(sample) >= limit:
        return sample[:limit]
    return (f"{sample} " * (limit // (len(sample) + 1))).strip()

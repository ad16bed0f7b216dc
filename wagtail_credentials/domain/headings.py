"""Which heading of a sheet is which column: by name or label, whatever its case, spaces, _ and -."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import override

from .columns import Column, Problem
from .names import fold, shown

IGNORED = re.compile(r"[\s_\-‐‑–]+")


def heading_key(heading: str) -> str:
    """The form in which headings are compared."""
    return IGNORED.sub("", fold(heading))


def match_headings(headings: list[str], columns: list[Column]) -> dict[int, str]:
    """{position in the sheet: name of the column}; what matches nothing is left out, what repeats stays in."""
    known = _keys(columns)
    matches = ((position, known.get(heading_key(heading))) for position, heading in enumerate(headings))
    return {position: name for position, name in matches if name}


def _keys(columns: list[Column]) -> dict[str, str]:
    """{key: name}. A name wins over another column's label, a label over its English original."""
    known = {}
    with override("en"):
        for column in columns:
            known[heading_key(str(column.label))] = column.name
    known |= {heading_key(str(column.label)): column.name for column in columns}
    return known | {heading_key(column.name): column.name for column in columns}


def heading_problems(headings: list[str], columns: list[Column], line: int) -> list[Problem]:
    """What makes the whole sheet unusable: columns that are missing, or there twice. ``line`` is the headings' own."""
    found = list(match_headings(headings, columns).values())
    problems = [
        Problem(line, name, "repeated_column", _("The column “%(name)s” is there twice. Delete one.") % {"name": name})
        for name in dict.fromkeys(name for name in found if found.count(name) > 1)
    ]
    there = ", ".join(shown(heading, 40) for heading in headings if heading.strip()) or "–"
    message = _("The column “%(name)s” is missing. Line %(line)d, where the headings should stand, has: %(there)s")
    return problems + [
        Problem(line, c.name, "missing_column", message % {"name": c.name, "line": line, "there": there[:500]})
        for c in columns
        if c.required and c.name not in found
    ]


def ignored_headings(headings: list[str], columns: list[Column]) -> list[str]:
    """Headings of columns that nobody asked for."""
    found = match_headings(headings, columns)
    return [heading for position, heading in enumerate(headings) if heading.strip() and position not in found]

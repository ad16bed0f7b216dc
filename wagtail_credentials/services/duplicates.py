"""Persons who are there twice in a sheet, or hold a credential of the group already."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..domain.columns import EMAIL, NAME, Problem, Row
from ..domain.names import fold, mixed_scripts, person_key
from ..domain.statuses import HELD
from ..domain.verdicts import DuplicateRule
from ..models import Credential

#: Keys asked for at once; databases limit how many a query may name.
AT_ONCE = 500


@dataclass
class Duplicates:
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_duplicates(rows: list[Row], group=None) -> Duplicates:
    """Lines of those who are there already, handled as the group's rule says; no group: told, and let pass."""
    found = Duplicates(notes=[*shared_addresses(rows), *mixed_names(rows)])
    rule = group.duplicate_rule if group else DuplicateRule.WARN
    if rule == DuplicateRule.ALLOW:
        return found
    keys = {row.line: person_key(row.values[EMAIL], row.values[NAME]) for row in rows}
    first, held = {}, holders(set(keys.values()), group)
    for row in rows:
        problem = _problem(row, first.setdefault(keys[row.line], row.line), keys[row.line] in held)
        if problem:
            found.lines.append(row.line)
            found.problems += [problem] if rule == DuplicateRule.REFUSE else []
    if found.lines and rule == DuplicateRule.WARN:
        found.notes.insert(0, _warning(found.lines))
    return found


def _problem(row, first, holds):
    if first != row.line:
        message = _("The same person stands on line %(line)d. Delete one of the two lines.") % {"line": first}
        return Problem(row.line, NAME, "duplicate", message, row.values[NAME])
    if holds:
        message = _("This person holds a credential of the group already. Delete the line, or revoke the other one.")
        return Problem(row.line, NAME, "already_holds", message, row.values[NAME])
    return None


def _warning(lines):
    numbers = listed(lines)
    return ngettext(
        "A person who is there already will get a second credential: line %s.",
        "Persons who are there already will get a second credential: lines %s.",
        len(lines),
    ) % (numbers)


def holders(keys: set[str], group) -> set[str]:
    """Those of the persons' keys that hold, or are about to hold, a credential of the group."""
    if not group:
        return set()
    ordered = sorted(keys)
    parts = (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
    held = Credential.objects.filter(batch__group=group, status__in=HELD)
    return {key for part in parts for key in held.filter(person_key__in=part).values_list("person_key", flat=True)}


def shared_addresses(rows: list[Row]) -> list[str]:
    """A note where different people have one address: nothing is wrong with that."""
    lines, names = {}, {}
    for row in rows:
        address = fold(row.values[EMAIL])
        lines.setdefault(address, []).append(row.line)
        names.setdefault(address, set()).add(fold(row.values[NAME]))
    shared = [lines[address] for address in lines if len(names[address]) > 1]
    return [_("Different people share an address on lines %s.") % listed(group) for group in shared[:20]]


def mixed_names(rows: list[Row]) -> list[str]:
    """A note where a word of a name mixes letters that look alike: а for a."""
    lines = [row.line for row in rows if mixed_scripts(row.values[NAME])]
    if not lines:
        return []
    note = _("Letters of different scripts that look alike are mixed in one name; look closely: line %s.")
    return [note % listed(lines)]


def listed(lines: list[int]) -> str:
    """The first of the line numbers."""
    return ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")

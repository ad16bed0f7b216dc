"""Persons whom a change would make hold a group's credential twice, where the group lets nobody."""

from django.utils.translation import gettext as _

from ..domain.columns import EMAIL, NAME, Problem
from ..domain.names import person_key, shown
from ..models import Credential
from .comparing import CORRECTED, REPLACED, Change
from .reviewing import holder_key

#: Keys asked for at once; databases limit how many a query may name.
AT_ONCE = 500


def second_holders(changes: list[Change]) -> list[Problem]:
    """The problems of changes that would give a person a second credential."""
    wanted, problems = {}, []
    for change in changes:
        if key := _wanted(change):
            if key in wanted:
                problems.append(_second_holder(change))
            wanted.setdefault(key, change)
    # Whoever is replaced holds the place until the other one is published.
    leaving = {change.credential.pk for change in wanted.values() if change.effect == CORRECTED}
    return problems + [_second_holder(wanted[key]) for key, pk in _held(sorted(wanted)) if pk not in leaving]


def _wanted(change: Change) -> str | None:
    """The place that the credential, or its copy, comes to hold; None where it has none or keeps it."""
    record, values = change.credential, change.values
    if not {NAME, EMAIL} & set(change.columns):
        return None
    if change.effect == REPLACED:
        record = Credential(batch=record.batch, replaces=record)
    key = holder_key(record, person_key(values[EMAIL], values[NAME]))
    return key if key != change.credential.holder_key else None


def _held(keys):
    for start in range(0, len(keys), AT_ONCE):
        part = Credential.objects.filter(holder_key__in=keys[start : start + AT_ONCE])
        yield from part.values_list("holder_key", "pk")


def _second_holder(change):
    cell = next(cell for cell in change.cells if cell.column in (NAME, EMAIL))
    message = _("This person holds a credential of the group already. Look which of the two is right.")
    return Problem(change.line, cell.column, "already_holds", message, shown(cell.new))

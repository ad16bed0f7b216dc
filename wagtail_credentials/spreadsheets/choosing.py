"""Which of a file's sheets is read, and what is said about what its author may not see."""

from django.utils.translation import gettext as _

from ..domain.names import fold, shown
from .tables import reject


def choose_sheet(sheets: list[tuple[str, bool]], active: int, wanted: str = "") -> tuple[int, list[str]]:
    """The position in [(name, visible)] of the one wanted by name, else in front, else the first to be seen.

    And notes on the others. Raises ``SheetRejected`` where none that can be seen has the name.
    """
    visible = [position for position, (_name, seen) in enumerate(sheets) if seen]
    if not visible:
        reject("no_sheet", _("The file has no sheet that can be seen."))
    if wanted:
        active = _named(wanted, sheets, visible)
    chosen = active if active in visible else visible[0]
    # Sheets of our own templates whose names begin with _ hold lists of choices.
    others = [sheet for n, sheet in enumerate(sheets) if n != chosen and (sheet[1] or not sheet[0].startswith("_"))]
    if not others:
        return chosen, []
    names = {"name": shown(sheets[chosen][0], 40), "others": listed(others)}
    return chosen, [_("Only the sheet “%(name)s” was read, not: %(others)s.") % names]


def _named(wanted, sheets, visible):
    """The first of the visible ones that is called so, letter for letter or else in any case."""
    for spelling in (str, fold):
        for position in visible:
            if spelling(sheets[position][0]) == spelling(wanted):
                return position
    message = _("No sheet that can be seen is called “%(name)s”. There are: %(names)s.")
    names = listed([sheets[position] for position in visible])
    return reject("no_such_sheet", message % {"name": shown(wanted, 40), "names": names}, value=wanted)


def listed(sheets: list[tuple[str, bool]]) -> str:
    """The names of the first twenty, as they can be shown, and which of them are hidden."""
    names = (shown(name, 40) if visible else _("%s (hidden)") % shown(name, 40) for name, visible in sheets[:20])
    return ", ".join(names) + (" …" if len(sheets) > 20 else "")


def hidden_note(lines: list[int]) -> list[str]:
    """Say aloud that rows were read which the author may not see."""
    if not lines:
        return []
    numbers = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
    return [_("Hidden lines were read too: %(lines)s.") % {"lines": numbers}]

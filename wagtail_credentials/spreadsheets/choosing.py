"""Which of a file's sheets is read, and what is said about what its author may not see."""

from django.utils.translation import gettext as _

from ..domain.names import shown
from .tables import reject


def choose_sheet(sheets: list[tuple[str, bool]], active: int) -> tuple[int, list[str]]:
    """The position in [(name, visible)] of the one in front, else the first to be seen; and notes on the others."""
    visible = [position for position, (_name, seen) in enumerate(sheets) if seen]
    if not visible:
        reject("no_sheet", _("The file has no sheet that can be seen."))
    chosen = active if active in visible else visible[0]
    # Sheets of our own templates whose names begin with _ hold lists of choices.
    others = [name for n, (name, seen) in enumerate(sheets) if n != chosen and (seen or not name.startswith("_"))]
    if not others:
        return chosen, []
    listed = ", ".join(shown(name, 40) for name in others[:20]) + (" …" if len(others) > 20 else "")
    names = {"name": shown(sheets[chosen][0], 40), "others": listed}
    return chosen, [_("Only the sheet “%(name)s” was read, not: %(others)s.") % names]


def hidden_note(lines: list[int]) -> list[str]:
    """Say aloud that rows were read which the author may not see."""
    if not lines:
        return []
    numbers = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
    return [_("Hidden lines were read too: %(lines)s.") % {"lines": numbers}]

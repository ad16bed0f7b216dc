"""What a sheet of corrections would change: cell for cell against what the credentials say."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..domain.columns import ISSUED_ON, Column, FieldType, Problem
from ..domain.names import normalise_lines, normalise_text, shown
from ..domain.statuses import IN_QUEUE, REPLACEABLE, CredentialStatus
from ..domain.values import check_values
from ..models import Credential
from .checking import bounded
from .reviewing import CORRECTABLE
from .sheet_columns import Headings

#: What becomes of a credential: it is generated again, or another one takes its place.
CORRECTED, REPLACED = "corrected", "replaced"


@dataclass(frozen=True)
class Cell:
    """``column`` is the name of a column, ``old`` and ``new`` its value as it is kept."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """``values`` are all of the credential's, as they will be; ``cells`` those that change."""

    line: int
    credential: Credential = field(compare=False)
    cells: tuple[Cell, ...]
    values: dict[str, str] = field(compare=False)

    @property
    def effect(self) -> str:
        return REPLACED if self.credential.status in REPLACEABLE else CORRECTED

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(cell.column for cell in self.cells)


def compare_row(
    line: int, cells: list[str], credential: Credential, columns: list[Column], headings: Headings, date_format: str
) -> tuple[Change | None, list[Problem]]:
    """What the row would change, None for nothing, or why it cannot."""
    written, old = _written(cells, credential, columns, headings), credential.row
    problems = _foreign_values(line, cells, columns, headings)
    if not written:
        return None, problems
    kept, wrong = check_values(bounded(columns), {**old, **written}, line, date_format)
    problems += [problem for problem in wrong if problem.column in written or problem.code == "expires_first"]
    if problems:
        return None, problems
    values = {**old, **{name: kept[name] for name in written}}
    changed = tuple(
        Cell(column.name, old.get(column.name, ""), values[column.name])
        for column in columns
        if column.name in written and values[column.name] != old.get(column.name, "")
    )
    if not changed:
        return None, []
    change = Change(line, credential, changed, values)
    hindered = hindrance(change)
    return (None, [hindered]) if hindered else (change, [])


def _written(cells, credential, columns, headings) -> dict[str, str]:
    """The cells that do not say what the credential says. Once issued, it keeps a date of issue: else its batch's."""
    old, texts = credential.row, {name: cells[position] for position, name in headings.of(columns).items()}
    if credential.batch.issued_on and not texts.get(ISSUED_ON, "x").strip():
        texts[ISSUED_ON] = credential.batch.issued_on.isoformat()
    return {
        column.name: texts[column.name]
        for column in columns
        if column.name in texts and not _same(column, texts[column.name], old.get(column.name, ""))
    }


def _same(column, written, old):
    """Nothing was changed on the way, but for white space that no value keeps."""
    normalise = normalise_lines if column.type == FieldType.LONG_TEXT else normalise_text
    return written == old or normalise(written) == normalise(old)


def _foreign_values(line, cells, columns, headings):
    """Values in columns that templates of other rows have, and this one's has not."""
    own, known = headings.of(columns), headings.of_all()
    message = _("The template of this credential has no such column. Empty the cell.")
    return [
        Problem(line, known[n], "no_such_field", message, shown(cells[n]))
        for n in known
        if n not in own and cells[n].strip()
    ]


def hindrance(change: Change) -> Problem | None:
    """Why the credential cannot be changed in the state it is in."""
    credential, column = change.credential, change.cells[0]

    def problem(code, message):
        return Problem(change.line, column.column, code, message, shown(column.new))

    if credential.status in IN_QUEUE:
        return problem("in_queue", _("The queue is at work on this credential. Wait until it is done."))
    if credential.status == CredentialStatus.REPLACED:
        return problem("replaced", _("This credential was replaced already. Correct the one that took its place."))
    if credential.status == CredentialStatus.SUSPENDED:
        return problem("suspended", _("This credential is suspended. Lift the suspension first."))
    if credential.status not in (*CORRECTABLE, *REPLACEABLE):
        message = _("This credential is at “%(status)s” and cannot be changed any more.")
        return problem("final", message % {"status": credential.get_status_display()})
    if credential.status in REPLACEABLE and credential.correction_under_way:
        return problem("under_way", _("Another one is about to take its place. Publish that one, or drop it, first."))
    if credential.status in REPLACEABLE and credential.expired:
        return problem("expired", _("This credential has expired and cannot be changed any more. Issue a new one."))
    return None


def second_lines(found: dict[int, Credential]) -> list[Problem]:
    """Lines that speak of one credential: none of them is applied, since only one can be meant."""
    lines = defaultdict(list)
    for line, credential in found.items():
        lines[credential.pk].append(line)
    message = _("The same credential stands on lines %(lines)s. Leave one of them.")
    return [
        Problem(line, "", "repeated", message % {"lines": ", ".join(map(str, each[:20]))})
        for each in lines.values()
        if len(each) > 1
        for line in each
    ]

"""What a sheet of corrections would change: cell for cell against what the credentials say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..domain.columns import EMAIL, ISSUED_ON, NAME, Column, FieldType, Problem
from ..domain.headings import heading_key, match_headings
from ..domain.names import normalise_lines, normalise_text, person_key, shown
from ..domain.round_trip import is_ours
from ..domain.statuses import IN_QUEUE, REPLACEABLE, CredentialStatus
from ..domain.values import check_values
from ..models import Credential
from ..spreadsheets.tables import Table
from .checking import bounded
from .reviewing import CORRECTABLE

#: What becomes of a credential: it is generated again, or another one takes its place.
CORRECTED, REPLACED = "corrected", "replaced"
#: Keys asked for at once; databases limit how many a query may name.
AT_ONCE = 500


def _twice(name, positions):
    return [*positions.values()].count(name) > 1


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


class Headings:
    """Which column of the sheet is which column of each template whose credentials the sheet speaks of."""

    def __init__(self, table: Table, templates: Iterable[list[Column]]):
        self.table, self.found = table, {}
        self.headings = ["" if is_ours(heading) else heading for heading in table.headings]
        different = {id(columns): columns for columns in templates}
        names = {heading_key(column.name) for columns in different.values() for column in columns}
        for number, columns in different.items():
            self.found[number] = self._match(columns, names - {heading_key(column.name) for column in columns})

    def _match(self, columns, foreign) -> dict[int, str]:
        """A heading that is a name in another template is not taken for a label in this one."""
        own = ["" if heading_key(heading) in foreign else heading for heading in self.headings]
        return match_headings(own, columns)

    def of(self, columns: list[Column]) -> dict[int, str]:
        """{position: name of the column}"""
        return self.found[id(columns)]

    def of_all(self) -> dict[int, str]:
        """The same for the columns of all templates."""
        return {position: name for positions in self.found.values() for position, name in positions.items()}

    def repeated(self) -> list[Problem]:
        """Columns that stand there twice: which of the two holds is not ours to guess."""
        names = [name for positions in self.found.values() for name in positions.values() if _twice(name, positions)]
        message = _("The column “%(name)s” is there twice. Delete one.")
        line = self.table.heading_line
        return [Problem(line, name, "repeated_column", message % {"name": name}) for name in dict.fromkeys(names)]

    def ignored(self) -> list[str]:
        """Headings that no template of any row knows."""
        known = self.of_all()
        return [heading for n, heading in enumerate(self.headings) if heading.strip() and n not in known]


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
    if credential.status not in (*CORRECTABLE, *REPLACEABLE):
        message = _("This credential is at “%(status)s” and cannot be changed any more.")
        return problem("final", message % {"status": credential.get_status_display()})
    if credential.status in REPLACEABLE and credential.correction_under_way:
        return problem("under_way", _("A correction of it is under way already. Publish that one, or drop it, first."))
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


def second_holders(changes: list[Change]) -> list[Problem]:
    """Changes that would make a person hold a group's credential twice, where the group lets nobody."""
    wanted, problems = {}, []
    for change in changes:
        if key := holder_key(change):
            if key in wanted:
                problems.append(_second_holder(change))
            wanted.setdefault(key, change)
    # Whoever is replaced holds the place until the other one is published.
    leaving = {change.credential.pk for change in wanted.values() if change.effect == CORRECTED}
    return problems + [_second_holder(wanted[key]) for key, pk in _held(sorted(wanted)) if pk not in leaving]


def holder_key(change: Change) -> str | None:
    """The key that the credential will have, None where it has none or keeps it."""
    credential, values = change.credential, change.values
    if not credential.holder_key or not {NAME, EMAIL} & set(change.columns):
        return None
    key = f"{credential.batch.group_id}:{person_key(values[EMAIL], values[NAME])}"
    return key if key != credential.holder_key else None


def _held(keys):
    for start in range(0, len(keys), AT_ONCE):
        part = Credential.objects.filter(holder_key__in=keys[start : start + AT_ONCE])
        yield from part.values_list("holder_key", "pk")


def _second_holder(change):
    cell = next(cell for cell in change.cells if cell.column in (NAME, EMAIL))
    message = _("This person holds a credential of the group already. Look which of the two is right.")
    return Problem(change.line, cell.column, "already_holds", message, shown(cell.new))

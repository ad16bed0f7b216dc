"""A sheet of corrections: kept until it is applied, compared with what was issued, applied as it was shown."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..conf import conf
from ..domain.columns import CREDENTIAL_ID, EMAIL, RECIPIENT_ID, Problem, columns_for
from ..domain.headings import match_headings
from ..domain.names import shown
from ..domain.reading import AS_FOUND, ReadingOptions
from ..domain.round_trip import is_credential_id
from ..exceptions import NotAllowedInThisState, ReviewOutdated, RowsInvalid, SheetRejected
from ..models import Update
from ..spreadsheets.reader import read_sheet
from ..spreadsheets.tables import Table
from .colliding import second_holders
from .comparing import CORRECTED, REPLACED, Change, compare_row, second_lines
from .frozen_columns import columns_of
from .matching import match_rows, scope_of
from .replacing import make_replacements
from .reviewing import correct_many
from .sheet_columns import Headings
from .staging import shown_name, stored_name

#: Sheets that nobody applied or discarded are deleted after so long: they hold personal data.
KEPT = timedelta(days=1)
GONE = gettext_lazy("This sheet was applied or discarded already.")


@dataclass
class UpdateCheck:
    """What an update would do. ``rejected``: the file as a whole cannot be used, ``problems`` say why.

    ``changes`` have none of the lines that a problem names. ``unchanged`` counts rows that say what is so already.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    rejected: bool = False

    def of_effect(self, effect: str) -> list[Change]:
        return [change for change in self.changes if change.effect == effect]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the changes as they are shown: what is applied is what was seen."""
        seen = [
            [change.line, change.credential.pk, change.effect, [[c.column, c.old, c.new] for c in change.cells]]
            for change in self.changes
        ]
        lines = sorted({problem.line for problem in self.problems})
        return hashlib.sha256(json.dumps([seen, lines], ensure_ascii=False).encode()).hexdigest()


def start_update(
    data: bytes, filename: str, *, user=None, batch=None, group=None, options: ReadingOptions = AS_FOUND
) -> Update:
    """Keep a sheet of corrections to a batch, to a group, or to all that the user may issue. Nothing is changed."""
    delete_leftovers()
    update = Update(
        source_name=shown_name(filename), reading=asdict(options), batch=batch, group=group, created_by=user
    )
    update.source.save(stored_name(filename), ContentFile(data), save=False)
    try:
        update.save()
    except BaseException:
        conf.storage.delete(update.source.name)
        raise
    return update


def delete_leftovers() -> None:
    """Delete the sheets that were left lying for a day."""
    for update in Update.objects.filter(created_at__lt=timezone.now() - KEPT):
        _delete(update)


def discard_update(update: Update) -> None:
    """Delete the sheet; nothing of it happens. Twice does no more."""
    _delete(update)


@transaction.atomic
def _delete(update) -> bool:
    """Delete the record, and once that is sure the file. False where somebody else did."""
    name = update.source.name
    deleted, _rows = Update.objects.filter(pk=update.pk).delete()
    if deleted:
        transaction.on_commit(lambda: conf.storage.delete(name))
    return bool(deleted)


def check_update(update: Update) -> UpdateCheck:
    """What the sheet would change within the update's scope. Nothing is changed, and bad input raises nothing.

    Raises ``NotAllowedInThisState`` where the sheet was just applied or discarded.
    """
    options = ReadingOptions(**update.reading)
    try:
        with update.source.open("rb") as source:
            data = source.read()
        table = read_sheet(data, update.source_name, options)
        problems = _heading_problems(table)
        rows = {} if problems else dict(table.rows)
    except SheetRejected as rejected:
        return UpdateCheck(problems=rejected.problems, rejected=True)
    except FileNotFoundError:
        raise NotAllowedInThisState(GONE) from None
    if not rows:
        problems = problems or [Problem(table.heading_line, "", "no_rows", _("No rows stand under the headings."))]
        return UpdateCheck(problems=problems, rejected=True, notes=table.notes)
    return _compare(table, rows, update, options.date_format)


def _key_positions(table: Table) -> dict[str, list[int]]:
    """{column by which rows are matched: its positions in the sheet}"""
    standard = match_headings(table.headings, columns_for([]))
    positions = {CREDENTIAL_ID: [n for n, heading in enumerate(table.headings) if is_credential_id(heading)]}
    for column in (RECIPIENT_ID, EMAIL):
        positions[column] = [n for n, name in standard.items() if name == column]
    return positions


def _heading_problems(table: Table) -> list[Problem]:
    positions, line = _key_positions(table), table.heading_line
    repeated = _("The column “%(name)s” is there twice. Delete one.")
    problems = [
        Problem(line, name, "repeated_column", repeated % {"name": name})
        for name, found in positions.items()
        if len(found) > 1
    ]
    if not any(positions.values()):
        message = _("No column says which credential a row speaks of. It takes credential_id, recipient_id or email.")
        problems.append(Problem(line, CREDENTIAL_ID, "missing_column", message))
    return problems


def _compare(table: Table, rows: dict[int, list[str]], update: Update, date_format: str) -> UpdateCheck:
    keys = {name: found[0] for name, found in _key_positions(table).items() if found}
    matched = match_rows(
        {line: {name: cells[n] for name, n in keys.items()} for line, cells in rows.items()}, scope_of(update)
    )
    batches = {credential.batch_id: credential.batch for credential in matched.found.values()}
    columns = columns_of(batches.values())
    headings = Headings(table, columns.values())
    if repeated := headings.repeated():
        return UpdateCheck(problems=repeated, rejected=True, notes=table.notes)
    check = UpdateCheck(notes=list(table.notes), problems=_unread(table, headings))
    unread = {problem.line for problem in check.problems}
    found = {line: credential for line, credential in matched.found.items() if line not in unread}
    check.problems += [problem for problem in matched.problems if problem.line not in unread]
    check.problems += second_lines(found)
    bad = {problem.line for problem in check.problems}
    for line, credential in found.items():
        if line not in bad:
            own = columns[credential.batch_id]
            _add(check, compare_row(line, rows[line], credential, own, headings, date_format))
    return _conclude(check, headings)


def _add(check, compared):
    change, problems = compared
    check.problems += problems
    if change:
        check.changes.append(change)
    elif not problems:
        check.unchanged += 1


def _unread(table, headings) -> list[Problem]:
    """The reader's problems under the names of columns; those of columns that nobody asks for do not matter."""
    names = {table.headings[position]: name for position, name in headings.of_all().items()}
    names |= {heading: CREDENTIAL_ID for heading in table.headings if is_credential_id(heading)}
    known = (problem for problem in table.problems if not problem.column or problem.column in names)
    return [replace(problem, column=names.get(problem.column, "")) for problem in known]


def _conclude(check, headings) -> UpdateCheck:
    # Whoever may not change stays in the place that another would have taken.
    while second := second_holders(check.changes):
        check.problems += second
        lines = {problem.line for problem in second}
        check.changes = [change for change in check.changes if change.line not in lines]
    ignored = [shown(heading, 40) for heading in headings.ignored()]
    if ignored:
        check.notes.append(_("Columns that none of these credentials has were ignored: %s.") % ", ".join(ignored))
    check.problems.sort(key=lambda problem: problem.line)
    return check


@dataclass(frozen=True)
class Applied:
    """How many were ``corrected`` and ``replaced``; ``batches`` are the ids to enqueue."""

    corrected: int
    replaced: int
    batches: list[int]


def apply_update(update: Update, *, user=None, seen: str, partly: bool = False) -> Applied:
    """Correct what is not public, make replacements of what is; both wait for the queue (caller enqueues).

    ``seen`` is the ``fingerprint`` of the check that the user was shown, ``partly`` that lines with problems are to be
    left. Raises ``ReviewOutdated`` where something else would happen now, ``RowsInvalid`` with the problems,
    ``NotAllowedInThisState`` where the sheet was applied or discarded. The sheet is deleted afterwards.
    """
    with transaction.atomic():
        check = check_update(update)
        if not _delete(update):
            raise NotAllowedInThisState(GONE)
        if check.fingerprint != seen:
            raise ReviewOutdated(_("Something changed while you were looking. This is what would happen now."))
        if check.rejected or (check.problems and not partly):
            raise RowsInvalid(check.problems)
        corrected, replaced = check.of_effect(CORRECTED), check.of_effect(REPLACED)
        try:
            with transaction.atomic():
                batches = correct_many(corrected, user=user)
                batches += [batch.pk for batch in make_replacements(replaced, user=user)]
        except IntegrityError:
            raise ReviewOutdated(_("Somebody else changed these credentials just now. Look again.")) from None
    return Applied(len(corrected), len(replaced), batches)

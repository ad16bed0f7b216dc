"""Read a sheet, or rows typed in, and say what is wrong with it; keep what was found right as staged credentials."""

from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import EMAIL, NAME, Column, Problem, Row
from ..domain.headings import heading_problems, ignored_headings, match_headings
from ..domain.names import shown
from ..domain.reading import AS_FOUND, ReadingOptions
from ..domain.statuses import EDITABLE, BatchStatus, CredentialStatus
from ..domain.values import check_values
from ..exceptions import NotAllowedInThisState, SheetRejected
from ..models import Batch, CredentialTemplate
from ..spreadsheets.reader import read_sheet
from ..spreadsheets.resources import stage_rows
from ..spreadsheets.tables import Table
from .auditing import log_batch
from .batching import live_revision
from .duplicates import find_duplicates

ACCEPTED, ROW_ERRORS, REJECTED = "accepted", "row_errors", "rejected"


@dataclass
class Check:
    """``outcome``: "accepted", "row_errors" (some rows cannot be issued) or "rejected" (the whole file cannot be used).

    ``rows`` are all that were read; ``duplicates`` are lines of persons who are there already.
    """

    outcome: str = ACCEPTED
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reading: ReadingOptions = AS_FOUND

    @property
    def report(self) -> dict:
        """What a batch keeps of it."""
        problems = [problem.as_dict() for problem in self.problems]
        return {
            "problems": problems,
            "duplicates": self.duplicates,
            "notes": self.notes,
            "reading": asdict(self.reading),
        }


def check_sheet(data: bytes, filename: str, template, group=None, options: ReadingOptions = AS_FOUND) -> Check:
    """What is wrong with an uploaded file, if anything. Nothing is changed, and bad input raises nothing."""
    columns = bounded(template.columns)
    try:
        table = read_sheet(data, filename, options)
    except SheetRejected as rejected:
        return Check(REJECTED, problems=rejected.problems)
    problems = heading_problems(table.headings, columns, table.heading_line)
    if problems:
        return Check(REJECTED, problems=problems, notes=table.notes)
    if not table.rows:
        message = _("No recipients stand under the headings. Write one on each line.")
        return Check(REJECTED, problems=[Problem(table.heading_line, "", "no_rows", message)], notes=table.notes)
    return _check_table(table, columns, group, options.date_format)


def check_recipients(rows: list[dict[str, str]], template, group=None) -> Check:
    """What is wrong with rows that were typed in; their lines count from 1."""
    columns = bounded(template.columns)
    if not rows:
        message = _("There is no recipient yet. Enter one at least.")
        return Check(REJECTED, problems=[Problem(0, "", "no_rows", message)])
    check = Check()
    for line, values in enumerate(rows, 1):
        _check_row(check, columns, values, line)
    return _conclude(check, group)


def bounded(columns: list[Column]) -> list[Column]:
    """The columns with the site's own limit for names."""
    limit = conf.max_name_characters
    return [replace(column, max_length=limit) if column.name == NAME else column for column in columns]


def _check_table(table: Table, columns, group, date_format):
    names = match_headings(table.headings, columns)
    check = Check(problems=_cell_problems(table, names), notes=list(table.notes))
    ignored = [shown(heading, 40) for heading in ignored_headings(table.headings, columns)]
    if ignored:
        check.notes.append(_("Columns that the template does not have were ignored: %s.") % ", ".join(ignored))
    unread = {(problem.line, problem.column) for problem in check.problems}
    for line, cells in table.rows:
        values = {name: cells[position] for position, name in names.items()}
        _check_row(check, columns, values, line, unread, date_format)
    return _conclude(check, group)


def _cell_problems(table, names):
    """The reader's problems under the names of the columns; those of ignored columns do not matter."""
    by_heading = {table.headings[position]: name for position, name in names.items()}
    known = (problem for problem in table.problems if not problem.column or problem.column in by_heading)
    return [replace(problem, column=by_heading.get(problem.column, "")) for problem in known]


def _check_row(check, columns, values, line, unread=frozenset(), date_format=AS_FOUND.date_format):
    """Add the row and its problems; what the reader could not read has its problem already."""
    kept, problems = check_values(columns, values, line, date_format)
    check.rows.append(Row(line, kept))
    if (line, "") not in unread:
        check.problems += [problem for problem in problems if (line, problem.column) not in unread]


def _conclude(check, group):
    """Look for duplicates among rows that name a person, and say what came of it all."""
    wrong = {problem.line for problem in check.problems if problem.column in ("", NAME, EMAIL)}
    found = find_duplicates([row for row in check.rows if row.line not in wrong], group)
    check.duplicates = found.lines
    check.notes += found.notes
    check.problems = sorted([*check.problems, *found.problems], key=lambda problem: problem.line)
    check.outcome = ROW_ERRORS if check.problems else ACCEPTED
    return check


def stage_sheet(batch: Batch, data: bytes, filename: str, *, user=None, options: ReadingOptions = AS_FOUND) -> Check:
    """Check an uploaded file for a batch; its rows replace the batch's staged ones, if all of them are right.

    How it was read stands in ``batch.report["reading"]``, so that the file can be read so again.

    Raises ``NotAllowedInThisState`` once the batch is confirmed.
    """
    revision = _revision_for(batch)
    template = revision.as_object()
    check = check_sheet(data, filename, template, batch.group, options)
    check.reading = options
    name = PurePath(filename.replace("\\", "/")).name
    source = conf.storage.save(f"sheets/{batch.pk}/{uuid4().hex}{_suffix(name)}", ContentFile(data))
    try:
        name = shown(name[-200:], 255)
        _keep(batch, check, template.columns, user, template_revision=revision, source=source, source_name=name)
    except BaseException:
        conf.storage.delete(source)
        raise
    return check


def stage_recipients(batch: Batch, rows: list[dict[str, str]], *, user=None) -> Check:
    """The same for rows that were typed in."""
    revision = _revision_for(batch)
    template = revision.as_object()
    check = check_recipients(rows, template, batch.group)
    _keep(batch, check, template.columns, user, template_revision=revision, source="", source_name="")
    return check


def _revision_for(batch):
    """The template's live revision, to which the batch is pinned in the same UPDATE that moves it."""
    if not Batch.objects.filter(pk=batch.pk, status__in=EDITABLE).exists():
        _moved_on()
    return live_revision(CredentialTemplate.objects.get(pk=batch.template_id))


def _suffix(name):
    """The extension where it is one of ours: nothing else of the uploader's name reaches the storage."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in (".csv", ".tsv", ".xlsx", ".ods") else ".bin"


def _moved_on():
    raise NotAllowedInThisState(_("This batch is confirmed already; its sheet cannot be changed any more."))


@transaction.atomic
def _keep(batch, check, columns, user, **changes):
    """Move the batch and replace its staged rows; the file that it had goes when all of this is kept."""
    old = Batch.objects.select_for_update().values_list("source", flat=True).get(pk=batch.pk)
    target = BatchStatus.CHECKED if check.outcome == ACCEPTED else BatchStatus.REJECTED
    if not Batch.objects.filter(pk=batch.pk).move(EDITABLE, target, report=check.report, **changes):
        _moved_on()
    batch.refresh_from_db()
    batch.credentials.filter(status=CredentialStatus.STAGED).delete()
    if check.outcome == ACCEPTED:
        stage_rows(batch, check.rows, columns)
    counts = {"outcome": check.outcome, "rows": len(check.rows), "problems": len(check.problems)}
    log_batch(batch, "wagtail_credentials.check", user=user, data=counts)
    if old:
        transaction.on_commit(lambda: conf.storage.delete(old))

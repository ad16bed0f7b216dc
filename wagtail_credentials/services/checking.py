"""Read a sheet, or rows typed in, and say what is wrong with it. Nothing is changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import EMAIL, NAME, STANDARD, Column, Problem, Row
from ..domain.headings import heading_problems, ignored_headings, match_headings
from ..domain.names import person_key, shown
from ..domain.reading import AS_FOUND, ReadingOptions
from ..domain.values import check_values
from ..domain.verdicts import Finding, Verdict
from ..exceptions import SheetRejected
from ..spreadsheets.reader import read_sheet
from ..spreadsheets.tables import Table
from .duplicates import CODES, duplicates_note, find_duplicates, mixed_names, problem_with, rule_for, shared_addresses

ACCEPTED, ROW_ERRORS, REJECTED = "accepted", "row_errors", "rejected"
#: What a check does with rows, one after the other.
READING, CONCLUDING = "reading", "concluding"


def unwatched(stage: str, rows: Iterable) -> Iterable:
    """The rows as they are: what stands in for somebody who wants to know how far a check is."""
    return rows


@dataclass
class Check:
    """``outcome``: "accepted", "row_errors" (some rows cannot be issued) or "rejected" (the whole file cannot be used).

    ``rows`` are all that were read, each with its verdict; ``findings`` are about persons who are there already, by
    line; ``sheet_notes`` about the sheet as a whole.
    """

    rule: str = ""
    outcome: str = ACCEPTED
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    findings: dict[int, Finding] = field(default_factory=dict)
    sheet_notes: list[str] = field(default_factory=list)

    @property
    def duplicates(self) -> list[int]:
        """Lines of persons who are there already."""
        return [*self.findings]

    @property
    def notes(self) -> list[str]:
        return [*duplicates_note(self.findings, self.rule), *self.sheet_notes]

    @property
    def totals(self) -> dict[str, int]:
        """How many rows have each verdict."""
        counts = Counter(row.verdict for row in self.rows)
        return {verdict.value: counts[verdict] for verdict in Verdict}

    @property
    def report(self) -> dict:
        """What a batch keeps of it; what is wrong with rows stays with the rows."""
        problems = [problem.as_dict() for problem in self.problems] if self.outcome == REJECTED else []
        return {"problems": problems, "notes": self.sheet_notes, "rule": self.rule}


def check_sheet(
    data: bytes, filename: str, template, group=None, options: ReadingOptions = AS_FOUND, watch=unwatched
) -> Check:
    """What is wrong with an uploaded file, if anything. Bad input raises nothing.

    ``watch(stage, rows)`` is given the rows of each stage to hand them on, and may tell of them.
    """
    columns = bounded(template.columns)
    try:
        table = read_sheet(data, filename, options)
        problems = heading_problems(table.headings, columns, table.heading_line)
        if problems:
            return Check(outcome=REJECTED, problems=problems, sheet_notes=table.notes)
        return _check_table(table, columns, group, options.date_format, watch)
    except SheetRejected as rejected:
        return Check(outcome=REJECTED, problems=rejected.problems)


def check_recipients(rows: list[dict[str, str]], template, group=None) -> Check:
    """What is wrong with rows that stand in no file; their lines count from 1."""
    if not rows:
        message = _("There is no recipient yet. Enter one at least.")
        return Check(outcome=REJECTED, problems=[Problem(0, "", "no_rows", message)])
    if len(rows) > conf.max_rows:
        message = _("There are more than %(limit)d recipients. Divide them into several batches.")
        return Check(outcome=REJECTED, problems=[Problem(0, "", "too_many_rows", message % {"limit": conf.max_rows})])
    return _check_rows(enumerate(rows, 1), bounded(template.columns), group)


def bounded(columns: list[Column]) -> list[Column]:
    """The columns with the site's own limit for names."""
    limit = conf.max_name_characters
    return [replace(column, max_length=limit) if column.name == NAME else column for column in columns]


def _check_table(table: Table, columns, group, date_format, watch) -> Check:
    names = match_headings(table.headings, columns)
    lines = ((line, {name: cells[n] for n, name in names.items()}) for line, cells in watch(READING, table.rows))
    check = _check_rows(lines, columns, group, date_format, lambda: _cell_problems(table, names), watch)
    check.sheet_notes = [*table.notes, *_ignored(table, columns), *check.sheet_notes]
    if not check.rows:
        message = _("No recipients stand under the headings. Write one on each line.")
        check.outcome, check.problems = REJECTED, [Problem(table.heading_line, "", "no_rows", message)]
    return check


def _ignored(table, columns):
    """A note about columns that nobody asked for."""
    ignored = [shown(heading, 40) for heading in ignored_headings(table.headings, columns)]
    text = _("Columns that the template does not have were ignored: %s.")
    return [text % ", ".join(ignored)] if ignored else []


def _cell_problems(table, names):
    """The reader's problems under the names of the columns; those of ignored columns do not matter."""
    by_heading = {table.headings[position]: name for position, name in names.items()}
    known = (problem for problem in table.problems if not problem.column or problem.column in by_heading)
    return [replace(problem, column=by_heading.get(problem.column, "")) for problem in known]


def _check_rows(
    lines: Iterable[tuple[int, dict[str, str]]],
    columns: list[Column],
    group,
    date_format=AS_FOUND.date_format,
    unread=list,
    watch=unwatched,
) -> Check:
    """Check each (line, values). ``unread`` tells, once all are read, the problems of cells that could not be."""
    check, found = Check(rule_for(group)), {}
    for line, values in lines:
        kept, problems = check_values(columns, values, line, date_format)
        check.rows.append(Row(line, kept))
        if problems:
            found[line] = problems
    _merge(found, unread())
    for row in watch(CONCLUDING, check.rows):
        conclude(row, found.get(row.line, []))
    named = [row for row in check.rows if row.person]
    check.findings = find_duplicates(named, group)
    apply_findings(check.rows, check.findings, check.rule)
    check.sheet_notes = [*shared_addresses(named), *mixed_names(named)]
    check.problems = [problem for row in check.rows for problem in problems_of(row)]
    check.outcome = ROW_ERRORS if check.problems else ACCEPTED
    return check


def _merge(found, unread):
    """What the reader could not read has its problem already: nothing else is said of that cell, or line."""
    for problem in unread:
        others = found.setdefault(problem.line, [])
        others[:] = [other for other in others if problem.column and other.column != problem.column]
        others.append(problem)


def conclude(row: Row, problems: list[Problem]) -> None:
    """Give the row its person and, where something is wrong with its own values, its verdict."""
    row.person, row.verdict, row.report = "", Verdict.NEW, {}
    if not any(problem.column in ("", NAME, EMAIL) for problem in problems):
        row.person = person_key(row.values[EMAIL], row.values[NAME])
    if problems:
        add_problems(row, problems)


def add_problems(row: Row, problems: list[Problem]) -> None:
    """Make the row invalid; the text of wrong cells that a record's fields may not hold is kept beside them."""
    kept = [*row.report.get("problems", []), *(problem.as_dict() for problem in problems)]
    names = {problem["column"] for problem in kept if problem["code"] not in CODES}
    written = {name: row.values[name] for name in STANDARD if name in names}
    row.verdict, row.report = Verdict.INVALID, {**row.report, "problems": kept, "written": written}


def apply_findings(rows: Iterable[Row], findings: dict[int, Finding], rule) -> None:
    """Mark the rows of persons who are there already as the rule says."""
    for row in rows:
        finding = findings.get(row.line)
        if finding is None:
            continue
        row.report |= finding.report
        problem = problem_with(finding, rule, row)
        if problem:
            add_problems(row, [problem])
        elif row.verdict != Verdict.INVALID:
            row.verdict = finding.verdict


def problems_of(row) -> list[Problem]:
    """The problems of a row, or of a staged credential."""
    return [Problem(**problem) for problem in row.report.get("problems", [])]

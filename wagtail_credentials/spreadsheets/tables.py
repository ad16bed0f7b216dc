"""A sheet as its author sees it: headings, lines of text, and what could not be read, whatever file it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import Problem
from ..domain.names import shown
from ..exceptions import SheetRejected
from .escaping import unescape

#: Cells that cannot be read; a sheet of none else is given back with all of them, one of more is no list of people.
MAX_PROBLEMS = 100_000
#: More of a value than is ever shown.
SHOWN = 200


class Bounds(NamedTuple):
    """How much of a file is read at all; the settings of the same names."""

    max_upload_bytes: int
    max_unpacked_bytes: int
    max_rows: int
    max_columns: int
    max_cell_characters: int

    @classmethod
    def from_settings(cls):
        return cls(*(getattr(conf, name) for name in cls._fields))


class Fault(NamedTuple):
    """A cell in which no value stands; ``shown`` is what the author sees there."""

    code: str
    message: str
    shown: str = ""


Cell = str | Fault


@dataclass
class Table:
    """``rows`` gives (line, cells), each line as long as ``headings``; blank lines are not there.

    The rows are read from the file while they are taken, once, and ``SheetRejected`` may come in their midst.
    ``problems`` name cells that cannot be read, by line and heading; the cell's text is then "". Those of a line stand
    there when the line is handed out, and ``notes`` are complete after the last one.
    """

    headings: list[str]
    rows: Iterable[tuple[int, list[str]]] = ()
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    heading_line: int = 1


def reject(code: str, message: str, line: int = 0, value: str = ""):
    """Refuse the whole file."""
    raise SheetRejected([Problem(line, "", code, message, shown(value))])


def damaged():
    reject("damaged", _("The file is damaged or cut off. Save it again and upload it anew."))


def too_big(bounds: Bounds):
    message = _("Unpacked, the file is larger than %(limit)d MB. Copy the rows alone to a new sheet.")
    reject("too_big", message % {"limit": max(bounds.max_unpacked_bytes // (1024 * 1024), 1)})


def too_many_columns(bounds: Bounds, line: int):
    message = _("There are more than %(limit)d columns. Delete what stands far to the right.")
    reject("too_many_columns", message % {"limit": bounds.max_columns}, line)


def too_many_rows(bounds: Bounds):
    message = _("There are more than %(limit)d recipients. Divide the sheet.")
    reject("too_many_rows", message % {"limit": bounds.max_rows})


def build_table(records: Iterable[tuple[int, list[Cell]]], bounds: Bounds, *, ragged: bool, notes=()) -> Table:
    """The table of the lines given as (number, cells); the first that is not blank holds the headings.

    ``ragged``: lines longer or shorter than the headings' are problems, as in a text file, where a comma too many
    moves every value that follows it. ``notes`` that are a list may grow until the last of ``records`` is taken.
    """
    lines = _filled(records, bounds)
    line, cells, _joined = next(lines, None) or reject(
        "empty", _("The sheet is empty. Fill the downloaded template and save it.")
    )
    width = range(_last(cells), len(cells) + 1) if ragged else None
    table = Table([_heading(cell) for cell in cells[: bounds.max_columns]], heading_line=line)
    table.notes = notes if isinstance(notes, list) else [*notes]
    table.rows = Rows(table, width, bounds).read(lines)
    return table


def _filled(records, bounds):
    """(line, cells, all text of the line or None where a fault is among it) of the lines that are not blank.

    No more text in all than a file may hold, though cells refer to one text, or are repeated, a million times.
    """
    left, most = bounds.max_unpacked_bytes, bounds.max_columns
    for line, cells in records:
        try:
            joined = "".join(cells)
        except TypeError:
            joined = None
        left -= sum(map(len, cells)) if joined is None else len(joined)
        if left < 0:
            too_big(bounds)
        if joined is not None and (not joined or joined.isspace()):
            continue
        if len(cells) > most and any(islice(cells, most, None)):
            too_many_columns(bounds, line)
        yield line, cells, joined


def _last(cells):
    """How many cells there are up to the last that is not blank."""
    return max((position for position, cell in enumerate(cells, 1) if cell), default=0)


def _heading(cell: Cell) -> str:
    return unescape(cell) if isinstance(cell, str) else cell.shown


class Rows:
    """Hands out a table's lines below its headings; ``width`` is the range of how many cells one may have."""

    def __init__(self, table, width, bounds):
        self.table, self.width, self.bounds = table, width, bounds
        self.headed = all(heading.strip() for heading in table.headings)
        self.unheaded, self.before, self.texts = set(), None, []

    def read(self, lines) -> Iterator[tuple[int, list[str]]]:
        columns, longest = len(self.table.headings), self.bounds.max_cell_characters
        fewest = 0 if self.width is None else columns
        for count, (line, cells, joined) in enumerate(lines):
            if count == self.bounds.max_rows:
                too_many_rows(self.bounds)
            # In most lines nothing needs a look cell by cell.
            alike = self.headed and fewest <= len(cells) <= columns and joined and len(joined) <= longest
            if alike and "'" not in joined:
                yield line, cells if len(cells) == columns else cells + [""] * (columns - len(cells))
            else:
                yield line, self._same(line, cells)

    def _same(self, line, cells):
        """The line's texts; those again of the line before where it is the same, for an ODS may repeat one a lot."""
        if cells != self.before:
            found = len(self.table.problems)
            self.texts = self._texts(line, cells)
            self.before = cells if len(self.table.problems) == found else None
        return [*self.texts]

    def _texts(self, line, cells):
        texts = [""] * len(self.table.headings)
        if self.width is not None and (len(cells) < self.width[0] or any(islice(cells, self.width[-1], None))):
            self._problem(_ragged(line, cells, self.width))
            return texts
        for position, cell in enumerate(islice(cells, self.bounds.max_columns)):
            if not cell:
                continue
            if position < len(texts):
                texts[position] = unescape(cell) if self._readable(line, position, cell) else ""
            if position >= len(texts) or not self.table.headings[position].strip():
                self._without_heading(position)
        return texts

    def _readable(self, line, position, cell):
        """Whether a text stands in the cell; a problem where none does that can be read."""
        heading = self.table.headings[position]
        if isinstance(cell, Fault):
            self._problem(Problem(line, heading, cell.code, cell.message, shown(cell.shown[:SHOWN])))
        elif len(cell) > self.bounds.max_cell_characters:
            message = _("More than %(limit)d characters stand here. Shorten the text.")
            message %= {"limit": self.bounds.max_cell_characters}
            self._problem(Problem(line, heading, "too_long", message, shown(cell[:SHOWN])))
        else:
            return True
        return False

    def _problem(self, problem):
        self.table.problems.append(problem)
        if len(self.table.problems) > MAX_PROBLEMS:
            message = _("More than %(limit)d cells cannot be read. The first is on line %(line)d: %(message)s")
            first = self.table.problems[0]
            values = {"limit": MAX_PROBLEMS, "line": first.line, "message": first.message}
            reject("too_many_problems", message % values, first.line)

    def _without_heading(self, position):
        """Tell once for each column that values stand where no heading is."""
        if position not in self.unheaded:
            self.unheaded.add(position)
            note = _("Column %(letters)s has no heading and was ignored.")
            self.table.notes.append(note % {"letters": column_letters(position)})


def _ragged(line, cells, width):
    message = _("This line has %(found)d cells, the headings have %(wanted)d: a value that holds a comma needs quotes.")
    values = {"found": len(cells), "wanted": width[0]}
    return Problem(line, "", "ragged", message % values, shown(" | ".join(cells[:100])))


def column_letters(position: int) -> str:
    """A for 0, B for 1, AA for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

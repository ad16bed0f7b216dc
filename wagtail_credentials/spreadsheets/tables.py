"""A sheet as its author sees it: headings, lines of text, and what could not be read, whatever file it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import Problem
from ..domain.names import shown
from ..exceptions import SheetRejected
from .escaping import unescape


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
    """``rows`` is [(line, cells)], each line as long as ``headings``; blank lines are not there.

    ``problems`` name cells that cannot be read, by line and heading; the cell's text is then "".
    """

    headings: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    heading_line: int = 1


def reject(code: str, message: str, line: int = 0, value: str = ""):
    """Refuse the whole file."""
    raise SheetRejected([Problem(line, "", code, message, shown(value))])


def too_many_columns(bounds: Bounds, line: int):
    message = _("There are more than %(limit)d columns. Delete what stands far to the right.")
    reject("too_many_columns", message % {"limit": bounds.max_columns}, line)


def too_many_rows(bounds: Bounds):
    message = _("There are more than %(limit)d recipients. Divide the sheet.")
    reject("too_many_rows", message % {"limit": bounds.max_rows})


def build_table(records: Iterable[tuple[int, list[Cell]]], bounds: Bounds, *, ragged: bool, notes=()) -> Table:
    """The table of the lines given as (number, cells); the first that is not blank holds the headings.

    ``ragged``: lines longer or shorter than the headings' are problems, as in a text file, where a comma too many
    moves every value that follows it.
    """
    table = width = None
    for line, cells in records:
        if not any(cells) or all(isinstance(cell, str) and not cell.strip() for cell in cells):
            continue
        if len(cells) > bounds.max_columns and any(cells[bounds.max_columns :]):
            too_many_columns(bounds, line)
        if table is None:
            width = range(_last(cells), len(cells) + 1) if ragged else None
            table = Table([_heading(cell) for cell in cells], notes=list(notes), heading_line=line)
        else:
            if len(table.rows) == bounds.max_rows:
                too_many_rows(bounds)
            _add(table, line, cells, width, bounds)
    return table or reject("empty", _("The sheet is empty. Fill the downloaded template and save it."))


def _last(cells):
    """How many cells there are up to the last that is not blank."""
    return max((position for position, cell in enumerate(cells, 1) if cell), default=0)


def _heading(cell: Cell) -> str:
    return unescape(cell) if isinstance(cell, str) else cell.shown


def _add(table, line, cells, width, bounds):
    """Append one line; ``width`` is the range of how many cells it may have, None where that is no matter."""
    if width is not None and (len(cells) < width[0] or any(cells[width[-1] :])):
        table.problems.append(_ragged(line, cells, width))
        table.rows.append((line, [""] * len(table.headings)))
        return
    texts = [""] * len(table.headings)
    for position, cell in enumerate(cells):
        if cell and position < len(texts):
            texts[position] = _text(table, line, position, cell, bounds)
        if cell and (position >= len(texts) or not table.headings[position].strip()):
            _without_heading(table, position)
    table.rows.append((line, texts))


def _ragged(line, cells, width):
    message = _("This line has %(found)d cells, the headings have %(wanted)d: a value that holds a comma needs quotes.")
    return Problem(line, "", "ragged", message % {"found": len(cells), "wanted": width[0]}, shown(" | ".join(cells)))


def _text(table, line, position, cell, bounds):
    """The cell's text; "" and a problem where it has none that can be read."""
    if isinstance(cell, Fault):
        table.problems.append(Problem(line, table.headings[position], cell.code, cell.message, shown(cell.shown)))
        return ""
    if len(cell) > bounds.max_cell_characters:
        message = _("More than %(limit)d characters stand here. Shorten the text.")
        message %= {"limit": bounds.max_cell_characters}
        table.problems.append(Problem(line, table.headings[position], "too_long", message, shown(cell)))
        return ""
    return unescape(cell)


def _without_heading(table, position):
    """Tell once for each column that values stand where no heading is."""
    note = _("Column %(letters)s has no heading and was ignored.") % {"letters": column_letters(position)}
    if note not in table.notes:
        table.notes.append(note)


def column_letters(position: int) -> str:
    """A for 0, B for 1, AA for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

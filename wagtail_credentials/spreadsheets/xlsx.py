"""XLSX as Excel, LibreOffice, Google and Python's writers make it, read in one pass over the one sheet that is seen.

Own code, because no reader at hand is both right and bounded: openpyxl trusts the size a file claims; calamine ends the
process on a far-away cell, and reads errors and formulas without a result as blank.
"""

import re

from .archives import Archive
from .choosing import hidden_note
from .markup import Nesting, attributes
from .numbers import whole
from .shared_texts import Gathered
from .tables import Bounds, Table, build_table, damaged, too_many_columns
from .workbooks import Workbook
from .xlsx_cells import CellReaders, Columns

#: Rows that Excel can have; a higher number is a forgery.
LAST_ROW = 1_048_576
#: A whole cell of one value or none, or a row's tag, as most programs write them; or else a single tag, as
#: ``markup.TAG``. What the first three find is what the last would, only sooner.
TOKEN = re.compile(
    r"""<(?:c(?: r="([A-Z]+)[0-9]+")?([\s/][^<>]*|)>(?:<v>([^<&]*)</v></c>|(?<=/>))(</row>)?"""
    r"""|row(?: r="([0-9]{1,9})")?(?=[\s>])([^<>/]*>)|(/?[^\s/<>]*)([^<>]*>)([^<]*))"""
)
PLACE = re.compile(r""" r="([A-Z]+)[0-9]+"(?=\s|$)""")
PLACED = re.compile(r"\sr\s*=")
#: Tags that say something of a cell; of others, only the text within a value counts.
KNOWN = frozenset(["c", "/c", "v", "/v", "t", "/t", "f", "row", "/row", "rPh", "/rPh"])
#: How many looks of rows are remembered, and how long, and how many hidden lines.
REMEMBERED, SHORT, MENTIONED = 1000, 500, 10


def read_xlsx(data: bytes, bounds: Bounds, wanted: str = "") -> Table:
    """The table of the sheet called ``wanted``, else of the one that is in front when the workbook opens."""
    archive = Archive(data, bounds)
    workbook = Workbook(archive, bounds.max_cell_characters, wanted)
    notes = workbook.notes
    return build_table(_rows(archive, workbook, bounds, notes), bounds, ragged=False, notes=notes)


def _rows(archive, workbook, bounds, notes):
    sheet = SheetRows(workbook, bounds)
    yield from sheet.read(archive.text(workbook.part))
    notes += hidden_note(sheet.hidden)


class SheetRows:
    """Hands out (line, cells) while the sheet's XML goes by; blank cells cost nothing."""

    def __init__(self, workbook, bounds):
        self.bounds, self.hidden = bounds, []
        self.columns, self.readers, self.looks = Columns(bounds.max_columns), CellReaders(workbook, bounds), RowLooks()
        self.nesting, self.gathered = Nesting(), Gathered(bounds.max_cell_characters)
        # ``cells`` are those of the row while no cell is open, ``outer`` those of the row around the open one.
        self.line, self.row_hidden, self.column, self.cells, self.outer = 0, False, -1, None, None
        self.reader, self.formula = None, False

    def read(self, chunks):
        columns, readers, opened, column, cells = self.columns, self.readers, self.nesting.opened, -1, None
        for chunk in chunks:
            # A call of Python for each cell would double the time, so whole cells are seen to here.
            for letters, look, value, last, line, row, name, written, text in TOKEN.findall(chunk):
                if written:
                    self.column = column
                    for tag, own, following in self.nesting.take(name, written[:-1], text):
                        if (tag in KNOWN or self.gathered.gathering) and self._tag(tag, own, following):
                            yield self.line, cells
                    column, cells = self.column, self.cells
                elif row:
                    opened.append("row")
                    self._row_starts(line, row)
                    column, cells = -1, self.cells
                else:
                    if cells is None:
                        damaged()
                    column = columns[letters] if letters else self._column(look, column)
                    if value and (cell := readers[look][value]):
                        if column != len(cells):
                            self._skip(column, cells)
                        cells.append(cell)
                    if last:
                        if opened.pop() != "row":
                            damaged()
                        if self._row_ends():
                            yield self.line, cells
                        cells = None
        self.nesting.end()

    def _tag(self, name, written, text):
        """Whether a row ends with it that has something in it."""
        self.gathered.take(name, text)
        if name == "c":
            self._cell_starts(written)
        elif name == "/c":
            self._cell_ends()
        elif name == "f":
            self.formula = True
        elif name == "row":
            self._row_starts("", written)
        elif name == "/row":
            return self._row_ends()
        return False

    def _row_starts(self, line, look):
        """``line`` is the number where it comes first, ``look`` the row's other attributes."""
        if self.cells is not None or self.outer is not None:
            damaged()
        found, self.row_hidden = self.looks[look]
        number = int(line) if line else whole(found) if found else self.line + 1
        if not self.line < number <= LAST_ROW:
            damaged()
        self.line, self.column, self.cells = number, -1, []

    def _row_ends(self):
        cells, self.cells = self.cells, None
        if cells and self.row_hidden and len(self.hidden) <= MENTIONED:
            self.hidden.append(self.line)
        return cells

    def _cell_starts(self, written):
        if self.cells is None:
            damaged()
        place = PLACE.match(written)
        look = written[place.end() :] if place else written
        self.column = self.columns[place[1]] if place else self._column(look, self.column)
        self.reader, self.formula = self.readers[look], False
        self.gathered.text()
        self.outer, self.cells = self.cells, None

    def _cell_ends(self):
        """A cell that stands in none was refused where it began."""
        self.cells, self.outer = self.outer, None
        raw = self.gathered.text()
        cell = self.reader[raw] if raw or self.formula else ""
        if cell:
            if self.column != len(self.cells):
                self._skip(self.column, self.cells)
            self.cells.append(cell)

    def _column(self, look, before):
        """Of a cell whose place is not what stands first, or that has none and follows the one before."""
        # Most have none; only the letter r can tell of one.
        reference = attributes(look.removesuffix("/")).get("r") if PLACED.search(look) else None
        return self.columns[reference.rstrip("0123456789")] if reference else self.columns.after(before)

    def _skip(self, column, cells):
        if column < len(cells):
            damaged()
        if column >= self.bounds.max_columns:
            too_many_columns(self.bounds, self.line)
        cells.extend([""] * (column - len(cells)))


class RowLooks(dict):
    """{a row's attributes as written: (its line or None, whether it is hidden)}."""

    def __missing__(self, written):
        values = attributes(written.rstrip("/>"))
        look = values.get("r"), values.get("hidden") in ("1", "true")
        if len(self) < REMEMBERED and len(written) < SHORT:
            self[written] = look
        return look

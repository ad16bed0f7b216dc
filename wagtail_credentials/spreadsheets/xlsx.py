"""XLSX as Excel, LibreOffice, Google and Python's writers make it, read in one pass over the one sheet that is seen.

Own code, because no reader at hand is both right and bounded: openpyxl trusts the size a file claims; calamine ends the
process on a far-away cell, and reads errors and formulas without a result as blank.
"""

from django.utils.translation import gettext as _

from .archives import Archive, LocalNames, damaged
from .choosing import hidden_note
from .numbers import moment_text, number_text
from .tables import Bounds, Fault, Table, build_table, too_many_columns, too_many_rows
from .workbooks import Workbook, unescape_xml, whole

#: Rows that Excel can have; a higher number is a forgery.
LAST_ROW = 1_048_576
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_xlsx(data: bytes, bounds: Bounds, wanted: str = "") -> Table:
    """The table of the sheet called ``wanted``, else of the one that is in front when the workbook opens."""
    archive = Archive(data, bounds)
    workbook = Workbook(archive, bounds.max_cell_characters, wanted)
    sheet = SheetRows(workbook, bounds)
    archive.parse(workbook.part, sheet.start, sheet.end, sheet.text)
    return build_table(sheet.rows, bounds, ragged=False, notes=[*workbook.notes, *hidden_note(sheet.hidden)])


class SheetRows:
    """Gathers ``rows`` [(line, cells)] while the sheet's XML goes by; blank cells cost nothing."""

    def __init__(self, workbook, bounds):
        self.workbook, self.bounds, self.local = workbook, bounds, LocalNames()
        self.rows, self.hidden = [], []
        self.line, self.row_hidden, self.column, self.cells = 0, False, -1, []
        self.kind = self.style = None
        self.formula = self.gathering = self.aside = False
        self.parts, self.size = [], 0
        self.columns = Columns()

    def start(self, name, attributes):
        name = self.local[name]
        if name == "c":
            reference = attributes.get("r")
            self.column = self.columns[reference.rstrip("0123456789")] if reference else self.column + 1
            self.kind, self.style = attributes.get("t"), attributes.get("s")
            self.formula, self.parts, self.size = False, [], 0
        elif name == "v" or name == "t":
            self.gathering = not self.aside
        elif name == "row":
            self._row(attributes)
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.aside = True

    def text(self, characters):
        if self.gathering and self.size <= self.bounds.max_cell_characters:
            self.parts.append(characters)
            self.size += len(characters)

    def end(self, name):
        name = self.local[name]
        if name == "c":
            if self.parts or self.formula:
                self._value()
        elif name == "v" or name == "t":
            self.gathering = False
        elif name == "row":
            self._row_ends()
        elif name == "rPh":
            self.aside = False

    def _row(self, attributes):
        line = whole(attributes["r"]) if "r" in attributes else self.line + 1
        if not self.line < line <= LAST_ROW:
            damaged()
        self.line, self.column, self.cells = line, -1, []
        self.row_hidden = attributes.get("hidden") in ("1", "true")

    def _row_ends(self):
        if self.cells:
            if len(self.rows) > self.bounds.max_rows:
                too_many_rows(self.bounds)
            self.rows.append((self.line, self.cells))
            if self.row_hidden:
                self.hidden.append(self.line)

    def _value(self):
        value = self._read("".join(self.parts))
        missing = self.column - len(self.cells)
        if missing and value:
            self._skip(missing)
        if value:
            self.cells.append(value)

    def _skip(self, missing):
        if missing < 0:
            damaged()
        if self.column >= self.bounds.max_columns:
            too_many_columns(self.bounds, self.line)
        self.cells.extend([""] * missing)

    def _read(self, raw):
        if self.kind == "s":
            number = whole(raw)
            return self.workbook.shared[number] if number < len(self.workbook.shared) else damaged()
        if self.kind in ("str", "inlineStr"):
            return unescape_xml(raw)
        if self.formula and not raw:
            return Fault("no_result", _("The formula has no result. Open the file, save it, and upload it anew."))
        if self.kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if self.kind == "e":
            return Fault("error_cell", _("A formula failed here. Mend it, or write the value itself."), raw)
        if self.kind == "d":
            return moment_text(raw)
        return self._number(raw)

    def _number(self, raw):
        style = whole(self.style) if self.style else 0
        shows = self.workbook.styles[style] if style < len(self.workbook.styles) else ""
        return number_text(raw, shows, from_1904=self.workbook.from_1904)


class Columns(dict):
    """{letters: number}: 0 for A, 26 for AA, found once each."""

    def __missing__(self, letters):
        number = 0
        for letter in letters[:4]:
            number = number * 26 + LETTERS.find(letter) + 1 if letter in LETTERS else damaged()
        self[letters] = number - 1 if 0 < number <= 16_384 else damaged()
        return self[letters]

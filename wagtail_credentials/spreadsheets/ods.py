"""ODS as LibreOffice and other programs write it: repeated cells and rows, spans, paragraphs, comments."""

import re

from django.utils.translation import gettext as _

from .archives import Archive
from .numbers import moment_text, number_text
from .tables import Bounds, Fault, Table, build_table, too_many_columns, too_many_rows
from .xlsx import choose_sheet, hidden_note

#: What may stand inside a cell and is no part of its value.
ASIDE = ("annotation", "frame", "shapes", "custom-shape", "control", "note", "ruby-text", "sub-table")
DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?")
FAILED = re.compile(r"#\S+[!?]|#N/A|Err:\d+")


def read_ods(data: bytes, bounds: Bounds) -> Table:
    """The table of the sheet that is in front when the file opens."""
    archive = Archive(data, bounds)
    tables = Tables()
    if "settings.xml" in archive:
        archive.parse("settings.xml", tables.settings_start, tables.settings_end, tables.settings_text)
    archive.parse("content.xml", tables.start)
    names = [name for name, seen in tables.found]
    active = names.index(tables.active) if tables.active in names else -1
    chosen, notes = choose_sheet(tables.found, active)
    sheet = SheetRows(chosen, bounds)
    archive.parse("content.xml", sheet.start, sheet.end, sheet.text)
    return build_table(sheet.rows, bounds, ragged=False, notes=[*notes, *hidden_note(sheet.hidden)])


class Tables:
    """Which sheets there are, which can be seen, which is in front."""

    def __init__(self):
        self.found, self.active = [], ""
        self.style, self.unseen, self.depth = "", set(), 0
        self.naming = False

    def settings_start(self, name, attributes):
        self.naming = "ActiveTable" in attributes.values()

    def settings_end(self, name):
        self.naming = False

    def settings_text(self, characters):
        if self.naming:
            self.active += characters

    def start(self, name, attributes):
        if name == "style":
            self.style = attribute(attributes, "name")
        elif name == "table-properties" and attribute(attributes, "display") == "false":
            self.unseen.add(self.style)
        elif name == "table":
            seen = attribute(attributes, "style-name") not in self.unseen
            self.found.append((attribute(attributes, "name"), seen))


class SheetRows:
    """Gathers ``rows`` [(line, cells)] of one sheet while the XML goes by; blank cells cost nothing."""

    def __init__(self, chosen, bounds):
        self.chosen, self.bounds = chosen, bounds
        self.rows, self.hidden = [], []
        self.table, self.line, self.column, self.aside = -1, 0, 0, 0
        self.cells, self.cell, self.paragraphs, self.writing = None, None, [], False

    def start(self, name, attributes):
        if name == "table":
            self.table += 1
        if self.table != self.chosen:
            return
        if self.aside or name in ASIDE:
            self.aside += 1
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.paragraphs = attributes, []
        elif name == "table-row":
            self.cells, self.column, self.row = [], 0, attributes
        elif self.cell is not None:
            self._inside(name, attributes)

    def _inside(self, name, attributes):
        if name in ("p", "h"):
            self.paragraphs.append([])
            self.writing = True
        elif self.writing and name in ("s", "tab", "line-break"):
            # A form feed marks white space that was meant, see ``paragraph_text``.
            count = min(times(attribute(attributes, "c")), self.bounds.max_cell_characters)
            self.paragraphs[-1].append({"s": "\f" * count, "tab": "\t", "line-break": "\n"}[name].replace("\n", "\v"))

    def text(self, characters):
        if self.writing and not self.aside:
            self.paragraphs[-1].append(characters)

    def end(self, name):
        if self.table != self.chosen:
            return
        if self.aside:
            self.aside -= 1
        elif name in ("p", "h"):
            self.writing = False
        elif name in ("table-cell", "covered-table-cell"):
            self._cell_ends()
        elif name == "table-row":
            self._row_ends()

    def _cell_ends(self):
        count = times(attribute(self.cell, "number-columns-repeated"))
        value = cell_value(self.cell, self.paragraphs) if len(self.cell) or self.paragraphs else ""
        if value:
            if self.column + count > self.bounds.max_columns:
                too_many_columns(self.bounds, self.line + 1)
            self.cells += [""] * (self.column - len(self.cells)) + [value] * count
        self.column += count
        self.cell = None

    def _row_ends(self):
        count = times(attribute(self.row, "number-rows-repeated"))
        if self.cells:
            if len(self.rows) + count > self.bounds.max_rows + 1:
                too_many_rows(self.bounds)
            lines = range(self.line + 1, self.line + count + 1)
            self.rows += [(line, self.cells) for line in lines]
            if attribute(self.row, "visibility", "visible") != "visible":
                self.hidden += lines
        self.line += count


def attribute(attributes: dict, name: str, default: str = "") -> str:
    """An attribute by its name without the prefix."""
    for prefix in ("table:", "office:", "text:", "style:"):
        if prefix + name in attributes:
            return attributes[prefix + name]
    return default


def times(text: str) -> int:
    """How often something is repeated."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def paragraph_text(parts: list[str]) -> str:
    """A paragraph as it is seen: white space of the file counts once, white space that was meant counts."""
    text = re.sub("[ \n\r]+", " ", "".join(parts)).strip(" ")
    return text.replace("\f", " ").replace("\v", "\n")


def cell_value(attributes: dict, paragraphs: list) -> str | Fault:
    """What the author sees in the cell."""
    text = "\n".join(map(paragraph_text, paragraphs))
    kind = attribute(attributes, "value-type")
    calculated = kind != "string" or "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or (calculated and FAILED.fullmatch(text)):
        return Fault("error_cell", _("A formula failed here. Mend it, or write the value itself."), text)
    if kind in ("float", "percentage", "currency"):
        return _number(attribute(attributes, "value"), kind, text)
    if kind == "date":
        return moment_text(attribute(attributes, "date-value"))
    if kind == "time":
        return _duration(attribute(attributes, "time-value"))
    if kind == "boolean":
        return attribute(attributes, "boolean-value").upper()
    if not kind and not text and "table:formula" in attributes:
        return Fault("no_result", _("The formula has no result. Open the file, save it, and upload it anew."))
    return text if paragraphs else attribute(attributes, "string-value")


def _number(raw, kind, text):
    """Zeros before a number are seen in its text only."""
    value = number_text(raw, "percent" if kind == "percentage" else "")
    return text if text.isascii() and text.isdigit() and text.lstrip("0") == value else value


def _duration(raw):
    match = DURATION.fullmatch(raw)
    if not match:
        return raw
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    return f"{match.group(1)}{days * 24 + hours:02d}:{minutes:02d}:{seconds:02d}"

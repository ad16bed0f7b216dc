"""ODS as LibreOffice and other programs write it: repeated cells and rows, spans, paragraphs, comments."""

import re

from django.utils.translation import gettext as _

from .archives import Archive, damaged
from .choosing import choose_sheet, hidden_note
from .numbers import moment_text, number_text
from .tables import Bounds, Fault, Table, build_table, too_many_columns, too_many_rows

#: What may stand inside a cell and is no part of its value.
ASIDE = frozenset(
    [
        "office:annotation",
        "draw:frame",
        "table:shapes",
        "draw:custom-shape",
        "draw:control",
        "text:note",
        "text:ruby-text",
    ]
)
CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
PARAGRAPHS = frozenset(("text:p", "text:h"))
#: White space that was meant, under letters that no file can hold until ``paragraph_text`` has seen to the rest.
MEANT = {"text:s": "\f", "text:tab": "\t", "text:line-break": "\v"}
#: The prefixes that every program writes; another meaning of them is none of ours to guess.
PREFIXES = {
    f"xmlns:{name}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")
}
DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?")
FAILED = re.compile(r"#\S+[!?]|#N/A|Err:\d+")


def read_ods(data: bytes, bounds: Bounds, wanted: str = "") -> Table:
    """The table of the sheet called ``wanted``, else of the one that is in front when the file opens."""
    archive = Archive(data, bounds)
    sheet = SheetRows(archive, bounds, wanted or Front(archive).name)
    if not sheet.done:
        chosen, _notes = choose_sheet(sheet.sheets, -1, wanted)
        sheet = SheetRows(archive, bounds, sheet.sheets[chosen][0])
    active = next((n for n, (name, seen) in enumerate(sheet.sheets) if seen and name == sheet.wanted), -1)
    _chosen, notes = choose_sheet(sheet.sheets, active)
    return build_table(sheet.rows, bounds, ragged=False, notes=[*notes, *hidden_note(sheet.hidden)])


class Front:
    """The name of the sheet that was in front when the file was saved, "" where that is not written down."""

    def __init__(self, archive):
        self.name, self.naming = "", False
        if "settings.xml" in archive:
            archive.parse("settings.xml", self._start, self._end, self._text)

    def _start(self, name, attributes):
        self.naming = not self.name and "ActiveTable" in attributes.values()

    def _end(self, name):
        self.naming = False

    def _text(self, characters):
        if self.naming:
            self.name += characters


class SheetRows:
    """``rows`` [(line, cells)] of the visible sheet called ``wanted``, "" for the first; blank cells cost nothing.

    ``sheets`` is [(name, visible)] of all.
    """

    def __init__(self, archive, bounds, wanted):
        self.bounds, self.wanted = bounds, wanted
        self.rows, self.hidden, self.sheets, self.unseen, self.style = [], [], [], set(), ""
        # ``done``: the sheet was found; of two with one name, the first.
        self.done = False
        self.reading, self.line, self.column, self.aside = False, 0, 0, 0
        self.row = self.cells = self.cell = None
        self.paragraphs, self.writing, self.size = [], False, 0
        archive.parse("content.xml", self._start, self._end, self._text)

    def _start(self, name, attributes):
        if not self.reading:
            self._outside(name, attributes)
        elif self.aside or name in ASIDE:
            self.aside += 1
        elif name in CELLS:
            self._cell_starts(attributes)
        elif name == "table:table-row":
            self._row_starts(attributes)
        elif self.cell is not None:
            self._inside(name, attributes)

    def _outside(self, name, attributes):
        """Which sheets there are, and which of them cannot be seen."""
        if name == "office:document-content" and not PREFIXES.items() <= attributes.items():
            damaged()
        if name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display", "") == "false":
            self.unseen.add(self.style)
        elif name == "table:table":
            visible = attributes.get("table:style-name", "") not in self.unseen
            self.sheets.append((attributes.get("table:name", ""), visible))
            self.reading = visible and self.wanted in ("", self.sheets[-1][0]) and not self.done
            self.done = self.done or self.reading

    def _row_starts(self, attributes):
        if self.cells is not None:
            damaged()
        self.cells, self.column, self.row = [], 0, attributes

    def _cell_starts(self, attributes):
        """A cell stands in a row, and in no other cell."""
        if self.cells is None or self.cell is not None:
            damaged()
        self.cell, self.paragraphs, self.size = attributes, [], 0

    def _inside(self, name, attributes):
        if name in PARAGRAPHS:
            self.paragraphs.append([])
            self.writing = True
        elif self.writing and name in MEANT:
            self._write(MEANT[name] * min(times(attributes.get("text:c", "")), self.bounds.max_cell_characters))

    def _text(self, characters):
        if self.writing and not self.aside:
            self._write(characters)

    def _write(self, characters):
        """Enough to tell that a cell holds too much, and no more."""
        if self.size <= self.bounds.max_cell_characters:
            self.paragraphs[-1].append(characters)
            self.size += len(characters)

    def _end(self, name):
        if not self.reading:
            return
        if self.aside:
            self.aside -= 1
        elif name in PARAGRAPHS:
            self.writing = False
        elif name in CELLS:
            self._cell_ends()
        elif name == "table:table-row":
            self._row_ends()
        elif name == "table:table":
            self.reading = False

    def _cell_ends(self):
        count = times(self.cell.get("table:number-columns-repeated", "1"))
        value = cell_value(self.cell, self.paragraphs) if self.paragraphs or self.cell else ""
        if value:
            if self.column + count > self.bounds.max_columns:
                too_many_columns(self.bounds, self.line + 1)
            self.cells += [""] * (self.column - len(self.cells)) + [value] * count
        self.column += count
        self.cell = None

    def _row_ends(self):
        count = times(self.row.get("table:number-rows-repeated", ""))
        if self.cells:
            if len(self.rows) + count > self.bounds.max_rows + 1:
                too_many_rows(self.bounds)
            lines = range(self.line + 1, self.line + count + 1)
            self.rows += [(line, self.cells) for line in lines]
            if self.row.get("table:visibility", "visible") != "visible":
                self.hidden += lines
        self.line, self.cells = self.line + count, None


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
    kind = attributes.get("office:value-type", "")
    calculated = kind != "string" or "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or (calculated and FAILED.fullmatch(text)):
        return Fault("error_cell", _("A formula failed here. Mend it, or write the value itself."), text)
    if kind in ("float", "percentage", "currency"):
        return _number(attributes.get("office:value", ""), kind, text)
    if kind == "date":
        return moment_text(attributes.get("office:date-value", ""))
    if kind == "time":
        return _duration(attributes.get("office:time-value", ""))
    if kind == "boolean":
        return attributes.get("office:boolean-value", "").upper()
    if not kind and not text and "table:formula" in attributes:
        return Fault("no_result", _("The formula has no result. Open the file, save it, and upload it anew."))
    return text if paragraphs else attributes.get("office:string-value", "")


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

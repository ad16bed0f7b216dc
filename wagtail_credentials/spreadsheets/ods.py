"""ODS as LibreOffice and other programs write it: repeated cells and rows, spans, paragraphs, comments."""

import re

from .archives import Archive
from .choosing import choose_sheet, hidden_note
from .markup import Nesting, attributes, characters
from .ods_cells import Looks, times
from .tables import Bounds, Table, build_table, damaged, too_many_columns, too_many_rows

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
TAGS = {"table:table", "table:table-row"} | ASIDE | CELLS | PARAGRAPHS
#: Tags that say something of a cell; of others, only the text within a paragraph counts.
KNOWN = frozenset(TAGS | {f"/{name}" for name in TAGS})
#: The prefixes that every program writes; another meaning of them is none of ours to guess.
PREFIXES = {
    f"xmlns:{name}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")
}
#: A whole cell of one plain paragraph or none, as most are; or else a single tag, as ``markup.TAG``. What the first
#: finds is what the last would, only sooner.
TOKEN = re.compile(
    r"<(?:table:table-cell(?=[\s/>])([^<>]*)>(?:(?<=/>)|<text:p>([^<&]*)</text:p></table:table-cell>)"
    r"|(/?[^\s/<>]*)([^<>]*>)([^<]*))"
)
#: What says which sheets there are.
OUTSIDE = re.compile(r"<(office:document-content|style:style|style:table-properties|table:table)(?=[\s/>])([^<>]*)>")
FRONT = re.compile(r"<[^<>]*ActiveTable[^<>]*>([^<]*)")
#: Sheets and styles; LibreOffice can have 10,000 sheets.
MAX_OUTSIDE = 200_000
#: How many hidden lines are remembered.
MENTIONED = 10


def read_ods(data: bytes, bounds: Bounds, wanted: str = "") -> Table:
    """The table of the sheet called ``wanted``, else of the one that is in front when the file opens."""
    archive = Archive(data, bounds)
    sheets = _sheets(archive)
    front = "" if wanted else _front(archive)
    active = next((n for n, (name, seen) in enumerate(sheets) if front and seen and name == front), -1)
    chosen, notes = choose_sheet(sheets, active, wanted)
    return build_table(_rows(archive, chosen, bounds, notes), bounds, ragged=False, notes=notes)


def _rows(archive, chosen, bounds, notes):
    sheet = SheetRows(bounds, chosen)
    yield from sheet.read(archive.text("content.xml"))
    notes += hidden_note(sheet.hidden)


def _front(archive):
    """The name of the sheet that was in front when the file was saved, "" where that is not written down."""
    for chunk in archive.text("settings.xml") if "settings.xml" in archive else ():
        if found := "ActiveTable" in chunk and FRONT.search(chunk):
            return characters(found[1])
    return ""


def _sheets(archive):
    """[(name, whether it can be seen)] of all tables."""
    sheets, unseen, style = [], set(), ""
    for name, values in _outside(archive):
        if name == "office:document-content" and not PREFIXES.items() <= values.items():
            damaged()
        elif name == "style:style":
            style = values.get("style:name", "")
        elif name == "style:table-properties" and values.get("table:display", "") == "false":
            unseen.add(style)
        elif name == "table:table":
            sheets.append((values.get("table:name", ""), values.get("table:style-name", "") not in unseen))
    return sheets


def _outside(archive):
    left = MAX_OUTSIDE
    for chunk in archive.text("content.xml"):
        for name, written in OUTSIDE.findall(chunk):
            left -= 1
            yield (name, attributes(written.removesuffix("/"))) if left >= 0 else damaged()


class SheetRows:
    """Hands out (line, cells) of the ``chosen`` one of all tables, counted from 0; blank cells cost nothing."""

    def __init__(self, bounds, chosen):
        self.bounds, self.before, self.reading = bounds, chosen, False
        self.nesting, self.looks = Nesting(prefixes=True), Looks()
        self.hidden, self.line, self.found, self.column, self.aside = [], 0, 0, 0, 0
        self.row = self.cells = self.cell = None
        self.paragraphs, self.writing, self.size = [], False, 0

    def read(self, chunks):
        for chunk in chunks:
            for look, paragraph, name, written, text in TOKEN.findall(chunk):
                if not written:
                    self._whole_cell(look, paragraph)
                    continue
                for tag, own, following in self.nesting.take(name, written[:-1], text):
                    if tag == "/table:table-row" and self.reading and not self.aside:
                        yield from self._row_ends()
                    elif tag in KNOWN or self.aside or self.writing:
                        self._tag(tag, own, following)
            if self.before < 0 and not self.reading:
                return

    def _tag(self, name, written, text):
        if name[:1] == "/":
            self._closes(name[1:])
        elif self.reading:
            self._opens(name, written)
        elif name == "table:table":
            self.reading, self.before = not self.before, self.before - 1
        if text and self.writing and not self.aside:
            self._write(characters(text))

    def _opens(self, name, written):
        if self.aside or name in ASIDE:
            self.aside += 1
        elif name in CELLS:
            self._cell_starts(self.looks[written])
        elif name == "table:table-row":
            self._row_starts(self.looks[written])
        elif self.cell is not None:
            self._inside(name, written)

    def _closes(self, name):
        if not self.reading:
            return
        if self.aside:
            self.aside -= 1
        elif name in PARAGRAPHS:
            self.writing = False
        elif name in CELLS:
            self._cell_ends()
        elif name == "table:table":
            self.reading = False

    def _row_starts(self, look):
        if self.cells is not None:
            damaged()
        self.cells, self.column, self.row = [], 0, look

    def _cell_starts(self, look):
        """A cell stands in a row, and in no other cell."""
        if self.cells is None or self.cell is not None:
            damaged()
        self.cell, self.paragraphs, self.size = look, [], -1

    def _inside(self, name, written):
        if name in PARAGRAPHS:
            self.writing = True
            if self.size <= self.bounds.max_cell_characters:
                self.paragraphs.append([])
                self.size += 1
        elif self.writing and name in MEANT:
            count = times(attributes(written).get("text:c", ""))
            self._write(MEANT[name] * min(count, self.bounds.max_cell_characters))

    def _write(self, characters):
        """Enough to tell that a cell holds too much, and no more."""
        if self.size <= self.bounds.max_cell_characters:
            self.paragraphs[-1].append(characters)
            self.size += len(characters)

    def _whole_cell(self, written, paragraph):
        if not self.reading or self.aside:
            return
        if self.cells is None or self.cell is not None:
            damaged()
        look, self.size = self.looks[written], -1
        if written[-1:] != "/":
            self._add(look, self._value(look, [[paragraph]]))
        elif look.blank:
            self.column += look.columns
        else:
            self._add(look, self._value(look, []))

    def _cell_ends(self):
        look, self.cell = self.cell, None
        self._add(look, self._value(look, self.paragraphs))

    def _value(self, look, paragraphs):
        limit = self.bounds.max_cell_characters
        value = look.value(paragraphs, limit + 1)
        # What was cut off must be told, though white space that counts once may make the rest of it short.
        return value.ljust(limit + 1) if self.size > limit and isinstance(value, str) else value

    def _add(self, look, value):
        if value:
            if self.column + look.columns > self.bounds.max_columns:
                too_many_columns(self.bounds, self.line + 1)
            self.cells += [""] * (self.column - len(self.cells)) + [value] * look.columns
        self.column += look.columns

    def _row_ends(self):
        count, cells = self.row.rows, self.cells
        lines = range(self.line + 1, self.line + count + 1)
        self.line, self.cells = self.line + count, None
        if not cells:
            return
        self.found += count
        if self.found > self.bounds.max_rows + 1:
            too_many_rows(self.bounds)
        if self.row.hidden:
            self.hidden += lines[: MENTIONED + 1 - len(self.hidden)]
        for line in lines:
            yield line, [*cells]

"""XLSX as Excel, LibreOffice, Google and Python's writers make it, read in one pass over the one sheet that is seen.

Own code, because no reader at hand is both right and bounded: openpyxl trusts the size a file claims; calamine ends the
process on a far-away cell, and reads errors and formulas without a result as blank.
"""

import posixpath
import re

from django.utils.translation import gettext as _

from ..domain.names import shown
from .archives import Archive, damaged
from .numbers import moment_text, number_text, style_of
from .tables import Bounds, Fault, Table, build_table, reject, too_many_columns, too_many_rows

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Rows that Excel can have; a higher number is a forgery.
LAST_ROW = 1_048_576


def read_xlsx(data: bytes, bounds: Bounds) -> Table:
    """The table of the sheet that is in front when the workbook opens."""
    archive = Archive(data, bounds)
    workbook = Workbook(archive)
    sheet = SheetRows(workbook, bounds)
    archive.parse(workbook.part, sheet.start, sheet.end, sheet.text)
    return build_table(sheet.rows, bounds, ragged=False, notes=[*workbook.notes, *hidden_note(sheet.hidden)])


def hidden_note(lines: list[int]) -> list[str]:
    """Say aloud that rows were read which the author may not see."""
    if not lines:
        return []
    numbers = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
    return [_("Hidden lines were read too: %(lines)s.") % {"lines": numbers}]


def choose_sheet(sheets: list[tuple[str, bool]], active: int) -> tuple[int, list[str]]:
    """Which of [(name, visible)] is read: the one in front, else the first to be seen; and what to say about others."""
    visible = [position for position, (name, seen) in enumerate(sheets) if seen]
    if not visible:
        reject("no_sheet", _("The file has no sheet that can be seen."))
    chosen = active if active in visible else visible[0]
    # Sheets of our own templates whose names begin with _ hold lists of choices.
    others = [
        shown(n, 40) for p, (n, seen) in enumerate(sheets) if p != chosen and not (n.startswith("_") and not seen)
    ]
    if not others:
        return chosen, []
    names = {"name": shown(sheets[chosen][0], 40), "others": ", ".join(others)}
    return chosen, [_("Only the sheet “%(name)s” was read, not: %(others)s.") % names]


class Workbook:
    """What a sheet's cells refer to: shared texts, styles, the epoch of its days. ``part`` is the sheet to read."""

    def __init__(self, archive):
        self.sheets, self.active, self.from_1904 = [], 0, False
        main = self._related(archive, "_rels/.rels", "").get("officeDocument", ["xl/workbook.xml"])[0]
        archive.parse(main, self._workbook)
        folder, name = posixpath.split(main)
        self._related(archive, f"{folder}/_rels/{name}.rels", folder)
        sheets = [sheet for sheet in self.sheets if self.kinds.get(sheet[2]) == "worksheet"]
        front = self.sheets[self.active] if self.active < len(self.sheets) else None
        active = sheets.index(front) if front in sheets else -1
        chosen, self.notes = choose_sheet([(name, seen) for name, seen, _id in sheets], active)
        self.part = self.targets[sheets[chosen][2]]
        self.shared = self._shared(archive)
        self.styles = self._styles(archive)

    def _related(self, archive, part, folder):
        """{kind: [parts]} of a part's relations; also keeps {id: part} and {id: kind}."""
        self.targets, self.kinds, related = {}, {}, {}

        def start(name, attributes):
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                self.targets[attributes.get("Id")], self.kinds[attributes.get("Id")] = target, kind
                related.setdefault(kind, []).append(target)

        if part in archive:
            archive.parse(part, start)
        self.related = related
        return related

    def _workbook(self, name, attributes):
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            self.sheets.append(
                (attributes.get("name", ""), attributes.get("state", "visible") == "visible", *(ids or [""])[:1])
            )
        elif name == "workbookView":
            self.active = whole(attributes.get("activeTab", "0"))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")

    def _shared(self, archive):
        """The shared texts, without the pronunciation that East Asian editions add."""
        texts, parts, state = [], [], {"t": False, "aside": False}

        def start(name, attributes):
            if name == "si":
                parts.clear()
            elif name == "rPh":
                state["aside"] = True
            elif name == "t":
                state["t"] = not state["aside"]

        def end(name):
            if name == "si":
                texts.append(unescape_xml("".join(parts)))
            elif name == "rPh":
                state["aside"] = False
            elif name == "t":
                state["t"] = False

        for part in self.related.get("sharedStrings", [])[:1]:
            archive.parse(part, start, end, lambda characters: parts.append(characters) if state["t"] else None)
        return texts

    def _styles(self, archive):
        """What each cell style shows, by its number."""
        codes, styles, where = {}, [], {"cells": False}

        def start(name, attributes):
            if name == "numFmt":
                codes[attributes.get("numFmtId")] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                where["cells"] = True
            elif name == "xf" and where["cells"]:
                number = attributes.get("numFmtId", "0")
                styles.append(style_of(whole(number), codes.get(number)))

        def end(name):
            if name == "cellXfs":
                where["cells"] = False

        for part in self.related.get("styles", [])[:1]:
            archive.parse(part, start, end)
        return styles


class SheetRows:
    """Gathers ``rows`` [(line, cells)] while the sheet's XML goes by; blank cells cost nothing."""

    def __init__(self, workbook, bounds):
        self.workbook, self.bounds = workbook, bounds
        self.rows, self.hidden = [], []
        self.line, self.column, self.cells = 0, -1, []
        self.kind = self.style = None
        self.formula = self.gathering = self.aside = False
        self.parts = []

    def start(self, name, attributes):
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "t"):
            self.gathering = not self.aside
        elif name == "f":
            self.formula = True
        elif name == "row":
            self._row(attributes)
        elif name == "rPh":
            self.aside = True

    def text(self, characters):
        if self.gathering:
            self.parts.append(characters)

    def end(self, name):
        if name == "c":
            if self.parts or self.formula:
                self._value()
        elif name in ("v", "t"):
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

    def _cell(self, attributes):
        reference = attributes.get("r")
        self.column = column_number(reference) if reference else self.column + 1
        self.kind, self.style = attributes.get("t"), attributes.get("s")
        self.formula, self.parts = False, []

    def _value(self):
        value = self._read("".join(self.parts))
        if not value:
            return
        if self.column >= self.bounds.max_columns:
            too_many_columns(self.bounds, self.line)
        missing = self.column - len(self.cells)
        if missing < 0:
            damaged()
        self.cells.extend([""] * missing)
        self.cells.append(value)

    def _read(self, raw):
        if self.kind == "s":
            return self._shared(raw)
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

    def _shared(self, raw):
        number = whole(raw.strip())
        return self.workbook.shared[number] if number < len(self.workbook.shared) else damaged()

    def _number(self, raw):
        style = whole(self.style) if self.style else 0
        shows = self.workbook.styles[style] if style < len(self.workbook.styles) else ""
        if not shows and raw.isdigit() and len(raw) < 16 and raw[0] != "0":
            return raw
        return number_text(raw, shows, from_1904=self.workbook.from_1904)


def whole(text: str) -> int:
    """A number that is not negative, as files write it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else damaged()


def column_number(reference: str) -> int:
    """0 for A1, 26 for AA7."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1 if 0 < number <= 16_384 else damaged()


def unescape_xml(text: str) -> str:
    """Text in which Excel wrote what XML cannot hold as _x000D_."""
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text

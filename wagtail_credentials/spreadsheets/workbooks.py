"""What surrounds a sheet in an XLSX: which sheets there are, shared texts, styles, the epoch of its days."""

import posixpath
import re

from .archives import Archive, LocalNames, damaged
from .choosing import choose_sheet
from .numbers import style_of

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook:
    """``part`` is the sheet to read, ``notes`` what to say about the others."""

    def __init__(self, archive: Archive, max_characters: int, wanted: str = ""):
        main = Relations(archive, "").first("officeDocument") or "xl/workbook.xml"
        relations = Relations(archive, main)
        sheets = Sheets(archive, main, relations)
        self.part, self.notes = sheets.choose(relations, wanted)
        self.from_1904 = sheets.from_1904
        self.shared = SharedTexts(archive, relations.first("sharedStrings"), max_characters).texts
        self.styles = Styles(archive, relations.first("styles")).shows


class Relations:
    """The parts that a part of the archive refers to: {id: (kind, path)}."""

    def __init__(self, archive, part):
        self.local, self.found = LocalNames(), {}
        self.folder, name = posixpath.split(part)
        path = f"{self.folder}/_rels/{name}.rels".lstrip("/")
        if path in archive:
            archive.parse(path, self._start)

    def _start(self, name, attributes):
        if self.local[name] == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id")] = (attributes.get("Type", "").rpartition("/")[2], target)

    def first(self, kind: str) -> str | None:
        return next((path for found, path in self.found.values() if found == kind), None)


class Sheets:
    """The sheets in their order, as the workbook lists them."""

    def __init__(self, archive, part, relations):
        self.local = LocalNames()
        self.listed, self.active, self.from_1904 = [], 0, False
        archive.parse(part, self._start)

    def _start(self, name, attributes):
        name = self.local[name]
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), None)
            seen = attributes.get("state", "visible") == "visible"
            self.listed.append((attributes.get("name", ""), seen, relation))
        elif name == "workbookView":
            self.active = whole(attributes.get("activeTab", "0"))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")

    def choose(self, relations, wanted) -> tuple[str, list[str]]:
        """The path of the sheet to read; charts that fill a sheet of their own are none."""
        sheets = [sheet for sheet in self.listed if relations.found.get(sheet[2], ("",))[0] == "worksheet"]
        front = self.listed[self.active] if self.active < len(self.listed) else None
        active = sheets.index(front) if front in sheets else -1
        chosen, notes = choose_sheet([(name, seen) for name, seen, _relation in sheets], active, wanted)
        return relations.found[sheets[chosen][2]][1], notes


class SharedTexts:
    """The texts that cells refer to by number, without the pronunciation that East Asian editions add."""

    def __init__(self, archive, part, max_characters):
        self.local, self.limit = LocalNames(), max_characters
        self.texts, self.parts, self.size = [], [], 0
        self.gathering = self.aside = False
        if part:
            archive.parse(part, self._start, self._end, self._text)

    def _start(self, name, attributes):
        name = self.local[name]
        if name == "t":
            self.gathering = not self.aside
        elif name == "si":
            self.parts, self.size = [], 0
        elif name == "rPh":
            self.aside = True

    def _text(self, characters):
        if self.gathering and self.size <= self.limit:
            self.parts.append(characters)
            self.size += len(characters)

    def _end(self, name):
        name = self.local[name]
        if name == "t":
            self.gathering = False
        elif name == "si":
            self.texts.append(unescape_xml("".join(self.parts)))
        elif name == "rPh":
            self.aside = False


class Styles:
    """What each cell style shows, by its number: see ``numbers.style_of``."""

    def __init__(self, archive, part):
        self.local, self.codes, self.shows, self.of_cells = LocalNames(), {}, [], False
        if part:
            archive.parse(part, self._start, self._end)

    def _start(self, name, attributes):
        name = self.local[name]
        if name == "numFmt":
            self.codes[attributes.get("numFmtId")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.of_cells = True
        elif name == "xf" and self.of_cells:
            number = attributes.get("numFmtId", "0")
            self.shows.append(style_of(whole(number), self.codes.get(number)))

    def _end(self, name):
        if self.local[name] == "cellXfs":
            self.of_cells = False


def whole(text: str) -> int:
    """A number that is not negative, as files write it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else damaged()


def unescape_xml(text: str) -> str:
    """Text in which Excel wrote what XML cannot hold as _x000D_."""
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text

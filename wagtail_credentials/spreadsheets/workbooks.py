"""What surrounds a sheet in an XLSX: which sheets there are, shared texts, styles, the epoch of its days."""

import posixpath

from .archives import Archive
from .choosing import choose_sheet
from .markup import elements
from .numbers import style_of, whole
from .shared_texts import SharedTexts

#: Sheets, or parts that one part refers to; no program opens as many.
MAX_PARTS = 10_000
#: Formats and their uses; Excel can have 65,490 of those, and 255 letters in a code.
MAX_STYLES, MAX_CODE = 200_000, 255


class Workbook:
    """``part`` is the sheet to read, ``notes`` what to say about the others."""

    def __init__(self, archive: Archive, max_characters: int, wanted: str = ""):
        main = Relations(archive, "").first("officeDocument") or "xl/workbook.xml"
        relations = Relations(archive, main)
        sheets = Sheets(archive, main)
        self.part, self.notes = sheets.choose(relations, wanted)
        self.from_1904 = sheets.from_1904
        self.shared = SharedTexts(archive, relations.first("sharedStrings"), max_characters)
        self.styles = styles(archive, relations.first("styles"))


class Relations:
    """The parts that a part of the archive refers to: {id: (kind, path)}."""

    def __init__(self, archive, part):
        self.found = {}
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path in archive:
            for _name, values in elements(archive.text(path), ("Relationship",), MAX_PARTS):
                self._add(folder, values)

    def _add(self, folder, values):
        if values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, values.get("Target", ""))).lstrip("/")
            self.found[values.get("Id")] = (values.get("Type", "").rpartition("/")[2], target)

    def first(self, kind: str) -> str | None:
        return next((path for found, path in self.found.values() if found == kind), None)


class Sheets:
    """The sheets in their order, as the workbook lists them."""

    def __init__(self, archive, part):
        self.listed, self.active, self.from_1904 = [], 0, False
        for name, values in elements(archive.text(part), ("sheet", "workbookView", "workbookPr"), MAX_PARTS):
            self._add(name, values)

    def _add(self, name, values):
        if name == "sheet":
            relation = next((value for key, value in values.items() if key.endswith(":id")), None)
            self.listed.append((values.get("name", ""), values.get("state", "visible") == "visible", relation))
        elif name == "workbookView":
            self.active = whole(values.get("activeTab", "0"))
        else:
            self.from_1904 = values.get("date1904") in ("1", "true")

    def choose(self, relations, wanted) -> tuple[str, list[str]]:
        """The path of the sheet to read; charts that fill a sheet of their own are none."""
        sheets = [sheet for sheet in self.listed if relations.found.get(sheet[2], ("",))[0] == "worksheet"]
        front = self.listed[self.active] if self.active < len(self.listed) else None
        active = sheets.index(front) if front in sheets else -1
        chosen, notes = choose_sheet([(name, seen) for name, seen, _relation in sheets], active, wanted)
        return relations.found[sheets[chosen][2]][1], notes


def styles(archive: Archive, part: str | None) -> list[str]:
    """What each cell style shows, by its number: see ``numbers.style_of``."""
    codes, shows, of_cells, known = {}, [], False, {}
    wanted = ("numFmt", "cellXfs", "/cellXfs", "xf")
    for name, values in elements(archive.text(part), wanted, MAX_STYLES) if part else ():
        number = values.get("numFmtId", "0")
        if name == "numFmt":
            codes[number] = values.get("formatCode", "")[:MAX_CODE]
        elif name != "xf":
            of_cells = name == "cellXfs"
        elif of_cells:
            if number not in known:
                known[number] = style_of(whole(number), codes.get(number))
            shows.append(known[number])
    return shows

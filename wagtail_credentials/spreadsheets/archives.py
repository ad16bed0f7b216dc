"""The XML inside a ZIP, read in pieces and never further than the bounds."""

import io
import lzma
import struct
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext as _

from .tables import Bounds, reject

PIECE = 1 << 16
MAX_ENTRIES = 10_000
#: Tags in all; 50,000 lines of 20 cells need as many, and a parser some seconds.
MAX_TAGS = 4_000_000
#: Tags within tags; a sheet has ten, and a parser keeps every open one in memory.
MAX_DEPTH = 1000
#: What the standard library raises while it unpacks a damaged ZIP.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError)
#: What it raises while it opens one.
UNREADABLE = (*DAMAGED, RuntimeError, ValueError)


class Archive:
    """A ZIP file whose directory promises no more than the bounds, with its XML handed out piece by piece."""

    def __init__(self, data: bytes, bounds: Bounds):
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE:
            damaged()
        entries = self.zip.infolist()
        self.left, self.tags = bounds.max_unpacked_bytes, MAX_TAGS
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > self.left:
            too_big(bounds)
        if any(entry.flag_bits & 1 for entry in entries):
            reject("wrong_kind", _("The file is protected with a password. Save it without one."))
        self.bounds = bounds
        self.names = {entry.filename.lower(): entry.filename for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def parse(self, name: str, start=None, end=None, text=None) -> None:
        """Call ``start(name, attributes)``, ``end(name)`` and ``text(characters)`` through the entry.

        Names come with their prefix, see ``LocalNames``; asking here would double the calls for each cell.
        """
        parser = _parser(start, end, text)
        try:
            with self.zip.open(self.names[name.lower()]) as entry:
                while piece := entry.read(PIECE):
                    self.left -= len(piece)
                    self.tags -= piece.count(b"<")
                    if self.left < 0 or self.tags < 0:
                        too_big(self.bounds)
                    parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (KeyError, expat.ExpatError, *DAMAGED):
            damaged()


def damaged():
    reject("damaged", _("The file is damaged or cut off. Save it again and upload it anew."))


def too_big(bounds):
    message = _("Unpacked, the file is larger than %(limit)d MB. Copy the rows alone to a new sheet.")
    reject("too_big", message % {"limit": max(bounds.max_unpacked_bytes // (1024 * 1024), 1)})


class LocalNames(dict):
    """{name as written: name without its prefix}, found once each."""

    def __missing__(self, name):
        local = self[name] = name.rpartition(":")[2]
        return local


def _parser(start, end, text):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _within_depth(start, end)
    parser.CharacterDataHandler = text
    # No honest sheet declares a document type; entities that swell or fetch files need one.
    parser.StartDoctypeDeclHandler = lambda *_: damaged()
    return parser


def _within_depth(start, end):
    """The two handlers, and ``SheetRejected`` where tags are nested without end."""
    depth = 0

    def opened(name, attributes):
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            damaged()
        if start:
            start(name, attributes)

    def closed(name):
        nonlocal depth
        depth -= 1
        if end:
            end(name)

    return opened, closed

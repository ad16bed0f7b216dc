"""The parts inside a ZIP, unpacked in pieces and never further than the bounds."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .markup import plain
from .tables import Bounds, damaged, reject, too_big

PIECE = 1 << 16
MAX_ENTRIES = 10_000
#: Tags in all; 50,000 lines of 20 cells need as many, and reading them some seconds.
MAX_TAGS = 4_000_000
#: How a ZIP's directory begins each entry.
ENTRY = b"PK\x01\x02"
#: The only ways sheets are packed; the others unpack whole blocks at once, whatever their size.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What the standard library raises while it opens or unpacks a damaged ZIP.
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The ZIP, packed as sheets are; a directory longer than any sheet's is not read at all."""
    if data.count(ENTRY) > MAX_ENTRIES:
        too_big(Bounds.from_settings())
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE:
        damaged()
    return archive if all(entry.compress_type in PACKED for entry in archive.infolist()) else damaged()


class Archive:
    """A ZIP file whose directory promises no more than the bounds, with its XML handed out piece by piece."""

    def __init__(self, data: bytes, bounds: Bounds):
        self.zip = open_zip(data)
        entries = self.zip.infolist()
        self.left, self.tags = bounds.max_unpacked_bytes, MAX_TAGS
        if sum(entry.file_size for entry in entries) > self.left:
            too_big(bounds)
        if any(entry.flag_bits & 1 for entry in entries):
            reject("wrong_kind", _("The file is protected with a password. Save it without one."))
        self.bounds, self.counted = bounds, set()
        self.names = {entry.filename.lower(): entry.filename for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def text(self, name: str) -> Iterator[str]:
        """The entry's XML in pieces of plain markup: see ``markup.plain``."""
        return plain(self._counted(name))

    def _counted(self, name):
        """The entry's bytes, held against the bounds the first time that it is read."""
        for piece in self._pieces(name):
            if name not in self.counted:
                self.left -= len(piece)
                self.tags -= piece.count(b"<")
                if self.left < 0 or self.tags < 0:
                    too_big(self.bounds)
            yield piece
        self.counted.add(name)

    def _pieces(self, name):
        try:
            with self.zip.open(self.names[name.lower()]) as entry:
                while piece := entry.read(PIECE):
                    yield piece
        except (KeyError, *UNREADABLE):
            damaged()

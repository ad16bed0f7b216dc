"""An uploaded file as a table: the one door, bounded from the first byte to the last cell."""

from django.utils.translation import gettext as _

from ..domain.reading import AS_FOUND, ReadingOptions
from .kinds import CSV, XLSX, kind_of
from .ods import read_ods
from .tables import Bounds, Table, reject
from .text import read_text
from .xlsx import read_xlsx


def read_sheet(data: bytes, filename: str, options: ReadingOptions = AS_FOUND) -> Table:
    """The table that the author sees. Raises ``SheetRejected`` with what is wrong with the file as a whole."""
    bounds = Bounds.from_settings()
    if len(data) > bounds.max_upload_bytes:
        message = _("The file is larger than %(limit)d MB. Divide the sheet.")
        reject("too_big", message % {"limit": max(bounds.max_upload_bytes // (1024 * 1024), 1)})
    kind = kind_of(data, filename)
    if kind == CSV:
        return read_text(data, bounds, options)
    return (read_xlsx if kind == XLSX else read_ods)(data, bounds, options.sheet)

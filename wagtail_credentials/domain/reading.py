"""How a sheet is to be read where it does not say so itself: its encoding, the order of its dates, which sheet."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DateFormat(TextChoices):
    """The order in which dates are written; year-month-day is read whichever is chosen."""

    ISO = "iso", _("Year-month-day: 2026-11-21")
    DMY = "dmy", _("Day, month, year: 21/11/2026, 21.11.2026 or 21-11-2026")
    MDY = "mdy", _("Month, day, year: 11/21/2026, 11.21.2026 or 11-21-2026")


#: What the form calls the choice; messages name it so.
DATE_FORMAT_LABEL = _("Dates are written as")


@dataclass(frozen=True)
class ReadingOptions:
    """``encoding`` of a CSV, "" to find it out; ``sheet`` by name, "" for the one in front; a ``DateFormat``."""

    encoding: str = ""
    date_format: str = DateFormat.ISO.value
    sheet: str = ""

    def __post_init__(self):
        if self.date_format not in DateFormat.values:
            raise ValueError(f"date_format is one of {', '.join(DateFormat.values)}, not {self.date_format!r}.")


#: As the file says itself, and dates as ISO has them.
AS_FOUND = ReadingOptions()

#: [(Python's name, what people call it)] of the encodings that are offered, as Windows writes them where that differs.
ENCODINGS = (
    ("cp1252", _("Western European (Windows-1252)")),
    ("iso8859-1", _("Western European (ISO-8859-1)")),
    ("iso8859-15", _("Western European (ISO-8859-15)")),
    ("mac-roman", _("Western European (Mac Roman)")),
    ("cp1250", _("Central European (Windows-1250)")),
    ("iso8859-2", _("Central European (ISO-8859-2)")),
    ("cp1257", _("Baltic (Windows-1257)")),
    ("cp1251", _("Cyrillic (Windows-1251)")),
    ("koi8-r", _("Cyrillic (KOI8-R)")),
    ("koi8-u", _("Cyrillic (KOI8-U)")),
    ("iso8859-5", _("Cyrillic (ISO-8859-5)")),
    ("cp1253", _("Greek (Windows-1253)")),
    ("iso8859-7", _("Greek (ISO-8859-7)")),
    ("cp1254", _("Turkish (Windows-1254)")),
    ("iso8859-9", _("Turkish (ISO-8859-9)")),
    ("cp1255", _("Hebrew (Windows-1255)")),
    ("cp1256", _("Arabic (Windows-1256)")),
    ("cp1258", _("Vietnamese (Windows-1258)")),
    ("cp874", _("Thai (Windows-874)")),
    ("gb18030", _("Chinese, simplified (GB18030, GBK, GB2312)")),
    ("cp950", _("Chinese, traditional (Big5)")),
    ("cp932", _("Japanese (Shift_JIS)")),
    ("euc_jp", _("Japanese (EUC-JP)")),
    ("cp949", _("Korean (EUC-KR)")),
    ("utf-16-le", _("Unicode without a mark (UTF-16 LE)")),
    ("utf-16-be", _("Unicode without a mark (UTF-16 BE)")),
)

#: Codes of problems that another way of reading the file may solve.
ENCODING_CODES = ("encoding", "unknown_encoding", "stray_byte")
SHEET_CODES = ("no_such_sheet",)
DATE_CODES = ("date_format", "date_impossible")

#: Digits with the same separator twice, and perhaps a time, which no credential has.
WRITTEN = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)


def written_day(text: str, date_format: str) -> date | None:
    """The day of a text in the chosen order, None where it is not written so. Raises ``ValueError`` for no such day."""
    match = WRITTEN.fullmatch(text)
    if not match or date_format == DateFormat.ISO:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    return date(year, second, first) if date_format == DateFormat.DMY else date(year, first, second)


def orders_of(text: str) -> list[str]:
    """The orders, "dmy" or "mdy" or both, in which a text would be a day."""
    return [order for order in (DateFormat.DMY.value, DateFormat.MDY.value) if _is_day(text, order)]


def _is_day(text, order):
    try:
        return written_day(text, order) is not None
    except ValueError:
        return False

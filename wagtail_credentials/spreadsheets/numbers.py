"""Numbers of a workbook as their author sees them: 101 and not 101.0, days and not serial numbers."""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .tables import Cell, Fault, damaged

#: Excel's own formats that show a day or a time; 27-36 and 50-58 do so in East Asian editions.
BUILT_IN = {
    **dict.fromkeys([*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)], "date"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 45, 47], "time"),
    46: "duration",
    9: "percent",
    10: "percent",
}
NOT_TOKENS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
#: Excel counts a 29 February 1900 that never was; before it, its days are one off.
FIRST_RIGHT_DAY = 61
LAST_DAY = 2_958_466


def style_of(format_id: int, code: str | None) -> str:
    """What a number format shows: "date", "time", "duration", "percent", zeros such as "00000", or "" for a number."""
    if code is None:
        return BUILT_IN.get(format_id, "")
    tokens = NOT_TOKENS.sub("", code.split(";")[0]).lower()
    if re.search(r"\[(h+|m+|s+)\]", tokens):
        return "duration"
    if re.search(r"[yd]", tokens) or ("m" in tokens and not re.search(r"[hs0#]", tokens)):
        return "date"
    if re.search(r"[hs]", tokens) and "general" not in tokens:
        return "time"
    if "%" in tokens:
        return "percent"
    return tokens if re.fullmatch("0{2,}", tokens) else ""


def number_text(raw: str, style: str = "", *, from_1904: bool = False) -> Cell:
    """The text of a stored number."""
    if not style and len(raw) < 16 and raw.isdigit() and raw.isascii():
        return raw.lstrip("0") or "0"
    try:
        number = float(raw)
    except ValueError:
        return raw
    if number != number or number in (float("inf"), float("-inf")):
        return Fault("error_cell", _("This is no number. Write the value itself."), raw)
    if style in ("date", "time"):
        return _moment(number, style, from_1904)
    if style == "duration":
        return _clock(round(number * 86_400))
    if style == "percent":
        return plain(number * 100) + "%"
    text = plain(number)
    return text.zfill(len(style)) if style and text.isdigit() else text


def plain(number: float) -> str:
    """Digits without an exponent, no more of them than a spreadsheet program keeps."""
    if number == int(number) and abs(number) < 1e17:
        return str(int(number))
    try:
        return f"{Decimal(f'{number:.15g}'):f}"
    except (InvalidOperation, OverflowError):
        return repr(number)


def _moment(number, style, from_1904):
    if style == "time" and 0 <= number < 1:
        return _clock(round(number * 86_400))
    if not 0 <= number < LAST_DAY or (not from_1904 and 60 <= number < FIRST_RIGHT_DAY):
        return Fault(
            "date_impossible", _("There is no such day. Write it as year-month-day: 2026-11-21"), plain(number)
        )
    shift = 1 if not from_1904 and number < FIRST_RIGHT_DAY else 0
    try:
        moment = EPOCHS[from_1904] + timedelta(days=shift, seconds=round(number * 86_400))
    except OverflowError:
        return Fault(
            "date_impossible", _("There is no such day. Write it as year-month-day: 2026-11-21"), plain(number)
        )
    return moment_text(moment.isoformat())


def moment_text(iso: str) -> str:
    """An ISO moment with a space for its T; midnight is the day alone."""
    day, _t, clock = iso.partition("T")
    return day if not clock.strip("0:.") else f"{day} {clock}"


def _clock(seconds):
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def whole(text: str) -> int:
    """A number that is not negative, as files write it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else damaged()

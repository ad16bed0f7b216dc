"""A cell of an ODS as its author sees it, by what its attributes say it holds."""

import re

from django.utils.translation import gettext as _

from .markup import attributes
from .numbers import moment_text, number_text
from .tables import Fault

DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?")
FAILED = re.compile(r"#\S+[!?]|#N/A|Err:\d+")
SPACE = re.compile("[ \n\r]{2,}|[\n\r]")
#: How many looks of cells and rows are remembered, and how long.
REMEMBERED, SHORT = 1000, 500


class Looks(dict):
    """{attributes as written: what they say}."""

    def __missing__(self, written):
        look = Look(attributes(written.removesuffix("/")))
        if len(self) < REMEMBERED and len(written) < SHORT:
            self[written] = look
        return look


class Look:
    """What the attributes of a cell, or of a row, say of it; ``columns`` and ``rows`` are how often it is repeated."""

    def __init__(self, values: dict[str, str]):
        self.values = values
        self.columns = times(values.get("table:number-columns-repeated", ""))
        self.rows = times(values.get("table:number-rows-repeated", ""))
        self.hidden = values.get("table:visibility", "visible") != "visible"
        self.kind, self.formula = values.get("office:value-type", ""), "table:formula" in values
        self.failed = values.get("calcext:value-type") == "error"
        # Its paragraphs are its value; or there is none without them.
        self.plain = self.kind == "string" and not self.formula and not self.failed
        self.blank = not (self.kind or self.formula or self.failed or "office:string-value" in values)

    def value(self, paragraphs: list[list[str]], longest: int) -> str | Fault:
        """What the author sees in a cell of these paragraphs, which are no longer than ``longest`` unless cut."""
        text = "\n".join(map(paragraph_text, paragraphs))[:longest]
        if self.plain and paragraphs:
            return text
        calculated = self.formula or self.kind != "string"
        if self.failed or (calculated and FAILED.fullmatch(text)):
            return Fault("error_cell", _("A formula failed here. Mend it, or write the value itself."), text)
        if not self.kind and not text and self.formula:
            return Fault("no_result", _("The formula has no result. Open the file, save it, and upload it anew."))
        value = self._typed(text, paragraphs)
        return value[:longest] if isinstance(value, str) else value

    def _typed(self, text, paragraphs):
        if self.kind in ("float", "percentage", "currency"):
            return _number(self.values.get("office:value", ""), self.kind, text)
        if self.kind == "date":
            return moment_text(self.values.get("office:date-value", ""))
        if self.kind == "time":
            return _duration(self.values.get("office:time-value", ""))
        if self.kind == "boolean":
            return self.values.get("office:boolean-value", "").upper()
        return text if paragraphs else self.values.get("office:string-value", "")


def times(text: str) -> int:
    """How often something is repeated."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def paragraph_text(parts: list[str]) -> str:
    """A paragraph as it is seen: white space of the file counts once, white space that was meant counts."""
    return SPACE.sub(" ", "".join(parts)).strip(" ").replace("\f", " ").replace("\v", "\n")


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

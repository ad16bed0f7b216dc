"""A cell of an XLSX as its author sees it, by what its attributes say it holds."""

from django.utils.translation import gettext as _

from .markup import attributes
from .numbers import moment_text, number_text, whole
from .shared_texts import longest, unescape_xml
from .tables import Cell, Fault, damaged

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST_COLUMN = 16_384
#: How many looks of cells, and values of one look, are remembered, and how long these may be.
LOOKS, REMEMBERED, SHORT = 256, 1000, 100


class Columns(dict):
    """{letters: number}: 0 for A, 26 for AA, found once each; ``FAR`` where no value may stand."""

    #: No row ever has as many cells, so that it is no next cell's number either.
    FAR = 1 << 30

    def __init__(self, max_columns):
        self.max_columns = max_columns

    def __missing__(self, letters):
        number = 0
        for letter in letters[:4]:
            number = number * 26 + LETTERS.find(letter) + 1 if letter in LETTERS else damaged()
        self[letters] = self._bounded(number - 1) if 0 < number <= LAST_COLUMN else damaged()
        return self[letters]

    def after(self, column: int) -> int:
        return self._bounded(column + 1)

    def _bounded(self, number):
        return number if number < self.max_columns else self.FAR


class CellReaders(dict):
    """{a cell's attributes as written, but for its place: {its value as written: what is seen}}.

    The value of a formula without a result is "".
    """

    def __init__(self, workbook, bounds):
        self.workbook, self.longest = workbook, longest(bounds.max_cell_characters)

    def __missing__(self, written):
        values = attributes(written.removesuffix("/"))
        reader = self._reader(values.get("t"), values.get("s"))
        if len(self) < LOOKS and len(written) < SHORT:
            self[written] = reader
        return reader

    def _reader(self, kind, style):
        if kind == "s":
            return self.workbook.shared
        if kind in KINDS:
            return Values(KINDS[kind], self.longest)
        style, styles = whole(style) if style else 0, self.workbook.styles
        return Values(self._number(styles[style] if style < len(styles) else ""), self.longest)

    def _number(self, shows):
        def read(raw):
            return number_text(raw, shows, from_1904=self.workbook.from_1904) if raw else _no_result()

        return read


class Values(dict):
    """{a value as written: what ``read`` makes of it}; many cells have the same."""

    def __init__(self, read, longest):
        self.read, self.longest = read, longest

    def __missing__(self, written):
        cell = self.read(written[: self.longest])
        if len(self) < REMEMBERED and len(written) < SHORT:
            self[written] = cell
        return cell


def _no_result():
    return Fault("no_result", _("The formula has no result. Open the file, save it, and upload it anew."))


def _truth(raw) -> Cell:
    return ("TRUE" if raw.strip() in ("1", "true") else "FALSE") if raw else _no_result()


def _failure(raw) -> Cell:
    if not raw:
        return _no_result()
    return Fault("error_cell", _("A formula failed here. Mend it, or write the value itself."), raw)


def _moment(raw) -> Cell:
    return moment_text(raw) if raw else _no_result()


KINDS = {"str": unescape_xml, "inlineStr": unescape_xml, "b": _truth, "e": _failure, "d": _moment}

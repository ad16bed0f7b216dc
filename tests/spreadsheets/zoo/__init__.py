"""A zoo of sheets, honest and hostile, each with what has to come of it: one table, ``CASES``.

``python -m tests.spreadsheets.zoo FOLDER`` writes the files, to open them in a spreadsheet program.
"""

from . import addresses, bounds, days, headings, names, ods, refused, text, xlsx

CASES = tuple(
    case for kind in (text, xlsx, ods, refused, bounds, headings, names, addresses, days) for case in kind.CASES
)

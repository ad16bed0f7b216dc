"""What may stand in a column: a row's values, normalised, and what is wrong with each."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from .addresses import email_problem, is_web_address, normalise_email
from .columns import EMAIL, EXPIRES_ON, ISSUED_ON, NAME, Column, FieldType, Problem
from .names import REFUSED, fold, invisible, normalise_lines, normalise_text, shown
from .reading import DATE_FORMAT_LABEL, WRITTEN, DateFormat, orders_of, written_day

#: Characters in any value whose column sets no limit of its own.
MAX_CHARACTERS = 10_000
DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
#: What spreadsheet programs show where a formula failed.
ERROR_CELL = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)|Err:[0-9]{3}"
)

AS_ISO = _("Write it as year-month-day: 2026-11-21")
ISO = DateFormat.ISO.value

Fault = tuple[str, str]


def check_values(
    columns: list[Column], values: dict[str, str], line: int, date_format: str = ISO
) -> tuple[dict[str, str], list[Problem]]:
    """The row's values as they will be kept, one for each column, and its problems.

    A value with a problem comes back readable, as it was written, so that it can be shown and corrected.
    Dates are kept as ISO; ``date_format`` is another one in which they may be written, see ``domain.reading``.
    """
    kept, problems = {}, []
    for column in columns:
        raw = values.get(column.name) or ""
        value, fault = check_value(column, raw, date_format)
        kept[column.name] = shown(value, MAX_CHARACTERS) if fault else value
        if fault:
            problems.append(Problem(line, column.name, fault[0], fault[1], shown(raw)))
    problems += _row_problems(columns, kept, line) if not problems else []
    return kept, problems


def check_value(column: Column, raw: str, date_format: str = ISO) -> tuple[str, Fault | None]:
    """The value normalised, and what is wrong with it as (code, message), or None."""
    if not raw and not column.required:
        return "", None
    if REFUSED.search(raw):
        return raw, _refused_characters(raw)
    value = normalise_lines(raw) if column.type == FieldType.LONG_TEXT else normalise_text(raw)
    if not value:
        return "", ("required", _("Nothing stands here. Write a value.")) if column.required else None
    fault = _fault(column, value)
    if date_format != ISO and column.type == FieldType.DATE and not fault:
        return _date_as_chosen(column, value, date_format)
    return (value, fault) if fault else KINDS[column.type](column, value)


def _fault(column: Column, value: str) -> Fault | None:
    """What is wrong with a value whatever its type."""
    limit = column.max_length or MAX_CHARACTERS
    if len(value) > limit:
        return "too_long", _("%(count)d characters; at most %(limit)d fit. Shorten it.") % {
            "count": len(value),
            "limit": limit,
        }
    if ERROR_CELL.fullmatch(value):
        return "error_cell", _("A formula failed here. Mend it, or write the value itself.")
    if not value.isascii() and invisible(value):
        return "invisible", _("Only characters that cannot be seen stand here. Type the value anew.")
    return None


def _refused_characters(raw: str) -> Fault:
    character = REFUSED.search(raw).group()
    if character == "\ufffd":
        return "lost_letter", _("A letter was lost here (�) when the file was saved. Type the value anew.")
    return "control_character", _("The character U+%(code)s cannot be printed. Type the value anew.") % {
        "code": f"{ord(character):04X}"
    }


def _text(column, value):
    return value, None


def _number(column, value):
    if NUMBER.fullmatch(value):
        return value, None
    return value, ("number", _("This is not a number. Write digits, with a point before decimals: 1.5"))


def _date(column, value):
    match = DATE.fullmatch(value)
    if not match:
        return value, _no_day(value)
    try:
        return date.fromisoformat(match.group(1)).isoformat(), None
    except ValueError:
        return value, _impossible(AS_ISO)


def _date_as_chosen(column, value, date_format):
    """The day in the order that was chosen for the sheet, or in that of ISO."""
    try:
        day = written_day(value, date_format)
    except ValueError:
        return value, _impossible(_remedy(value))
    return (day.isoformat(), None) if day else _date(column, value)


def _no_day(value):
    """What is wrong with a text that is not written as ISO has it."""
    if NUMBER.fullmatch(value):
        return "date_number", _("This is a number. Format the cell as a date, or write 2026-11-21")
    if WRITTEN.fullmatch(value) and not orders_of(value):
        return _impossible(AS_ISO)
    return "date_format", _("It is not certain which day this is. %(remedy)s") % {"remedy": _remedy(value)}


def _impossible(remedy):
    return "date_impossible", _("There is no such day. %(remedy)s") % {"remedy": remedy}


def _remedy(value):
    """To write it as ISO, or to choose an order in which it is a day; as the form and the command line call that."""
    orders = orders_of(value)
    if not orders:
        return AS_ISO
    return _(
        "Write it as year-month-day, 2026-11-21, or choose for the whole sheet: “%(field)s” (--date-format %(orders)s)"
    ) % {"field": DATE_FORMAT_LABEL, "orders": _(" or ").join(orders)}


def _choice(column, value):
    if value in column.choices:
        return value, None
    wanted = fold(value)
    for choice in column.choices:
        if fold(choice) == wanted:
            return choice, None
    return value, ("choice", _("Choose one of: %(choices)s") % {"choices": ", ".join(column.choices)})


def _url(column, value):
    if is_web_address(value):
        return value, None
    return value, ("url", _("Write a web address that begins with https:// or http://"))


def _email(column, value):
    return normalise_email(value), email_problem(value)


KINDS = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.URL: _url,
    FieldType.EMAIL: _email,
}


def _row_problems(columns, values, line):
    """What is wrong between values that are right each by itself."""
    issued, expires = values.get(ISSUED_ON), values.get(EXPIRES_ON)
    if issued and expires and expires < issued:
        message = _("It expires before it is issued (%(issued)s). Change one of the two dates.") % {"issued": issued}
        return [Problem(line, EXPIRES_ON, "expires_first", message, expires)]
    if is_example(columns, values):
        return [Problem(line, NAME, "example_row", _("This is the example. Delete the row."), values[NAME])]
    return []


def is_example(columns: list[Column], values: dict[str, str]) -> bool:
    """The row is the one with which the downloaded sheet shows what to write."""
    examples = [column for column in columns if column.example and column.name in (EMAIL, NAME)]
    return len(examples) == 2 and all(fold(values[c.name]) == fold(c.example) for c in examples)

"""What a sheet to fill says about each column: an example, and help in words."""

from django.utils.translation import gettext as _

from ..domain.columns import OPTIONAL, Column, FieldType

EXAMPLES = {
    FieldType.NUMBER: "1.5",
    FieldType.DATE: "2026-11-21",
    FieldType.URL: "https://example.org/",
    FieldType.EMAIL: "zoe@example.org",
}


def example_row(columns: list[Column]) -> list[str]:
    """A value for each column; nothing in those every sheet may do without."""
    return [example(column) for column in columns]


def example(column: Column) -> str:
    """What might stand in the column."""
    if column.example or column.name in OPTIONAL:
        return column.example
    if column.choices:
        return column.choices[0]
    return EXAMPLES.get(column.type, _("Example"))


def help_lines(column: Column) -> list[str]:
    """What to write into the column, in a line for each thing to know."""
    lines = [str(column.label), str(column.help_text)]
    lines.append(_("Required.") if column.required else _("May be left empty."))
    if column.type == FieldType.DATE:
        lines.append(_("A date as year-month-day: 2026-11-21"))
    if column.max_length:
        lines.append(_("At most %d characters.") % column.max_length)
    if column.choices:
        lines.append(_("One of: %s") % ", ".join(column.choices))
    return [line for line in lines if line]


def example_note() -> str:
    return _("This line is an example: delete it, or write over all of it. A sheet that still holds it is refused.")


def heading_note() -> str:
    return _("The headings may not be altered: each column is found by its heading.")

"""The headings of a sheet that speaks of credentials with several templates."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..domain.columns import Column, Problem
from ..domain.headings import heading_key, match_headings
from ..domain.round_trip import is_ours
from ..spreadsheets.tables import Table


class Headings:
    """Which column of the sheet is which column of each template whose credentials the sheet speaks of."""

    def __init__(self, table: Table, templates: Iterable[list[Column]]):
        self.table, self.found = table, {}
        self.headings = ["" if is_ours(heading) else heading for heading in table.headings]
        different = {id(columns): columns for columns in templates}
        names = {heading_key(column.name) for columns in different.values() for column in columns}
        for number, columns in different.items():
            self.found[number] = self._match(columns, names - {heading_key(column.name) for column in columns})

    def _match(self, columns, foreign) -> dict[int, str]:
        """A heading that is a name in another template is not taken for a label in this one."""
        own = ["" if heading_key(heading) in foreign else heading for heading in self.headings]
        return match_headings(own, columns)

    def of(self, columns: list[Column]) -> dict[int, str]:
        """{position: name of the column}"""
        return self.found[id(columns)]

    def of_all(self) -> dict[int, str]:
        """The same for the columns of all templates."""
        return {position: name for positions in self.found.values() for position, name in positions.items()}

    def repeated(self) -> list[Problem]:
        """Columns that stand there twice: which of the two holds is not ours to guess."""
        names = [name for positions in self.found.values() for name in positions.values() if _twice(name, positions)]
        message = _("The column “%(name)s” is there twice. Delete one.")
        line = self.table.heading_line
        return [Problem(line, name, "repeated_column", message % {"name": name}) for name in dict.fromkeys(names)]

    def ignored(self) -> list[str]:
        """Headings that no template of any row knows."""
        known = self.of_all()
        return [heading for n, heading in enumerate(self.headings) if heading.strip() and n not in known]


def _twice(name, positions):
    return [*positions.values()].count(name) > 1

"""A sheet with all of its rows, for tests that look at them twice."""

from wagtail_credentials.domain.reading import AS_FOUND
from wagtail_credentials.spreadsheets.reader import read_sheet
from wagtail_credentials.spreadsheets.tables import Table


def read_whole(data, filename, options=AS_FOUND) -> Table:
    table = read_sheet(data, filename, options)
    table.rows = list(table.rows)
    return table

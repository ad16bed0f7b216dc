"""Fill the sheet of the certificate of completion as an editor would: download it, type over the example, save."""

import io
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from example_site.courses.building import completion_columns
from example_site.courses.recipients import recipients
from wagtail_credentials.spreadsheets.sheets import template_sheet


def sample_sheet() -> bytes:
    """The workbook with sixty recipients, its bytes."""
    columns = completion_columns()
    workbook = load_workbook(io.BytesIO(template_sheet(columns, "xlsx", "Spring graduates")))
    # Fixed, so that making it again shows no change where nothing changed.
    workbook.properties.created = workbook.properties.modified = datetime(2026, 3, 1)
    sheet = workbook.active
    for line, values in enumerate(recipients(), 2):
        for position, column in enumerate(columns, 1):
            cell = sheet.cell(line, position)
            cell.value = values.get(column.name) or None
            cell.comment, cell.font, cell.fill = None, Font(), PatternFill()
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


class Command(BaseCommand):
    help = "Writes a sheet of sixty fictional recipients with names in many scripts."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / "sheets" / "recipients.xlsx")

    def handle(self, *args, output, **options):
        output.write_bytes(sample_sheet())
        self.stdout.write(f"{len(recipients())} recipients: {output}")

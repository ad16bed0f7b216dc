"""Write the sheet of recipients that fits a template."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...models import CredentialTemplate
from ...spreadsheets.sheets import CONTENT_TYPES, template_sheet


class Command(BaseCommand):
    help = "Write the sheet to fill for a template: headings, cell formats, an example row that is refused if left in."

    def add_arguments(self, parser):
        parser.add_argument("--template", required=True, metavar="SLUG")
        parser.add_argument("--format", required=True, choices=list(CONTENT_TYPES), dest="file_format")
        parser.add_argument("--output", required=True, metavar="FILE", help="- writes to standard output")

    def handle(self, *, template, file_format, output, **options):
        found = find_template(template)
        data = template_sheet(found.columns, file_format, found.title)
        if output == "-":
            self.stdout.buffer.write(data)
            return
        try:
            Path(output).write_bytes(data)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}") from error
        self.stderr.write(f"{output}: {', '.join(column.name for column in found.columns)}")


def find_template(slug):
    """The template of that slug, or a word about those there are."""
    try:
        return CredentialTemplate.objects.get(slug=slug)
    except CredentialTemplate.DoesNotExist:
        slugs = ", ".join(CredentialTemplate.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise CommandError(f"There is no template “{slug}”. There are: {slugs or 'none'}", returncode=2) from None

"""Write credentials as a sheet: to be read, or corrected and handed back to ``update_credentials``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...domain.statuses import CredentialStatus
from ...models import Credential
from ...services.exporting import export_credentials
from ...spreadsheets.exports import write_table
from ...spreadsheets.sheets import CONTENT_TYPES
from ..batches import RefusalError
from .check_sheet import find_group
from .publish_batch import find_batch

STATUSES = [status.value for status in CredentialStatus if status != CredentialStatus.STAGED]


class Command(BaseCommand):
    help = "Write credentials as a sheet that update_credentials reads back, every cell safe to open."

    def add_arguments(self, parser):
        add_scope_arguments(parser)
        parser.add_argument(
            "--status", action="append", choices=STATUSES, default=[], help="only these; may be given again"
        )
        parser.add_argument("--format", required=True, choices=list(CONTENT_TYPES), dest="file_format")
        parser.add_argument("--output", required=True, metavar="FILE", help="- writes to standard output")

    def handle(self, *, batch, group, status, file_format, output, **options):
        try:
            filters = scope_filters(batch, group)
        except RefusalError as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        credentials = Credential.objects.filter(**filters).order_by("batch_id", "line")
        if status:
            credentials = credentials.filter(status__in=status)
        if output == "-":
            self.write(credentials, file_format, self.stdout.buffer)
            return
        try:
            with Path(output).open("wb") as file:
                count = self.write(credentials, file_format, file)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}", returncode=2) from error
        self.stderr.write(f"{output}: {count} credentials", style_func=str)

    def write(self, credentials, file_format, stream) -> int:
        """How many were written."""
        export, numbers = export_credentials(credentials), []
        rows = (numbers.append(1) or row for row in export.rows)
        write_table(stream, file_format, export.headings, rows, _("Credentials"))
        return len(numbers)


def add_scope_arguments(parser):
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--batch", metavar="NAME-OR-ID", help="of this batch only")
    scope.add_argument("--group", metavar="SLUG", help="of this group only")


def scope_filters(batch, group) -> dict:
    """What the arguments say, as filters of credentials. Raises ``RefusalError`` for what is not there."""
    if batch:
        return {"batch": find_batch(batch)}
    try:
        return {"batch__group": find_group(group)} if group else {}
    except CommandError as error:
        raise RefusalError("unknown", str(error)) from None

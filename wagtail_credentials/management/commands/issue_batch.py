import argparse
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from ... import tasks
from ...exceptions import CredentialsError, RowsInvalid
from ...models import Batch, CredentialGroup, CredentialTemplate
from ...services.batching import confirm_batch, create_batch, discard_batch
from ...services.staging import stage_sheet
from ..batches import BatchCommand, RefusalError, failures, problem
from ..progress import follow
from ..reading import add_reading_arguments, reading_options


def batch_name(text):
    longest = Batch._meta.get_field("name").max_length
    if not text.strip() or len(text) > longest:
        raise argparse.ArgumentTypeError(_("write a name of 1 to %d characters") % longest)
    return text.strip()


class Command(BatchCommand):
    help = "Issues a batch from a sheet: checks it, generates every credential, and publishes them where asked to."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="XLSX, CSV or ODS.")
        parser.add_argument("--template", metavar="SLUG", required=True)
        parser.add_argument("--group", metavar="SLUG")
        parser.add_argument(
            "--name", type=batch_name, required=True, help="The batch's name, for those who issue only."
        )
        parser.add_argument("--issued-on", metavar="DATE", type=date.fromisoformat, help="2026-11-21; default: today.")
        parser.add_argument("--expires-on", metavar="DATE", type=date.fromisoformat, help="Default: as the group says.")
        parser.add_argument("--publish", action="store_true", help="Publish without anybody's review.")
        add_reading_arguments(parser)
        super().add_arguments(parser)

    def work(self, *, file, template, group, name, issued_on, expires_on, publish, user, **options):
        data = read(file)
        batch = create_batch(
            name, find(CredentialTemplate, template), group and find(CredentialGroup, group), user=user
        )
        try:
            check = stage_sheet(batch, data, file.name, user=user, options=reading_options(options))
            more = {"duplicates": check.duplicates, "notes": [str(note) for note in check.notes]}
            if check.outcome != "accepted":
                return check.outcome, None, [problem.as_dict() for problem in check.problems], more
            confirm_batch(batch, user=user, issued_on=issued_on, expires_on=expires_on)
        except RowsInvalid as error:
            return "row_errors", None, [problem.as_dict() for problem in error.problems], {}
        except CredentialsError as error:
            return "rejected", None, [problem("not_confirmed", error)], {}
        finally:
            discard_unless_confirmed(batch, user)
        tasks.enqueue_generate(batch.pk)
        follow(batch, self.stderr, _("Generating"))
        errors = failures(batch)
        if publish and errors:
            more["notes"].append(_("Nothing was published. Correct the rows, or run publish_batch for the others."))
        elif publish:
            errors = self.publish(batch, user)
        return ("incomplete" if errors else "accepted"), batch, errors, more


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RefusalError(
            "unreadable_file", _("%(file)s: %(error)s") % {"file": file, "error": error.strerror}
        ) from None


def find(model, slug):
    found = model.objects.filter(slug=slug, live=True).first()
    if found is None:
        known = ", ".join(model.objects.filter(live=True).order_by("slug").values_list("slug", flat=True)[:20])
        values = {"kind": model._meta.verbose_name, "slug": slug, "known": known or "-"}
        raise RefusalError("unknown", _('There is no published %(kind)s "%(slug)s". There are: %(known)s.') % values)
    return found


def discard_unless_confirmed(batch, user):
    """Whatever went wrong, a sheet that was not confirmed leaves nothing behind."""
    batch.refresh_from_db()
    if batch.editable:
        discard_batch(batch, user=user)

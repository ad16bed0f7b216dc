from django.utils.translation import gettext as _

from ...domain.statuses import UNDER_WAY, BatchStatus
from ...models import Batch
from ..batches import BatchCommand, RefusalError, failures
from ..progress import follow


class Command(BatchCommand):
    help = "Publishes what is under review of a batch. Running it again publishes nothing twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "batch", metavar="NAME-OR-ID", help="A number is taken for an ID where there is such a batch."
        )
        super().add_arguments(parser)

    def work(self, *, batch, user, **options):
        batch = find_batch(batch)
        if batch.status not in (*UNDER_WAY, BatchStatus.PUBLISHED):
            values = {"name": batch, "status": batch.get_status_display()}
            raise RefusalError("not_ready", _('"%(name)s" cannot be published: it is "%(status)s".') % values)
        follow(batch, self.stderr, _("Generating"))
        errors = [*failures(batch), *self.publish(batch, user)]
        return ("incomplete" if errors else "published"), batch, errors, {}


def find_batch(text: str) -> Batch:
    if text.isdecimal() and (batch := Batch.objects.filter(pk=int(text)).first()):
        return batch
    found = list(Batch.objects.filter(name=text).order_by("pk"))
    if len(found) > 1:
        ids = ", ".join(f"{batch.pk} ({batch.created_at:%Y-%m-%d %H:%M})" for batch in found)
        raise RefusalError(
            "ambiguous",
            _('Several batches are called "%(name)s". Name one by its ID: %(ids)s.') % {"name": text, "ids": ids},
        )
    if not found:
        raise RefusalError("unknown", _('There is no batch "%s".') % text)
    return found[0]

from datetime import timedelta

from django.utils import timezone

from tests import factories


def make_confirmed(*statuses, lease=None, **values):
    """A confirmed batch with a credential in each of the states. ``lease``: seconds for which all are claimed."""
    template = factories.make_template(elements=[])
    batch = factories.make_batch(
        **{
            "template": template,
            "template_revision": template.live_revision,
            "status": "generating",
            "issued_on": timezone.localdate(),
            "facts": {"group.title": "Botany"},
            **values,
        }
    )
    until = lease and timezone.now() + timedelta(seconds=lease)
    for status in statuses:
        factories.make_credential(batch=batch, status=status, issued_on=batch.issued_on, lease_until=until)
    return batch

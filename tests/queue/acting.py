"""What an editor does and what an auditor sees, in a process of its own: ``python -m tests.queue.acting STEP …``.

Prints one JSON value.
"""

import hashlib
import json
import sys
from uuid import uuid4

import django

django.setup()

from wagtail.models import ModelLogEntry  # noqa: E402 -- after setup

from tests import factories  # noqa: E402 -- after setup
from wagtail_credentials.models import Batch, Credential  # noqa: E402 -- after setup
from wagtail_credentials.services.batching import confirm_batch  # noqa: E402 -- after setup
from wagtail_credentials.services.queued_checking import receive_sheet  # noqa: E402 -- after setup
from wagtail_credentials.services.reviewing import approve  # noqa: E402 -- after setup
from wagtail_credentials.tasks import (  # noqa: E402 -- after setup
    enqueue_check,
    enqueue_generate,
    enqueue_publish,
    work_here,
)


def confirm(rows, enqueue):
    """A confirmed batch of so many rows. Its id."""
    element = {"text": "[recipient.name]", "x": 20, "y": 60, "width": 200, "height": 30, "size": 36}
    template = factories.make_template(slug=uuid4().hex, elements=[("text", element)])
    batch = factories.make_batch(template=template, template_revision=template.live_revision, status="checked")
    for _ in range(int(rows)):
        factories.make_credential(batch=batch)
    confirm_batch(batch)
    if enqueue == "enqueue":
        enqueue_generate(batch.pk)
    return batch.pk


def receive(rows):
    """A batch whose sheet of so many rows waits for a check. Its id."""
    batch = factories.make_batch(template=factories.make_template(slug=uuid4().hex, elements=[]))
    lines = (f"Ann {number},ann{number}@example.org" for number in range(int(rows)))
    receive_sheet(batch, "\n".join(["name,email", *lines]).encode(), "people.csv")
    enqueue_check(batch.pk)
    return batch.pk


def checked(batch_id):
    """State and log of the batch, and how many credentials it has in each state."""
    batch = Batch.objects.get(pk=batch_id)
    return batch.status, actions_of(batch), batch.counts()


def publish(batch_id):
    """Approve all of the batch that is under review. Its credentials."""
    for found in approve(Batch.objects.get(pk=batch_id).credentials.all()):
        enqueue_publish(found)
    return Credential.objects.filter(batch=batch_id, status="publishing").count()


def report(batch_id):
    """For each credential of the batch: its state, the entries of its log, and whether its document is intact."""
    return [
        {
            "status": credential.status,
            "log": actions_of(credential),
            "intact": digest_of(credential.pdf) == credential.pdf_hash,
            "picture": credential.picture.storage.exists(credential.picture.name),
        }
        for credential in Credential.objects.filter(batch=batch_id)
    ]


def actions_of(record):
    entries = ModelLogEntry.objects.for_instance(record).order_by("timestamp", "pk")
    return [action.removeprefix("wagtail_credentials.") for action in entries.values_list("action", flat=True)]


def digest_of(file):
    with file.open() as document:
        return hashlib.sha256(document.read()).hexdigest()


def work(batch_id):
    """Do what the queue owes the batch, as a worker would. How many rows were taken."""
    return work_here(int(batch_id))


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    sys.stdout.write(json.dumps(globals()[step](*arguments)))

"""The only file that knows django-q2: edges enqueue here, workers come in here.

A job carries a batch's id and nothing else. It may run twice, beside another, or never: rows are claimed in the
services, their count is the only truth about progress, and ``sweep`` asks again for what nobody works on.
"""

import logging
import math
import os
import socket
import time
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .conf import conf
from .domain.statuses import IN_QUEUE, BatchStatus, CredentialStatus
from .models import Batch, Credential, WorkerHeartbeat
from .services.batching import settle_batch
from .services.generating import generate_chunk
from .services.publishing import publish_chunk
from .services.queued_checking import check_waiting, waiting_checks

logger = logging.getLogger(__name__)

#: The job that owes a credential of this status something.
ENTRIES = {
    CredentialStatus.PENDING: "generate",
    CredentialStatus.RENDERING: "generate",
    CredentialStatus.PUBLISHING: "publish",
}


def enqueue_generate(batch_id: int) -> None:
    """Ask the queue to render the batch's waiting rows, once the present transaction has committed. Never raises."""
    transaction.on_commit(partial(_enqueue_jobs, "generate", batch_id), robust=True)


def enqueue_publish(batch_id: int) -> None:
    """Ask the queue to publish the batch's approved credentials, once the present transaction has committed."""
    transaction.on_commit(partial(_enqueue_jobs, "publish", batch_id), robust=True)


def enqueue_check(batch_id: int) -> None:
    """Ask the queue to check the batch's sheet, once the present transaction has committed."""
    transaction.on_commit(partial(_enqueue_jobs, "check", batch_id), robust=True)


def enqueue_heartbeat() -> bool:
    """Ask the queue for a sign of life. False where the broker is away."""
    return _enqueue("heartbeat")


def generate(batch_id: int) -> None:
    """Job: render the batch's waiting rows."""
    _work("generate", generate_chunk, batch_id)


def publish(batch_id: int) -> None:
    """Job: publish the batch's approved credentials."""
    _work("publish", publish_chunk, batch_id)


def check(batch_id: int) -> None:
    """Job: check the batch's sheet, if it waits for that."""
    _work("check", check_waiting, batch_id)


def heartbeat() -> None:
    """Job: whoever reads the row this leaves knows that the queue moves."""
    beat(process_name())


def work_here(batch_id: int, progress=None) -> int:
    """Do in this process what the queue owes the batch, harmlessly beside workers. Returns how many rows it took.

    Rows that others hold are left to them, so some may still be in the queue afterwards. ``progress`` is called
    without arguments after each chunk.
    """
    taken = 0
    while claimed := check_waiting(batch_id) + generate_chunk(batch_id) + publish_chunk(batch_id):
        taken += claimed
        if progress:
            progress()
    settle_batch(batch_id)
    return taken


def sweep() -> int:
    """Re-queue every batch with a sheet or rows that nobody works on. Returns how many."""
    now = timezone.now()
    WorkerHeartbeat.objects.filter(seen_at__lt=now - 10 * _silence()).delete()
    settle_batches()
    # A job behind a long queue would run no sooner for being asked for again; without a worker they would pile up.
    if queue_length() >= 2 * workers():
        return 0
    waiting = _waiting(now) - _covered(now)
    for entry, batch_id in sorted(waiting):
        _enqueue_jobs(entry, batch_id)
    return len({batch_id for _, batch_id in waiting})


def settle_batches() -> None:
    """Move on every batch whose last row left the queue while nobody looked."""
    moving = Batch.objects.filter(status__in=(BatchStatus.GENERATING, BatchStatus.PUBLISHING))
    busy = Credential.objects.filter(status__in=IN_QUEUE).values("batch_id")
    for batch_id in moving.exclude(pk__in=busy).values_list("pk", flat=True):
        settle_batch(batch_id)


def waiting_batches() -> list[int]:
    """Ids of the batches with a sheet or rows that a worker may claim now, the oldest first."""
    return sorted({batch_id for _, batch_id in _waiting(timezone.now())})


def workers_seen() -> bool:
    """Whether a worker has given a sign of life lately."""
    return WorkerHeartbeat.objects.filter(seen_at__gte=timezone.now() - _silence()).exists()


def last_seen():
    """When any worker last gave a sign of life, or None."""
    return WorkerHeartbeat.objects.aggregate(latest=Max("seen_at"))["latest"]


def beat(name: str) -> None:
    """Leave a sign of life of the process called ``name``."""
    WorkerHeartbeat.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


def process_name() -> str:
    """Host and id of this process, as heartbeats have it."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def workers() -> int:
    """Worker processes of one cluster."""
    from django_q.conf import Conf  # noqa: PLC0415 -- see _enqueue

    return int(Conf.WORKERS)


def queue_length() -> int:
    """Jobs that wait in the broker. Raises whatever the broker's client raises where it is away."""
    from django_q.brokers import get_broker  # noqa: PLC0415 -- see _enqueue

    broker = get_broker()
    broker.ping()
    return broker.queue_size()


def listen_to_jobs(begins, ends) -> None:
    """Have the two functions called, in its worker and without arguments, when any job begins and ends.

    ``ends`` is called when a worker gets ready for its first job, too.
    """
    from django_q import signals  # noqa: PLC0415 -- see _enqueue

    signals.pre_execute.connect(lambda **_: begins(), weak=False)
    for signal in (signals.post_spawn, signals.post_execute_in_worker):
        signal.connect(lambda **_: ends(), weak=False)


def _work(entry, chunk, batch_id):
    """Chunk after chunk until nothing is left, or until the job's time is over and another one goes on."""
    name, end = process_name(), time.monotonic() + conf.job_seconds
    beat(name)
    try:
        while chunk(batch_id):
            beat(name)
            if time.monotonic() > end:
                _enqueue(entry, batch_id)
                return
        settle_batch(batch_id)
    except Exception:
        # The rows keep their claims and attempts: the sweeper hands them out again when their leases are over.
        logger.exception("Job %s of batch %s stopped", entry, batch_id)
        raise


def _enqueue_jobs(entry, batch_id):
    """As many jobs as there are chunks for, at most one a worker; one for a sheet."""
    rows = Credential.objects.claimable(timezone.now()).filter(batch_id=batch_id).count()
    for _ in range(max(1, min(workers(), math.ceil(rows / conf.chunk_size)))):
        if not _enqueue(entry, batch_id):
            return


def _enqueue(entry, *arguments) -> bool:
    """Whether the broker took a job. django-q2 swallows keywords called group, timeout …: options go in q_options."""
    from django_q.tasks import async_task  # noqa: PLC0415 -- a site without it must start, for a check to say so

    try:
        async_task(
            f"{__name__}.{entry}",
            *arguments,
            q_options={"group": "wagtail_credentials", "ack_failure": True, "save": False},
        )
    except Exception as error:
        # A broker of any kind, away in any way; nothing is lost, since the sweeper asks again.
        logger.error("The queue did not take job %s %s: %s", entry, arguments, error)
        return False
    return True


def _waiting(now) -> set[tuple[str, int]]:
    """(job, batch id) for all that may be claimed now."""
    rows = Credential.objects.claimable(now).order_by().values_list("status", "batch_id").distinct()
    waiting = {(ENTRIES[CredentialStatus(status)], batch_id) for status, batch_id in rows}
    return waiting | {("check", batch_id) for batch_id in waiting_checks(now)}


def _covered(now) -> set[tuple[str, int]]:
    """(job, batch id) for all that somebody is at work on."""
    held = Credential.objects.filter(status__in=(CredentialStatus.RENDERING, CredentialStatus.PUBLISHING))
    rows = held.filter(lease_until__gte=now).order_by().values_list("status", "batch_id").distinct()
    return {(ENTRIES[CredentialStatus(status)], batch_id) for status, batch_id in rows}


def _silence() -> timedelta:
    return timedelta(seconds=conf.heartbeat_seconds)

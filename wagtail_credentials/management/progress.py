"""A bar on standard error, and what a command waits for while the queue works."""

import time

from .. import tasks
from ..domain.statuses import IN_QUEUE
from ..services.batching import settle_batch

WIDTH = 30
STEP = 0.5


class ProgressBar:
    """Drawn over itself on a terminal; elsewhere (a log, a pipe) a line for each tenth of the way."""

    def __init__(self, stream, label: str, total: int):
        self.stream, self.label, self.total = stream, label, total
        self.shown = None

    def show(self, done: int) -> None:
        share = done / self.total if self.total else 1
        step = done if self.stream.isatty() else int(share * 10)
        if step == self.shown:
            return
        self.shown = step
        filled = round(share * WIDTH)
        bar = f"{self.label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{self.total}"
        # A style of its own: standard error would be red.
        self.stream.write(f"\r{bar}" if self.stream.isatty() else f"{bar}\n", style_func=str, ending="")
        self.stream.flush()

    def close(self) -> None:
        if self.stream.isatty():
            self.stream.write("\n", ending="")


def follow(batch, stream, label: str) -> None:
    """Show the batch's progress until the queue owes it nothing; without a worker, do the work here."""
    if owed := _owed(batch):
        bar = ProgressBar(stream, label, owed)
        _work_or_wait(batch, lambda: bar.show(max(0, owed - _owed(batch))))
        bar.close()
    settle_batch(batch.pk)
    batch.refresh_from_db()


def _work_or_wait(batch, show) -> None:
    show()
    while _owed(batch):
        if not tasks.workers_seen():
            tasks.work_here(batch.pk, progress=show)
        if _owed(batch):
            time.sleep(STEP)
        show()


def _owed(batch) -> int:
    return batch.credentials.filter(status__in=IN_QUEUE).count()

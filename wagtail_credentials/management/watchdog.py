"""Keeps a cluster running: starts it, asks it for signs of life, sweeps, and replaces it when it dies or hangs."""

import logging
import signal
import time

from django.db import close_old_connections, connections

from .. import tasks
from ..conf import conf
from .cluster import Cluster

logger = logging.getLogger(__name__)

STEP = 0.5
SWEEP_SECONDS = 10
LONGEST_PAUSE = 30
START_SECONDS = 120


class Watchdog:
    """Supervises one cluster until it gets SIGTERM or SIGINT; a second signal ends it without waiting for jobs.

    ``grace``: seconds for running jobs to end. What is cut off is taken up again by the next cluster.
    """

    def __init__(self, cluster: Cluster, say, grace: float):
        self.cluster, self.say, self.grace = cluster, say, grace
        self.signals = 0
        self.failures = self.unanswered = 0
        self.start_at = 0.0
        #: When each duty is due next.
        self.due = {self.ask: 0.0, self.sweep: 0.0, self.look: 0.0}
        #: When the oldest question that nobody has answered was asked, and the last answer there was then.
        self.asked = self.answer = None

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._count_signal)
        while not self.signals:
            self.keep_running()
            for duty, due in self.due.items():
                if time.monotonic() >= due:
                    self.due[duty] = time.monotonic() + self.attempt(duty)
            time.sleep(STEP)
        self.stop()

    def keep_running(self) -> None:
        now = time.monotonic()
        if self.cluster.alive:
            self.cluster.listen()
            if now - self.cluster.started > 2 * LONGEST_PAUSE:
                self.failures = 0
        elif self.cluster.process is not None:
            self.replace("stopped by itself")
        elif now >= self.start_at:
            self.cluster.start()
            self.asked = None
            self.say(f"Queue started (process {self.cluster.process.pid}).")

    def replace(self, reason: str) -> None:
        """End the cluster; the next one starts at once, or after a pause that grows while starting fails."""
        logger.error("The queue's cluster %s: starting a new one", reason)
        self.cluster.kill()
        self.start_at = time.monotonic() + min(LONGEST_PAUSE, 2**self.failures - 1)
        self.failures += 1

    def attempt(self, duty) -> float:
        """Do it and say after how many seconds again. A database or broker that is away comes back some day."""
        try:
            close_old_connections()
            return duty()
        except Exception as error:
            logger.warning("The queue's watchdog could not %s: %s", duty.__name__, error)
            connections.close_all()
            return SWEEP_SECONDS

    def ask(self) -> float:
        if not self.cluster.ready:
            return STEP
        if tasks.enqueue_heartbeat() and self.asked is None:
            self.asked, self.answer = time.monotonic(), tasks.last_seen()
        return conf.heartbeat_seconds / 3

    def sweep(self) -> float:
        tasks.sweep()
        return min(SWEEP_SECONDS, conf.lease_seconds / 2)

    def look(self) -> float:
        """Replace a cluster that neither works nor answers: one killed worker may have hung all the others."""
        now = time.monotonic()
        if self.cluster.alive and not self.cluster.ready and now - self.cluster.started > START_SECONDS:
            self.replace("does not get ready")
        elif self.asked is None:
            pass
        elif self.cluster.busy or self.cluster.moved > self.asked or tasks.last_seen() != self.answer:
            self.asked, self.unanswered = None, 0
        elif now - self.asked > self.patience:
            self.asked, self.unanswered = None, self.unanswered + 1
            self.replace("does not answer")
        return STEP

    @property
    def patience(self) -> float:
        """Seconds to wait for an answer: longer each time in vain, lest a slow machine only start clusters."""
        return conf.heartbeat_seconds * 2 ** min(self.unanswered, 4)

    def stop(self) -> None:
        self.say("Stopping: running jobs may end first.")
        self.cluster.terminate()
        end = time.monotonic() + self.grace
        while self.cluster.alive and self.signals < 2 and time.monotonic() < end:
            time.sleep(STEP / 5)
        self.cluster.kill()
        self.say("Queue stopped.")

    def _count_signal(self, number, frame):
        self.signals += 1

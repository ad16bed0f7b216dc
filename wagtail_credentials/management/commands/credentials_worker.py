import argparse

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ... import tasks
from ...conf import conf
from ..cluster import Cluster, run_cluster
from ..watchdog import Watchdog


class Command(BaseCommand):
    help = "Runs the queue's workers under a watchdog, until stopped. With --once: works through what waits, and ends."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what waits in this process, then end (for cron).")
        parser.add_argument(
            "--grace", type=float, metavar="SECONDS", help="How long running jobs may take to end when stopped."
        )
        parser.add_argument("--cluster", type=int, metavar="FD", help=argparse.SUPPRESS)

    def handle(self, *args, once, grace, cluster, pythonpath=None, **options):
        if cluster is not None:
            run_cluster(cluster)
        elif once:
            self.work_once()
        else:
            grace = conf.job_seconds + 15 if grace is None else grace
            handed_on = ["--skip-checks", *(["--pythonpath", pythonpath] if pythonpath else [])]
            Watchdog(Cluster(handed_on), self.say, grace).run()

    def work_once(self):
        rows = 0
        for batch_id in tasks.waiting_batches():
            rows += tasks.work_here(batch_id, progress=lambda: tasks.beat(tasks.process_name()))
        tasks.settle_batches()
        self.say(_("%(rows)d rows worked on.") % {"rows": rows})

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

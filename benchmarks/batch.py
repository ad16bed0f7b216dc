"""Time a batch end to end: seconds, rows a second, queries and memory for each phase. See README.md."""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
NAMES = [
    "Zoë Ångström",
    "Νεφέλη Παπαδοπούλου",
    "Сергей Кузнецов",
    "محمد الهاشمي",
    "नेहा शर्मा",
    "王小明",
    "Anne-Sophie Müller-Lüdenscheidt",
    "John O’Brien",
    "María José Carreño Quiñones",
    "Nguyễn Thị Minh Khai",
]
FIELDS = [
    {"name": "grade", "label": "Grade", "type": "choice", "choices": "pass\nmerit\ndistinction", "required": True},
    {"name": "hours", "label": "Hours", "type": "number", "required": True},
]


def sheet(rows: int) -> bytes:
    """A CSV of so many people."""
    grades = ("pass", "merit", "distinction")
    lines = [
        f"{NAMES[n % len(NAMES)]} {n},person{n}@example.org,{grades[n % 3]},{10 + n % 90}" for n in range(1, rows + 1)
    ]
    return "\n".join(["name,email,grade,hours", *lines]).encode()


class Phases:
    """What was measured: ``results`` is a list of {"phase", "seconds", "rows_per_second", "queries", …}."""

    def __init__(self, rows: int):
        self.rows = rows
        self.results = []

    @contextmanager
    def phase(self, name: str, counted: bool = True):
        from django.db import connection

        queries = 0

        def count(execute, *arguments):
            nonlocal queries
            queries += 1
            return execute(*arguments)

        started = time.perf_counter()
        with connection.execute_wrapper(count):
            yield
        seconds = time.perf_counter() - started
        result = {"phase": name, "seconds": round(seconds, 2), "rows_per_second": round(self.rows / seconds, 1)}
        if counted:
            result |= {"queries": queries, "queries_per_row": round(queries / self.rows, 2)}
        self.results.append(result)


def peak_megabytes(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)


@contextmanager
def scratch_database():
    """A test database of the database server's, or a fresh SQLite file; migrated, and gone afterwards."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "sqlite":
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        # Workers are processes of their own: they are told the scratch database's name.
        os.environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/test_{name}").geturl()
        yield
        connection.creation.destroy_test_db(name, verbosity=0)
    else:
        call_command("migrate", verbosity=0)
        yield


@contextmanager
def workers(number: int):
    """The real worker beside us."""
    if not number:
        yield
        return
    command = [sys.executable, "-m", "django", "credentials_worker", "--grace", "5"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, start_new_session=True)
    try:
        wait_until(workers_seen, "No worker started.", 60)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def workers_seen() -> bool:
    from wagtail_credentials import tasks

    return tasks.workers_seen()


def wait_until(happened, complaint: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            sys.exit(complaint)
        time.sleep(0.1)


def wait_for(batch, status: str) -> None:
    """Half a minute, and two seconds more for each row."""

    def happened():
        batch.refresh_from_db()
        return batch.status == status

    wait_until(happened, f"The batch stands at {batch.counts()}.", 30 + 2 * batch.credentials.count())


def plain_rendering(batch) -> float:
    """Seconds of one plain WeasyPrint rendering of the first row's HTML (median of five, after one to warm up)."""
    import weasyprint

    from wagtail_credentials.domain.design import design_html
    from wagtail_credentials.domain.filling import SAMPLE_FACTS, placeholder_values
    from wagtail_credentials.services.batching import frozen_template

    template = frozen_template(batch)
    credential = batch.credentials.first()
    values = placeholder_values(
        credential.row,
        SAMPLE_FACTS,
        uuid=str(credential.uuid),
        url="http://localhost/",
        language="en",
        columns=template.columns,
    )
    html = design_html(template.design, values, set())
    seconds = []
    for _ in range(6):
        started = time.perf_counter()
        weasyprint.HTML(string=html).write_pdf()
        seconds.append(time.perf_counter() - started)
    return sorted(seconds[1:])[2]


def run(rows: int, number: int) -> dict:
    from tests.factories import make_group, make_template
    from wagtail_credentials import tasks
    from wagtail_credentials.services import batching, generating, publishing, reviewing, staging

    phases = Phases(rows)
    template = make_template(fields=FIELDS)
    group = make_group(template=template)
    data = sheet(rows)
    with workers(number):
        with phases.phase("check and stage"):
            batch = batching.create_batch("Benchmark", template, group)
            check = staging.stage_sheet(batch, data, "people.csv", user=None)
        if check.outcome != "accepted":
            sys.exit(f"The sheet was refused: {check.problems[:3]}")
        batch.refresh_from_db()
        with phases.phase("confirm"):
            batching.confirm_batch(batch)
        with phases.phase("generate", counted=not number):
            if number:
                tasks.enqueue_generate(batch.pk)
                wait_for(batch, "in_review")
            else:
                while generating.generate_chunk(batch.pk):
                    pass
                batching.settle_batch(batch.pk)
        with phases.phase("approve"):
            reviewing.approve(batch.credentials.in_review(), user=None)
        with phases.phase("publish", counted=not number):
            if number:
                tasks.enqueue_publish(batch.pk)
                wait_for(batch, "published")
            else:
                while publishing.publish_chunk(batch.pk):
                    pass
                batching.settle_batch(batch.pk)
    generate = next(result for result in phases.results if result["phase"] == "generate")
    plain = plain_rendering(batch)
    return {
        "rows": rows,
        "workers": number,
        "published": batch.credentials.published().count(),
        "phases": phases.results,
        "generate_against_plain_rendering": round(generate["seconds"] / rows / plain, 2),
        "peak_megabytes": peak_megabytes(resource.RUSAGE_SELF),
        "peak_megabytes_of_workers": peak_megabytes(resource.RUSAGE_CHILDREN),
    }


def show(result: dict) -> None:
    print(f"{'phase':<18}{'seconds':>9}{'rows/s':>10}{'queries':>9}{'per row':>9}")
    for phase in result["phases"]:
        queries = f"{phase['queries']:>9}{phase['queries_per_row']:>9}" if "queries" in phase else f"{'-':>9}{'-':>9}"
        print(f"{phase['phase']:<18}{phase['seconds']:>9}{phase['rows_per_second']:>10}{queries}")
    print(f"\n{result['published']} of {result['rows']} published.")
    print(f"Generating one: {result['generate_against_plain_rendering']} x one plain WeasyPrint rendering.")
    print(f"Peak memory: {result['peak_megabytes']} MB here, {result['peak_megabytes_of_workers']} MB in a worker.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--workers", type=int, default=0, help="0: in this process, with queries counted")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="credentials-benchmark-"))
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", TEST_VAR=str(folder), PYTHONPATH=str(ROOT))
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    try:
        with scratch_database():
            result = run(options.rows, options.workers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result, indent=2)) if options.json else show(result)


if __name__ == "__main__":
    main()

"""Fill the example site, run its main job through the real queue, show the outcome, serve it until Ctrl-C.

Run by ``make demo``. A second run finds what the first one made: nothing is issued twice. All state is in
``example_site/var/``.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "example_site" / "var"
SHEET = ROOT / "example_site" / "sheets" / "recipients.xlsx"
TEMPLATE, GROUP, BATCH = "completion", "practical-botany", "Spring graduates"
MANAGE = [sys.executable, str(ROOT / "manage.py")]
SECONDS_TO_START, SECONDS_TO_STOP = 60, 20


def manage(*arguments: str) -> None:
    """Run a management command in a process of its own; leave with its exit code if it fails."""
    done = subprocess.run([*MANAGE, *arguments], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def step(text: str) -> None:
    print(f"\n==> {text}", flush=True)


@contextmanager
def running(*arguments: str, log: Path | None = None):
    """A command that runs beside us, in a session of its own: Ctrl-C reaches it through us, in good order."""
    output = log.open("ab") if log else None
    process = subprocess.Popen(
        [*MANAGE, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
    )
    try:
        yield process
    finally:
        stop(process)
        if output:
            output.close()


def stop(process: subprocess.Popen) -> None:
    """Ask politely, then end the whole group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_STOP)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"No free port from {wanted} on.")


def wait_for_worker() -> None:
    """Until a worker gives its first sign of life; without one, ``issue_batch`` would do the work itself."""
    from django.utils import timezone

    from wagtail_credentials import tasks

    started, end = timezone.now(), time.monotonic() + SECONDS_TO_START
    while not (tasks.last_seen() and tasks.last_seen() > started):
        if time.monotonic() > end:
            sys.exit("No worker started: see example_site/var/worker.log.")
        time.sleep(0.5)


def issue() -> None:
    """The main job. What an earlier run left unfinished is finished."""
    from wagtail_credentials.models import Batch
    from wagtail_credentials.services.batching import discard_batch

    batch = Batch.objects.filter(name=BATCH).order_by("pk").first()
    if batch and batch.editable:
        discard_batch(batch, user=None)
        batch = None
    if batch is None:
        arguments = ["--template", TEMPLATE, "--group", GROUP, "--name", BATCH, "--publish"]
        manage("issue_batch", str(SHEET), *arguments)
    elif batch.status != "published":
        manage("publish_batch", str(batch.pk))
    else:
        print(f"“{BATCH}” was published by an earlier run: nothing is issued again.")


def show(port: int) -> None:
    """Where to look, and how to log in."""
    from example_site.people import PEOPLE
    from wagtail_credentials.models import Batch
    from wagtail_credentials.services.addresses import page_url, permanent_url

    batch = Batch.objects.filter(name=BATCH).order_by("pk").first()
    published = list(batch.credentials.published().order_by("line"))
    print(f"\n{len(published)} of {batch.credentials.count()} credentials of “{batch}” are published.\n")
    site = f"http://localhost:{port}"
    rows = [("Site", f"{site}/"), ("Admin", f"{site}/admin/")]
    rows += [("  log in", f"{person.username} / {person.password}   ({person.role})") for person in PEOPLE]
    for credential in (published[0], published[len(published) // 2], published[-1]):
        rows.append((f"Page of {credential.recipient_name[:20]}", urljoin(site, page_url(credential))))
    rows.append(("Permanent address", permanent_url(published[0].uuid)))
    for label, value in rows:
        print(f"  {label:<30} {value}")


def serve(port: int) -> None:
    """Until Ctrl-C."""
    with running("runserver", f"127.0.0.1:{port}", "--noreload", "--insecure", log=VAR / "server.log") as server:
        print(f"\nServing on http://localhost:{port}/ with a worker. Ctrl-C ends both.", flush=True)
        code = server.wait()
    sys.exit(f"The server stopped by itself ({code}): see example_site/var/server.log.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    VAR.mkdir(exist_ok=True)
    port = options.port if options.no_serve else free_port(options.port)
    os.environ.update(DJANGO_SETTINGS_MODULE="example_site.settings", EXAMPLE_PORT=str(port))
    sys.path.insert(0, str(ROOT))

    step("Database")
    manage("migrate", "--verbosity", "0")
    step("Example course site")
    manage("build_example_site")

    import django

    django.setup()
    with ExitStack() as stack:
        stack.enter_context(running("credentials_worker", "--grace", "5", log=VAR / "worker.log"))
        step("Worker")
        wait_for_worker()
        step("Issuing the sample sheet through the queue")
        issue()
        show(port)
        print(f"\nReady after {time.monotonic() - started:.0f} s.", flush=True)
        if not options.no_serve:
            serve(port)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped.")

"""What may be wrong with an installation while it runs; ``checks`` knows what is wrong with its settings."""

import shutil
import subprocess
from collections.abc import Iterator

from django.core import checks
from django.core.files.base import ContentFile
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import tasks
from ..conf import conf
from ..domain.statuses import CredentialStatus
from ..exceptions import RenderingFailed
from ..models import Credential
from ..services.addresses import base_url
from ..services.drawing import renderer
from .findings import LIBRARIES_ADVICE, Finding

#: Scripts in which recipients write their names, with a language fontconfig can be asked for.
SCRIPTS = {
    "Latin": "en",
    "Greek": "el",
    "Cyrillic": "ru",
    "Arabic": "ar",
    "Hebrew": "he",
    "Devanagari": "hi",
    "Thai": "th",
    "Chinese": "zh-cn",
    "Japanese": "ja",
    "Korean": "ko",
}
FONTS_ADVICE = "Debian and Ubuntu: apt-get install fonts-noto-core fonts-noto-cjk"
WORKER_ADVICE = "Run manage.py credentials_worker, or manage.py credentials_worker --once from cron."
#: What to do where an examination itself breaks.
ADVICE = {
    "database": "Start the database that DATABASES names, and look at its address and password.",
    "queue": "Start the broker that Q_CLUSTER names. Nothing is lost: what waits is taken up when it is back.",
    "storage": 'Give the site\'s user the right to write to the location of STORAGES["credentials"].',
}
BOX = {"x": 10, "y": 10, "width": 80, "height": 10}
PROBE = {
    "title": "Probe",
    "language": "en",
    "kind": "certificate",
    "page": {"width": 100, "height": 100, "background": None, "background_colour": "#ffffff"},
    "elements": [{**BOX, "type": "text", "text": "Probe", "font": "Noto Serif", "size": 12}],
}


def examine() -> Iterator[Finding]:
    """Every finding, good ones too, cheap examinations first; none raises."""
    for subject, examination in EXAMINATIONS.items():
        try:
            for level, message, *advice in examination():
                yield Finding(level, subject, message, *advice)
        except Exception as error:
            # Whatever breaks here is what the doctor was asked for.
            yield Finding("problem", subject, f"{type(error).__name__}: {error}", ADVICE.get(subject, ""))


def settings():
    found = checks.run_checks(tags=["wagtail_credentials"], include_deployment_checks=True)
    for message in found:
        level = "problem" if message.is_serious() else "note"
        yield level, f"{message.msg} ({message.id})", message.hint or ""
    if not found:
        yield "ok", _("Nothing is wrong with the settings.")


def database():
    executor = MigrationExecutor(connections["default"])
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "problem", _("%d migrations are not applied.") % len(waiting), "manage.py migrate"
    else:
        yield "ok", _("The database answers and its tables are up to date.")


def addresses():
    base = base_url()
    if "//localhost" in base or "//127.0.0.1" in base:
        advice = 'Set WAGTAIL_CREDENTIALS["BASE_URL"], or the host of the default site under Settings, Sites.'
        yield "note", _("Credentials are printed with addresses on %s, which leads nowhere elsewhere.") % base, advice
    else:
        yield "ok", _("Credentials are printed with addresses on %s.") % base


def queue():
    yield "ok", _("The queue's broker answers; %d jobs wait in it.") % tasks.queue_length()


def workers():
    if tasks.workers_seen():
        yield "ok", _("Workers are there.")
    elif seen := tasks.last_seen():
        yield (
            "problem",
            _("No worker was seen since %s.") % timezone.localtime(seen).isoformat(" ", "seconds"),
            WORKER_ADVICE,
        )
    else:
        yield "problem", _("No worker was ever seen."), WORKER_ADVICE


def rows():
    now = timezone.now()
    waiting = Credential.objects.claimable(now).count()
    lapsed = Credential.objects.filter(lease_until__lt=now, attempts__gt=0).exclude(token=None).count()
    failed = Credential.objects.filter(status=CredentialStatus.FAILED).count()
    if lapsed:
        advice = _("A worker was killed while it had them; the next one takes them up again.")
        yield "note", _("%d credentials were left in the middle.") % lapsed, advice
    if failed:
        advice = _("Their batches say why: correct them, or choose Retry on the batch's page.")
        yield "note", _("%d credentials could not be generated.") % failed, advice
    yield "ok", _("%d credentials wait for the queue.") % waiting


def storage():
    name = conf.storage.save("doctor/probe.txt", ContentFile(b"probe"))
    try:
        with conf.storage.open(name) as probe:
            intact = probe.read() == b"probe"
    finally:
        conf.storage.delete(name)
    if intact:
        yield "ok", _("Files can be kept in the private storage.")
    else:
        yield "problem", _("The private storage gives back something else than it was given."), _("Look at its disk.")


def documents():
    try:
        document = renderer(PROBE).render({}, title="Probe", url="https://example.org/")
    except OSError as error:
        yield "problem", _("WeasyPrint lacks a system library: %s") % error, LIBRARIES_ADVICE
    except RenderingFailed as error:
        yield "problem", str(error), LIBRARIES_ADVICE
    else:
        yield "ok", _("Documents can be drawn: %d bytes for a line of text.") % len(document.pdf)


def fonts():
    if not shutil.which("fc-list"):
        yield (
            "note",
            _("Fonts cannot be listed: fc-list is not installed."),
            "Debian and Ubuntu: apt-get install fontconfig",
        )
        return
    missing = [script for script, language in SCRIPTS.items() if not _has_font(language)]
    if missing:
        yield "problem", _("No font for names in: %s.") % ", ".join(missing), FONTS_ADVICE
    else:
        yield "ok", _("There are fonts for names in: %s.") % ", ".join(SCRIPTS)


def _has_font(language: str) -> bool:
    command = ["fc-list", f":lang={language}", "family"]
    return bool(subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.strip())


EXAMINATIONS = {
    "settings": settings,
    "database": database,
    "addresses": addresses,
    "queue": queue,
    "workers": workers,
    "credentials": rows,
    "storage": storage,
    "documents": documents,
    "fonts": fonts,
}

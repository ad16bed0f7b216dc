"""What can be known to be wrong at start-up: settings only, so that it needs no database and takes no time."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import Tags, register
from django.core.files.storage import InvalidStorageError, storages
from django.urls import NoReverseMatch, reverse

from .conf import Settings, conf

#: App and what of ours does not work without it.
REQUIRED_APPS = {
    "django_q": "the queue that generates and publishes",
    "wagtail_modeladmin": "the listing of batches",
    "wagtail.contrib.routable_page": "the addresses of credentials",
    "wagtail.contrib.settings": "the settings of the credentials page",
    "wagtail.snippets": "templates, groups and issuers",
}
SECONDS_AND_SIZES = ("chunk_size", "lease_seconds", "max_attempts", "job_seconds", "heartbeat_seconds", "max_rows")


def _error(number, message, hint):
    return checks.Error(message, hint=hint, id=f"wagtail_credentials.E{number:03}")


def _warning(number, message, hint):
    return checks.Warning(message, hint=hint, id=f"wagtail_credentials.W{number:03}")


@register("wagtail_credentials")
def check_apps(**kwargs):
    return [
        _error(1, f"{name} is not in INSTALLED_APPS: {purpose}.", f'Add "{name}" to INSTALLED_APPS.')
        for name, purpose in REQUIRED_APPS.items()
        if not apps.is_installed(name)
    ]


@register("wagtail_credentials")
def check_storage(**kwargs):
    try:
        storage = storages["credentials"]
    except InvalidStorageError:
        hint = 'Add an alias "credentials" to STORAGES, with a location outside MEDIA_ROOT and no base_url.'
        return [_error(2, "There is no private storage for sheets and documents.", hint)]
    public = [getattr(settings, "MEDIA_ROOT", ""), getattr(settings, "STATIC_ROOT", "")]
    location = getattr(storage, "location", None)
    if location and any(_inside(location, root) for root in public if root):
        hint = "Move its location out of MEDIA_ROOT and STATIC_ROOT: what lies there is served to everybody."
        return [_error(3, "The private storage of credentials lies inside a public folder.", hint)]
    return []


def _inside(location, root) -> bool:
    return Path(location).resolve().is_relative_to(Path(root).resolve())


@register("wagtail_credentials", Tags.urls)
def check_urls(**kwargs):
    try:
        reverse("wagtail_credentials:verify")
    except NoReverseMatch:
        hint = 'Add path("c/", include("wagtail_credentials.urls")) to ROOT_URLCONF, above Wagtail\'s own.'
        return [_error(4, "The permanent addresses of credentials are not in the URL configuration.", hint)]
    return []


@register("wagtail_credentials")
def check_own_settings(**kwargs):
    ours = getattr(settings, "WAGTAIL_CREDENTIALS", {})
    known = {name.upper() for name, value in vars(Settings).items() if isinstance(value, property)} - {"STORAGE"}
    hint = f"Known are: {', '.join(sorted(known))}."
    found = [_warning(5, f'WAGTAIL_CREDENTIALS has no setting "{key}".', hint) for key in ours if key not in known]
    for name in SECONDS_AND_SIZES:
        value = getattr(conf, name)
        if not isinstance(value, (int, float)) or value <= 0:
            message = f'WAGTAIL_CREDENTIALS["{name.upper()}"] is {value!r}.'
            found.append(_error(6, message, "Write a number above 0, or leave it out."))
    return found


@register("wagtail_credentials")
def check_queue(**kwargs):
    queue = getattr(settings, "Q_CLUSTER", None)
    if not queue:
        hint = (
            'Set Q_CLUSTER, for the site\'s own database: {"orm": "default", "workers": 2, …}, see the documentation.'
        )
        return [_error(7, "Q_CLUSTER is not set: the queue would look for Redis on this machine.", hint)]
    return [*_check_times(queue), *_check_repetition(queue), *_check_prefetching(queue), *_check_broker(queue)]


def _check_times(queue):
    timeout, retry = queue.get("timeout"), queue.get("retry", 60)
    if not timeout:
        return [_error(8, 'Q_CLUSTER has no "timeout": a job that hangs would keep its worker for ever.', "Set 120.")]
    found = []
    if retry <= timeout:
        hint = f'Set "retry" well above "timeout": {_least_retry(queue)} or more.'
        found.append(_error(9, f'Q_CLUSTER["retry"] ({retry}) is not above "timeout" ({timeout}).', hint))
    elif retry <= _least_retry(queue):
        message = f'Q_CLUSTER["retry"] ({retry}) is too short: jobs that only wait their turn would run twice.'
        found.append(
            _warning(10, message, f"Set more than timeout x (queue_limit / workers + 2): {_least_retry(queue)}.")
        )
    if conf.job_seconds >= timeout:
        message = f'Jobs of {conf.job_seconds} s would be killed by Q_CLUSTER["timeout"] ({timeout}).'
        hint = 'Set WAGTAIL_CREDENTIALS["JOB_SECONDS"] to half of "timeout" or less.'
        found.append(_error(11, message, hint))
    return found


def _least_retry(queue) -> int:
    """Seconds after which a job that was fetched last has certainly ended, its turn and its run included."""
    workers, limit = _workers_and_limit(queue)
    return round(queue["timeout"] * (limit / workers + 2))


def _workers_and_limit(queue) -> tuple[int, int]:
    """As django-q2 reads them; without "workers" it takes the machine's processors."""
    workers = queue.get("workers") or 1
    return workers, queue.get("queue_limit") or workers**2


def _check_repetition(queue):
    found = []
    if not queue.get("max_attempts"):
        message = 'Q_CLUSTER["max_attempts"] is 0: a job that fails would be repeated for ever.'
        found.append(_warning(12, message, "Set 3."))
    if queue.get("ack_failures") is not True:
        message = 'Q_CLUSTER["ack_failures"] is not True: jobs that failed stay in the queue.'
        found.append(_warning(13, message, "Set True: credentials are taken up again by our own sweeper."))
    return found


def _check_prefetching(queue):
    workers, limit = _workers_and_limit(queue)
    if not queue.get("workers") or limit <= workers:
        return []
    message = f'Q_CLUSTER["queue_limit"] ({limit}) is above "workers" ({workers}).'
    hint = "Set it to the number of workers: what a cluster has fetched is lost or late when it is killed."
    return [_warning(14, message, hint)]


def _check_broker(queue):
    alias = queue.get("orm")
    if alias and alias not in settings.DATABASES:
        return [_error(15, f'Q_CLUSTER["orm"] names a database "{alias}" that does not exist.', 'Set "default".')]
    return []


@register("wagtail_credentials")
def check_sqlite(**kwargs):
    found = []
    for alias, database in settings.DATABASES.items():
        if not database.get("ENGINE", "").endswith("sqlite3"):
            continue
        options = database.get("OPTIONS", {})
        if str(options.get("transaction_mode", "")).upper() != "IMMEDIATE":
            message = f'SQLite database "{alias}" begins transactions without the lock they need later.'
            hint = 'Set OPTIONS "transaction_mode": "IMMEDIATE"; else workers fail with "database is locked".'
            found.append(_warning(16, message, hint))
        if "WAL" not in str(options.get("init_command", "")).upper():
            message = f'SQLite database "{alias}" has readers and writers wait for each other.'
            hint = 'Set OPTIONS "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;".'
            found.append(_warning(17, message, hint))
    return found


@register("wagtail_credentials", deploy=True)
def check_deployment(**kwargs):
    queue, found = getattr(settings, "Q_CLUSTER", None) or {}, []
    database = settings.DATABASES.get(queue.get("orm") or "", {})
    remote = database and not database.get("ENGINE", "").endswith("sqlite3")
    if remote and database.get("CONN_MAX_AGE", 0) == 0:
        message = "The queue opens a new database connection for each of its steps."
        hint = 'Set "CONN_MAX_AGE": 600 and "CONN_HEALTH_CHECKS": True: the queue gets about ten times faster.'
        found.append(_warning(18, message, hint))
    if queue.get("sync"):
        message = 'Q_CLUSTER["sync"] is on: whole batches are generated while the editor\'s browser waits.'
        found.append(_warning(19, message, "Take it out, and run manage.py credentials_worker."))
    if not conf.base_url:
        message = "The addresses printed on credentials come from the default Wagtail Site."
        hint = 'Set WAGTAIL_CREDENTIALS["BASE_URL"] to an address that will last, such as "https://example.org".'
        found.append(_warning(20, message, hint))
    return found

import copy
import os
import subprocess
import sys

import pytest
from django.core import checks
from django.core.files.storage import storages

#: DATABASES is only read here, never connected to.
pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")

QUEUE = {
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "timeout": 120,
    "retry": 900,
    "max_attempts": 3,
    "ack_failures": True,
}


def found(deploy=False):
    """The ids of our checks that have something to say."""
    return [
        message.id
        for message in checks.run_checks(tags=["wagtail_credentials"], include_deployment_checks=deploy)
        if message.id.startswith("wagtail_credentials.")
    ]


@pytest.fixture(autouse=True)
def _few_addresses(settings):
    settings.ROOT_URLCONF = "tests.queue.urls"


@pytest.fixture
def _plain_database(settings):
    """SQLite as the documentation tells a site to set it up, whatever the suite runs on."""
    settings.DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
        }
    }


def test_the_settings_of_the_suite_are_right():
    assert found() == []


def test_every_message_says_what_to_do(settings):
    settings.Q_CLUSTER = {}
    settings.STORAGES = {key: value for key, value in settings.STORAGES.items() if key != "credentials"}

    messages = checks.run_checks(tags=["wagtail_credentials"])

    assert [bool(message.hint) for message in messages] == [True, True]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"timeout": None}, ["wagtail_credentials.E008"]),
        ({"retry": 120}, ["wagtail_credentials.E009"]),
        ({"retry": 360}, ["wagtail_credentials.W010"]),
        ({"retry": 361}, []),
        ({"timeout": 60}, ["wagtail_credentials.E011"]),
        ({"max_attempts": 0}, ["wagtail_credentials.W012"]),
        ({"ack_failures": False}, ["wagtail_credentials.W013"]),
        ({"queue_limit": 3}, ["wagtail_credentials.W014"]),
        ({"orm": "other"}, ["wagtail_credentials.E015"]),
    ],
)
@pytest.mark.usefixtures("_plain_database")
def test_each_wrong_setting_of_the_queue_is_named(settings, change, expected):
    settings.Q_CLUSTER = {**QUEUE, **change}

    assert found() == expected


@pytest.mark.usefixtures("_plain_database")
def test_a_missing_queue_is_named(settings):
    del settings.Q_CLUSTER

    assert found() == ["wagtail_credentials.E007"]


def test_each_missing_app_is_named(tmp_path):
    missing = ["django_q", "wagtail_modeladmin", "wagtail.contrib.routable_page", "wagtail.contrib.settings"]
    (tmp_path / "lacking.py").write_text(
        "from tests.settings import *\n"
        'ROOT_URLCONF = "tests.queue.urls"\n'
        f"INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in {missing}]\n"
    )
    command = [sys.executable, "-m", "django", "check", "--tag", "wagtail_credentials"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lacking",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)]),
    }

    result = subprocess.run(command, env=environment, capture_output=True, text=True)

    assert [name for name in missing if f"(wagtail_credentials.E001) {name} is not" in result.stderr] == missing


def test_a_missing_storage_is_named(settings):
    settings.STORAGES = {key: value for key, value in settings.STORAGES.items() if key != "credentials"}

    assert found() == ["wagtail_credentials.E002"]


@pytest.mark.parametrize("folder", ["media", "media/private"])
def test_a_storage_that_everybody_can_read_is_named(settings, tmp_path, folder):
    settings.MEDIA_ROOT = tmp_path / "media"
    changed = copy.deepcopy(settings.STORAGES)
    changed["credentials"]["OPTIONS"]["location"] = str(tmp_path / folder)
    settings.STORAGES = changed

    assert found() == ["wagtail_credentials.E003"]
    assert storages["credentials"].location == str(tmp_path / folder)


def test_missing_addresses_are_named(settings):
    settings.ROOT_URLCONF = "wagtail.urls"

    assert found() == ["wagtail_credentials.E004"]


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ({"MAX_ROWS": 10}, []),
        ({"MAX_ROW": 10}, ["wagtail_credentials.W005"]),
        ({"STORAGE": "x"}, ["wagtail_credentials.W005"]),
        ({"CHUNK_SIZE": 0}, ["wagtail_credentials.E006"]),
        ({"LEASE_SECONDS": "120"}, ["wagtail_credentials.E006"]),
    ],
)
def test_each_wrong_setting_of_ours_is_named(settings, ours, expected):
    settings.WAGTAIL_CREDENTIALS = ours

    assert found() == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"init_command": "PRAGMA journal_mode=WAL;"}, ["wagtail_credentials.W016"]),
        ({"transaction_mode": "IMMEDIATE"}, ["wagtail_credentials.W017"]),
    ],
)
def test_each_wrong_option_of_sqlite_is_named(settings, options, expected):
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}}

    assert found() == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, ["wagtail_credentials.W018", "wagtail_credentials.W020"]), (600, ["wagtail_credentials.W020"])],
)
def test_slow_connections_are_named_before_deployment_only(settings, age, expected):
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": age}}
    settings.Q_CLUSTER = QUEUE

    assert found() == []
    assert found(deploy=True) == expected


def test_a_queue_that_works_in_the_request_is_named_before_deployment(settings):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": True}
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org"}

    assert "wagtail_credentials.W019" in found(deploy=True)

import json
import stat

import pytest
from django.core.management import call_command

from wagtail_credentials import tasks

pytestmark = pytest.mark.django_db


def examine(capsys):
    """(exit code, {subject: level})"""
    code = 0
    try:
        call_command("credentials_doctor", "--json")
    except SystemExit as stopped:
        code = stopped.code
    answer = json.loads(capsys.readouterr().out)
    assert answer["healthy"] == (code == 0)
    # "ok" < "note" < "problem" by their order: of two findings on a subject the worse one counts.
    levels = ["ok", "note", "problem"]
    found = sorted(answer["findings"], key=lambda finding: levels.index(finding["level"]))
    return code, {finding["subject"]: finding["level"] for finding in found if finding["level"] != "ok"}


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.ROOT_URLCONF = "tests.queue.urls"
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org"}


def test_an_installation_without_workers_is_told_so(capsys):
    code, found = examine(capsys)

    # Without Redis, the suite's own settings for database servers get a note: they do not keep connections.
    assert (code, {subject for subject, level in found.items() if level == "problem"}) == (1, {"workers"})


def test_an_installation_with_workers_is_healthy(capsys):
    tasks.heartbeat()

    code, found = examine(capsys)

    assert (code, set(found.values()) - {"note"}) == (0, set())


def test_addresses_that_lead_nowhere_are_noted(capsys, settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "http://localhost:8000"}
    tasks.heartbeat()

    code, found = examine(capsys)

    assert (code, found["addresses"]) == (0, "note")


def test_a_wrong_setting_is_a_problem(capsys, settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org", "CHUNK_SIZE": 0}
    tasks.heartbeat()

    code, found = examine(capsys)

    assert (code, found["settings"]) == (1, "problem")


def test_a_storage_that_cannot_be_written_is_a_problem(capsys, settings, tmp_path):
    # A file where the folder should be: no user, not even root, can write into it.
    blocked = tmp_path / "private"
    blocked.write_text("")
    blocked.chmod(stat.S_IRUSR)
    changed = {**settings.STORAGES["credentials"], "OPTIONS": {"location": str(blocked), "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "credentials": changed}
    tasks.heartbeat()

    code, found = examine(capsys)

    assert (code, found["storage"]) == (1, "problem")


def test_people_read_what_to_do(capsys):
    with pytest.raises(SystemExit):
        call_command("credentials_doctor", "--no-color")

    lines = capsys.readouterr().out.splitlines()
    place = lines.index("PROBLEM workers: No worker was ever seen.")
    assert lines[place + 1].strip().startswith("-> Run manage.py credentials_worker")
    assert lines[-1] == "Something is wrong, see above."

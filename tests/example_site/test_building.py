import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANAGE = ROOT / "manage.py"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a script or command with the example site's own settings and a database of its own; gives its output."""
    strangers = {"DATABASE_URL", "REDIS_URL", "EXAMPLE_PORT"}
    environment = {name: value for name, value in os.environ.items() if name not in strangers}
    environment["EXAMPLE_VAR"] = str(tmp_path_factory.mktemp("example"))
    environment["DJANGO_SETTINGS_MODULE"] = "example_site.settings"
    environment["PYTHONPATH"] = str(ROOT)

    def run(*arguments):
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    run(MANAGE, "migrate", "--verbosity", "0")
    run(MANAGE, "build_example_site")
    return run


def look(run):
    return json.loads(run(ROOT / "tests" / "example_site" / "look.py"))


def test_the_site_is_a_school_with_every_page_in_place(run):
    found = look(run)

    assert found["site"] == "http://localhost:8000"
    assert set(found["pages"].values()) == set(found["editing"].values()) == {200}
    assert list(found["pages"]) == [
        "/",
        "/credentials/",
        "/practical-botany/",
        "/practical-botany/registration/",
        "/beekeeping/",
        "/letterpress/",
        "/mountain-first-aid/",
        "/about/",
    ]
    assert found["people"] == {
        "admin": [],
        "issuer": ["Credential issuers"],
        "reviewer": ["Credential reviewers"],
    }
    assert [found["form"], found["theme"], found["missing"], found["sitemap"]] == [True, True, 404, 8]


def test_building_it_again_changes_nothing(run):
    before = look(run)

    run(MANAGE, "build_example_site")

    assert look(run) == before
    assert before["counts"] == [1, 2, 4, 9]


def test_its_settings_pass_every_system_check(run):
    run(MANAGE, "check", "--fail-level", "WARNING")


def test_its_models_and_migrations_agree(run):
    run(MANAGE, "makemigrations", "--check", "--dry-run")


def test_the_sample_sheet_is_what_its_command_makes(run, tmp_path):
    import openpyxl

    run(MANAGE, "make_sample_sheet", "--output", tmp_path / "made.xlsx")

    sheets = [tmp_path / "made.xlsx", ROOT / "example_site" / "sheets" / "recipients.xlsx"]
    made, stored = ([list(row) for row in openpyxl.load_workbook(sheet).active.values] for sheet in sheets)
    assert made == stored


def test_the_sample_sheet_is_accepted(run):
    output = run(
        MANAGE,
        "check_sheet",
        ROOT / "example_site" / "sheets" / "recipients.xlsx",
        "--template",
        "completion",
        "--json",
    )

    report = json.loads(output)
    assert (report["outcome"], len(report["rows"]), report["errors"]) == ("accepted", 60, [])

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_site_without_form_pages_issues_from_sheets_and_by_hand(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEST_SQLITE")}
    own = {"DJANGO_SETTINGS_MODULE": "tests.settings_without_forms", "TEST_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-W", "error", ROOT / "tests" / "editor" / "without_forms.py"],
        env={**environment, **own},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    steps = "/admin/credentials/issue/1"
    assert json.loads(done.stdout) == {
        "upload": ["Enter recipients", "Upload a sheet"],
        "redirects": [[f"{steps}/form/", 302], [f"{steps}/upload/", 302]],
        "named": 404,
        "posted": f"{steps}/form/",
        "page": 200,
    }

"""Build the wheel, install it into a new Wagtail project as the install page says, and publish a credential there.

The settings and addresses are the Python blocks of ``docs/how-to/install.md`` themselves, so the page cannot go stale.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALL_PAGE = ROOT / "docs/how-to/install.md"

SHEET = "name,email\nZoë Ångström,zoe@example.org\n王小明,wang@example.org\n"
TEMPLATE = """{"title": "Certificate", "slug": "certificate", "elements": [
    {"type": "text", "text": "[recipient.name]", "x": 20, "y": 70, "width": 257, "height": 25, "size": 40},
    {"type": "qr_code", "x": 250, "y": 165, "width": 30, "height": 30}
]}"""
#: What a visitor sees once the batch is published.
VISIT = """
import pathlib, wagtail_credentials
from django.test import Client
from django.urls import reverse
from wagtail_credentials.models import Credential

assert "site-packages" in wagtail_credentials.__file__, wagtail_credentials.__file__
credentials = list(Credential.objects.all())
assert [credential.status for credential in credentials] == ["published"] * 2, credentials
client = Client(SERVER_NAME="localhost")
for credential in credentials:
    page = client.get(reverse("wagtail_credentials:credential", kwargs={"uuid": credential.uuid}))
    assert page.status_code == 200 and credential.recipient_name in page.content.decode(), page.status_code
    document = client.get(reverse("wagtail_credentials:credential_pdf", kwargs={"uuid": credential.uuid}))
    assert b"".join(document).startswith(b"%PDF"), document.status_code
print("2 credentials published in a fresh project, with their pages and documents.")
"""


def run(*command, **options) -> None:
    subprocess.run([str(part) for part in command], check=True, **options)


def build_wheel(folder: Path) -> Path:
    """Built from a copy, so that nothing left over in the tree gets in."""
    source = folder / "source"
    source.mkdir()
    shutil.copytree(
        ROOT / "wagtail_credentials",
        source / "wagtail_credentials",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    return next(folder.glob("*.whl"))


def follow_install_page(project: Path) -> None:
    """Append the page's Python blocks to the project's settings and addresses."""
    blocks = re.findall(r"^```python\n(.*?)^```", INSTALL_PAGE.read_text(), re.MULTILINE | re.DOTALL)
    for block in blocks:
        file = project / "school" / ("urls.py" if "urlpatterns" in block else "settings/base.py")
        with file.open("a") as text:
            text.write("\n" + block)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="credentials-wheel-"))
    try:
        wheel = build_wheel(folder)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv/bin/python"
        run(python, "-m", "pip", "install", "--quiet", wheel, *sys.argv[1:])
        project = folder / "project"
        project.mkdir()
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "school.settings.dev"}
        run(folder / "venv/bin/wagtail", "start", "school", project, stdout=subprocess.DEVNULL)
        follow_install_page(project)
        (project / "people.csv").write_text(SHEET, encoding="utf-8")
        (project / "certificate.json").write_text(TEMPLATE, encoding="utf-8")

        def manage(*arguments):
            run(python, "manage.py", *arguments, cwd=project, env=environment)

        manage("migrate", "--verbosity", "0")
        manage("check", "--fail-level", "WARNING")
        manage("makemigrations", "--check", "--dry-run")
        manage("import_template", "certificate.json")
        worker = subprocess.Popen(
            [python, "manage.py", "credentials_worker", "--grace", "5"], cwd=project, env=environment
        )
        try:
            manage("issue_batch", "people.csv", "--template", "certificate", "--name", "First", "--publish")
        finally:
            worker.terminate()
            worker.wait(60)
        manage("credentials_doctor")
        manage("shell", "--command", VISIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

"""Take the docs' pictures again: the demo's state is copied, two batches are added to the copy, and a browser looks.

Run by ``make screenshots`` after ``make demo SERVE=0``.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from demo import GROUP, MANAGE, ROOT, SHEET, TEMPLATE, free_port, running

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT, COLOURS = 1280, 860, 160
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WRONG = """name,email,hours
Amara Okonkwo,amara.okonkwo@example.org,40
Jonas Weiß,jonas.weiss@example,40
Amara Okonkwo,amara.okonkwo@example.org,40
Lucía Fernández,lucia@example.org,forty
"""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def prepare() -> dict[str, str]:
    """Batches at every step, and a sheet of corrections. Returns {picture: path}."""
    from django.contrib.auth.models import User
    from django.urls import reverse

    from wagtail_credentials.models import Batch, Credential, CredentialGroup, CredentialTemplate
    from wagtail_credentials.services.addresses import page_url
    from wagtail_credentials.services.batching import create_batch
    from wagtail_credentials.services.staging import stage_sheet
    from wagtail_credentials.services.updating import start_update

    group = CredentialGroup.objects.exclude(slug=GROUP).first()
    template = CredentialTemplate.objects.get(slug=TEMPLATE)
    staged = create_batch("Autumn graduates", template, group)
    stage_sheet(staged, SHEET.read_bytes(), SHEET.name, user=None)
    empty = create_batch("Winter graduates", template, group)
    wrong = create_batch("Evening class", template, group)
    stage_sheet(wrong, WRONG.encode(), "evening-class.csv", user=None)
    arguments = ["--template", TEMPLATE, "--group", CredentialGroup.objects.last().slug, "--name", "Summer graduates"]
    subprocess.run([*MANAGE, "issue_batch", str(SHEET), *arguments], check=True)
    review = Credential.objects.in_review().order_by("line").first()
    published = Credential.objects.published().order_by("line").first()
    update = start_update(corrections(published, review), "corrections.csv", user=User.objects.get(username="admin"))
    batch = Batch.objects.get(name="Summer graduates")
    return {
        "home": reverse("credentials_admin:home"),
        "gallery": reverse("credentials_admin:designs"),
        "templates": reverse("wagtailsnippets_wagtail_credentials_credentialtemplate:list"),
        "designer": reverse("wagtailsnippets_wagtail_credentials_credentialtemplate:edit", args=[template.pk]),
        "upload": reverse("credentials_admin:upload", args=[empty.pk]),
        "rows": reverse("credentials_admin:rows", args=[wrong.pk]),
        "confirm": reverse("credentials_admin:confirm", args=[staged.pk]),
        "batch": reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk]),
        "review-queue": reverse("credentials_admin:under_review"),
        "review": reverse("credentials_admin:review", args=[review.pk]),
        "update": reverse("credentials_admin:difference", args=[update.pk]),
        "public": page_url(published),
    }


def corrections(*credentials) -> bytes:
    """A sheet in which each of them is called a little otherwise."""
    lines = (f"{credential.uuid},{credential.recipient_name} MSc" for credential in credentials)
    return "\n".join(["credential_id,name", *lines]).encode()


def open_menu(page) -> None:
    """The three dots of the first row."""
    page.locator("table .w-dropdown button").first.click()
    page.wait_for_timeout(400)


def pick_element(page) -> None:
    """The recipient's name on the designer's page."""
    page.locator(".wc-designer").evaluate("designer => designer.scrollIntoView()")
    page.get_by_role("application").get_by_role("button", name="[recipient.name]").first.focus()
    page.wait_for_timeout(400)


def save(name: str, png: bytes) -> None:
    """Fewer colours: a page of an admin does not miss them, and the repository stays small."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    path = IMAGES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


def look(site: str, paths: dict[str, str]) -> None:
    from playwright.sync_api import sync_playwright

    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"{site}/admin/login/")
        page.fill("[name=username]", "admin")
        page.fill("[name=password]", "admin")
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{site}/admin/")
        for name, path in paths.items():
            if name == "public":
                page.context.clear_cookies()
            page.goto(f"{site}{path}", wait_until="networkidle")
            page.wait_for_timeout(800)
            if name == "templates":
                open_menu(page)
            if name == "designer":
                pick_element(page)
            save(name, page.screenshot())
        browser.close()


def wait_for(site: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(site, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit("The site did not start.")


def main() -> None:
    state = ROOT / "example_site" / "var"
    if not (state / "db.sqlite3").exists():
        sys.exit("Run `make demo SERVE=0` first.")
    IMAGES.mkdir(exist_ok=True)
    port = free_port(8400)
    with tempfile.TemporaryDirectory(prefix="credentials-pictures-") as folder:
        shutil.copytree(state, folder, dirs_exist_ok=True)
        os.environ.update(DJANGO_SETTINGS_MODULE="example_site.settings", EXAMPLE_VAR=folder)
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        paths = prepare()
        log = Path(folder) / "server.log"
        with running("runserver", f"127.0.0.1:{port}", "--noreload", "--insecure", log=log):
            wait_for(f"http://localhost:{port}/")
            look(f"http://localhost:{port}", paths)


if __name__ == "__main__":
    main()

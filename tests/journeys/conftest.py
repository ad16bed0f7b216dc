"""A real browser, a real server and a real queue: what an editor sees, from log-in to the public page."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
PICTURES = os.environ.get("JOURNEY_PICTURES")

# Playwright's synchronous driver runs an event loop in this thread; Django would refuse its ORM there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.fail("The journeys need Chromium: apt-get install chromium, or run pytest -m 'not journey'.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser, live_server):
    """A fresh browser profile, pointed at the live server."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": int(os.environ.get("JOURNEY_WIDTH", "1280")), "height": 900},
        color_scheme=os.environ.get("JOURNEY_SCHEME", "light"),
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def picture(request):
    """Keep a picture of the page, where JOURNEY_PICTURES names a folder."""
    folder = PICTURES and Path(PICTURES) / request.node.name

    def take(page, name):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def page(context, picture):
    """A tab. What the page's own scripts do wrong fails the test."""
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    picture(page, "last")
    assert faults == []


@pytest.fixture
def worker(live_server, tmp_path):
    """The queue's workers, in processes of their own, on the test's database."""
    log = (tmp_path / "worker.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "credentials_worker"],
        env={**os.environ, **_same_database()},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    yield process
    process.terminate()
    process.wait(30)
    log.close()


def _same_database():
    settings = connection.settings_dict
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_VAR": str(django_settings.VAR)}
    if connection.vendor == "sqlite":
        return {**environment, "TEST_SQLITE": str(settings["NAME"])}
    scheme = "postgresql" if connection.vendor == "postgresql" else "mysql"
    account = f"{settings['USER']}:{settings['PASSWORD']}".rstrip(":")
    address = f"{scheme}://{account}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    return {**environment, "DATABASE_URL": address}

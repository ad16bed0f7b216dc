"""The site that the journeys walk through: two people, a template, a group, a page."""

import io
import json
from pathlib import Path

import openpyxl
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Site

import wagtail_credentials
from tests import factories
from wagtail_credentials.models import CredentialsPage
from wagtail_credentials.services.templating import import_template

DESIGNS = Path(wagtail_credentials.__file__).parent / "designs"


def open_school():
    """Ann issues, Bob reviews; courses are certified under /credentials/."""
    for name, group in (("ann", "Credential issuers"), ("bob", "Credential reviewers")):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "password")
        user.groups.add(Group.objects.get(name=group))
    issuer = factories.make_issuer(title="Linden Open School", url="https://school.example/")
    template = import_template(json.loads((DESIGNS / "completion.json").read_text("utf-8")), issuer=issuer)
    root = Site.objects.get(is_default_site=True).root_page
    page = root.add_child(instance=CredentialsPage(title="Credentials", slug="credentials"))
    return factories.make_group(
        title="Practical botany", issuer=issuer, template=template, page=page, validity_amount=2
    )


def sheet(path, *rows):
    """An XLSX sheet at ``path`` with a heading row and the given rows."""
    book = openpyxl.Workbook()
    for row in [("name", "email"), *rows]:
        book.active.append(row)
    book.save(path)
    return path


def headings(data: bytes) -> list[str]:
    """The first row of an XLSX sheet."""
    return [cell.value for cell in next(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(max_row=1))]


def log_in(page, hand, name):
    """Through the log-in page, as anybody does."""
    page.goto("/admin/login/")
    hand.type(page.get_by_label("Username"), name)
    hand.type(page.locator("input[name=password]"), "password")
    hand.press(page.get_by_role("button", name="Sign in"))
    page.wait_for_url("**/admin/")


def wait_until(page, condition, seconds=60):
    """Let the browser live on until the queue has done what ``condition`` asks of the database."""
    for _ in range(seconds * 2):
        if condition():
            return
        page.wait_for_timeout(500)
    raise AssertionError("The queue did not get there")

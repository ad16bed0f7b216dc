"""Batches as they stand between the steps of a batch issue, and sheets to hand in."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from wagtail_credentials.services.staging import stage_recipients

GRADE = {"name": "grade", "label": "Grade", "type": "choice", "choices": "A\nB", "required": True}
DAY = date(2026, 3, 1)


def make_template(**values):
    return factories.make_template(fields=[GRADE], **values)


def make_batch(people=0, **values):
    """A draft; with people, a checked batch whose rows are theirs."""
    template = values.pop("template", None) or make_template()
    batch = factories.make_batch(template=template, template_revision=template.live_revision, **values)
    if people:
        stage_recipients(batch, [person(number) for number in range(1, people + 1)])
        batch.refresh_from_db()
    return batch


def person(number, **values):
    return {"name": f"Person {number}", "email": f"person{number}@example.org", "grade": "A", **values}


def sheet(*lines, name="people.csv"):
    return SimpleUploadedFile(name, "\n".join(["name,email,grade", *lines]).encode(), content_type="text/csv")


def step(name, batch, query=""):
    return reverse(f"credentials_admin:{name}", args=[batch.pk]) + query


def batch_page(batch):
    return reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk])


def said(response):
    """The messages that the answer leaves for the user."""
    return [str(message).strip() for message in response.wsgi_request._messages]

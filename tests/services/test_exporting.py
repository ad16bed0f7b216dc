from datetime import date, datetime, timezone

import pytest
from django.urls import reverse

from tests import factories
from wagtail_credentials.models import Credential
from wagtail_credentials.services.batching import create_batch
from wagtail_credentials.services.exporting import export_credentials

pytestmark = pytest.mark.django_db


def table(credentials=None):
    export = export_credentials(Credential.objects.order_by("pk") if credentials is None else credentials)
    return [dict(zip(export.headings, row, strict=True)) for row in export.rows]


def test_a_credential_is_written_as_it_stands(settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://school.example"}
    template = factories.make_template(fields=[{"name": "grade"}, {"name": "status"}])
    batch = create_batch("Spring", template, factories.make_group(title="Botany"))
    credential = factories.make_credential(
        batch=batch,
        status="published",
        recipient_name="Zoë",
        recipient_email="zoe@example.org",
        recipient_id="S-1",
        values={"grade": "A", "status": "full"},
        issued_on=date(2026, 3, 1),
        published_at=datetime(2026, 3, 2, 10, 30, tzinfo=timezone.utc),
    )

    assert table() == [
        {
            "credential_id": str(credential.uuid),
            "name": "Zoë",
            "email": "zoe@example.org",
            "grade": "A",
            "status": "full",
            "recipient_id": "S-1",
            "issued_on": "2026-03-01",
            "expires_on": "",
            "(status)": "Published",
            "(batch)": "Spring",
            "(group)": "Botany",
            "(published)": "2026-03-02 10:30",
            "(permanent address)": "https://school.example"
            + reverse("wagtail_credentials:credential", args=[credential.uuid]),
        }
    ]


def test_templates_stand_side_by_side():
    for fields in (["grade", "points"], ["points", "hours"]):
        template = factories.make_template(fields=[{"name": name} for name in fields])
        values = dict.fromkeys(fields, "1")
        factories.make_credential(batch=create_batch("Spring", template), status="in_review", values=values)

    export = export_credentials(Credential.objects.order_by("pk"))

    assert export.headings[3:6] == ["grade", "points", "hours"]
    assert [row[3:6] for row in export.rows] == [["1", "1", ""], ["", "1", "1"]]


def test_the_fields_are_those_of_the_template_as_it_was():
    template = factories.make_template(fields=[{"name": "grade"}])
    factories.make_credential(batch=create_batch("Spring", template), status="in_review", values={"grade": "A"})
    template.fields = []
    template.save_revision().publish()

    assert table()[0]["grade"] == "A"


def test_a_batch_without_a_revision_has_the_templates_fields():
    template = factories.make_template(fields=[{"name": "grade"}])
    factories.make_credential(batch=factories.make_batch(template=template), status="in_review", values={"grade": "A"})

    assert table()[0]["grade"] == "A"


def test_rows_that_nobody_confirmed_are_left_out_and_what_is_not_public_has_no_address():
    factories.make_credential(status="staged")
    waiting = factories.make_credential(status="pending")

    assert [(row["credential_id"], row["(permanent address)"]) for row in table()] == [(str(waiting.uuid), "")]


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_credentials_is_the_same_number_of_queries(rows, django_assert_num_queries):
    for _ in range(rows):
        template = factories.make_template(fields=[{"name": "grade"}])
        batch = create_batch("Spring", template, factories.make_group())
        factories.make_credential(batch=batch, status="published")
        factories.make_credential(batch=factories.make_batch(template=template), status="published")

    with django_assert_num_queries(5):
        table()

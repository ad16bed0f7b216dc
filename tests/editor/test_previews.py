from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import GRADE, make_batch, make_template

pytestmark = pytest.mark.django_db

DATES = (
    "text",
    {"text": "[credential.issued_on] / [credential.expires_on]", "x": 10, "y": 10, "width": 200, "height": 20},
)
NAME = ("text", {"text": "[recipient.name]", "x": 10, "y": 50, "width": 200, "height": 20})


def address(credential, name="picture", query=""):
    return reverse(f"credentials_admin:{name}", args=[credential.pk]) + query


def words(response):
    return PdfReader(BytesIO(response.content)).pages[0].extract_text()


@pytest.fixture
def row(client):
    """A staged row of a batch whose template prints name and dates."""
    client.force_login(make_user("issue"))
    template = factories.make_template(fields=[GRADE], elements=[DATES, NAME])
    return make_batch(people=1, template=template, group=factories.make_group(validity_amount=2)).credentials.get()


def test_a_staged_row_is_drawn_as_it_will_be(client, row):
    response = client.get(address(row))

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(response.content)).format == "PNG"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    row.refresh_from_db()
    assert (row.picture.name, row.status) == ("", "staged")


def test_its_document_opens_in_a_frame_of_this_site(client, row):
    response = client.get(address(row, "document"))

    assert (response["Content-Type"], response["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert response["Content-Disposition"] == 'inline; filename="person-1.pdf"'
    assert "Person 1" in words(response)


def test_a_correction_is_drawn_at_once(client, row):
    client.get(address(row, "document"))
    type(row).objects.update(recipient_name="Ann Corrected")

    response = client.get(address(row, "document"))

    assert "Ann Corrected" in words(response)


@pytest.mark.parametrize(
    ("expiry", "expires_on", "printed"),
    [
        ("validity", "", "March 1, 2026 / March 1, 2028"),
        ("custom", "2027-01-31", "March 1, 2026 / January 31, 2027"),
        ("never", "", "March 1, 2026 /"),
    ],
)
def test_a_staged_row_is_drawn_with_the_dates_that_are_asked_for(expiry, expires_on, printed, client, row):
    query = f"?issued_on=2026-03-01&expiry={expiry}&expires_on={expires_on}"

    response = client.get(address(row, "document", query))

    assert words(response).splitlines()[0].strip() == printed
    row.batch.refresh_from_db()
    assert row.batch.issued_on is None


def test_dates_of_the_address_do_not_touch_what_is_generated(client, row):
    row.pdf.save("x.pdf", ContentFile(b"stored"), save=False)
    type(row).objects.update(status="in_review", pdf=row.pdf.name)

    response = client.get(address(row, "document", "?issued_on=2020-01-01&expiry=never&expires_on="))

    assert response.content == b"stored"


def test_the_stored_picture_is_shown_once_there_is_one(client, row):
    row.picture.save("x.png", ContentFile(b"stored"), save=False)
    type(row).objects.update(status="in_review", pdf="x.pdf", picture=row.picture.name)

    assert client.get(address(row)).content == b"stored"


def test_a_file_that_went_missing_is_not_found(client, row):
    type(row).objects.update(status="in_review", pdf="gone.pdf", picture="gone.png")

    assert client.get(address(row)).status_code == 404


def test_the_public_page_shows_what_is_not_published(client, row):
    type(row).objects.update(status="in_review")

    response = client.get(address(row, "public_page"))

    assert (response.status_code, response["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert "Person 1" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["picture", "document", "public_page"])
@pytest.mark.parametrize("action", ["issue", "publish", "revoke", "export", "view"])
def test_a_foreign_credential_answers_as_an_unknown_one(action, name, client):
    mine, elsewhere = make_collection(), make_collection()
    row = make_batch(people=1, template=make_template(collection=elsewhere)).credentials.get()
    client.force_login(make_user(action, collection=mine))

    assert client.get(address(row, name)).status_code == 404


def test_a_corrected_credential_never_shows_its_former_document(client, row):
    type(row).objects.update(
        status="pending", recipient_name="Ann Corrected", pdf=f"documents/{row.uuid}/former.pdf", issued_on="2026-01-01"
    )

    response = client.get(address(row, "document"))

    assert "Ann Corrected" in words(response)


def test_a_badge_is_to_be_had_as_svg_and_a_certificate_is_not(admin_client):
    template = factories.make_template(kind="badge", page_size="square")
    badge = factories.make_credential(batch=factories.make_batch(template=template), recipient_name="Zoë")
    certificate = factories.make_credential()

    answers = [admin_client.get(reverse("credentials_admin:svg", args=[c.pk])) for c in (badge, certificate)]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].headers["Content-Disposition"] == "attachment; filename*=utf-8''zo%C3%AB.svg"
    assert answers[0].content.startswith(b"<svg ")

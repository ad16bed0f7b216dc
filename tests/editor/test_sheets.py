from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import make_batch, make_template, sheet, step
from wagtail_credentials.spreadsheets.sheets import CONTENT_TYPES

pytestmark = pytest.mark.django_db


def address(template, file_format="xlsx"):
    return reverse("credentials_admin:template_sheet", args=[template.pk, file_format])


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "ods"])
def test_the_sheet_of_a_template_is_saved_under_its_slug(file_format, client):
    template = make_template(slug="botany")
    client.force_login(make_user("issue"))

    response = client.get(address(template, file_format))

    assert response["Content-Disposition"] == f'attachment; filename="botany.{file_format}"'
    assert response["Content-Type"] == CONTENT_TYPES[file_format]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert len(response.content) > 20


def test_an_unknown_format_is_not_found(client):
    client.force_login(make_user("issue"))

    assert client.get(address(make_template(), "exe")).status_code == 404


def test_foreign_and_unpublished_templates_have_no_sheet(client):
    mine, elsewhere = make_collection(), make_collection()
    draft = make_template(collection=mine)
    draft.unpublish()
    client.force_login(make_user("issue", collection=mine))

    assert client.get(address(make_template(collection=elsewhere))).status_code == 404
    assert client.get(address(draft)).status_code == 404


def test_the_refused_sheet_comes_back_with_its_bad_cells_marked(client):
    batch = make_batch()
    client.force_login(make_user("issue"))
    client.post(step("upload", batch), {"sheet": sheet("Ann,nope,A")})

    response = client.get(step("problem_sheet", batch))

    cell = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]["B2"]
    assert (cell.value, cell.fill.fill_type) == ("nope", "solid")
    assert "e-mail address" in cell.comment.text
    assert response["Content-Disposition"] == 'attachment; filename="people-problems.xlsx"'


def test_a_batch_without_problems_has_no_problem_list(client):
    batch = make_batch(people=1)
    client.force_login(make_user("issue"))

    assert client.get(step("problem_sheet", batch)).status_code == 404

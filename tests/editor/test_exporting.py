import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.spreadsheets.reader import read_sheet

pytestmark = pytest.mark.django_db

LISTING = reverse("credentials:index")
FORMATS = ("xlsx", "csv", "ods")


def body(response):
    return b"".join(response.streaming_content)


def rows(response):
    return list(csv.DictReader(StringIO(body(response).decode("utf-8-sig"))))


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_download_holds_what_the_filter_shows(file_format, client):
    factories.make_credential(recipient_name="Ann", status="published")
    factories.make_credential(recipient_name="Bo", status="in_review")
    factories.make_credential(recipient_name="Cy", status="staged")
    client.force_login(make_user("export"))

    response = client.get(LISTING, {"export": file_format, "status": "published", "p": "7"})

    table = read_sheet(body(response), f"a.{file_format}")
    assert [cells[table.headings.index("name")] for _line, cells in table.rows] == ["Ann"]
    assert response["Content-Disposition"] == f'attachment; filename="credentials.{file_format}"'
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nothing_in_a_download_calculates(client):
    batch = factories.make_batch(name="@SUM(1)")
    factories.make_credential(batch=batch, recipient_name='=HYPERLINK("https://evil.example")', status="published")
    client.force_login(make_user("export"))

    [row] = rows(client.get(LISTING, {"export": "csv"}))
    workbook = openpyxl.load_workbook(BytesIO(body(client.get(LISTING, {"export": "xlsx"}))))

    assert (row["name"], row["(batch)"]) == ('\'=HYPERLINK("https://evil.example")', "'@SUM(1)")
    assert workbook.active["B2"].value == '\'=HYPERLINK("https://evil.example")'


def test_a_download_is_called_after_its_batch(client):
    batch = factories.make_batch(name="Spring 2026: Botany")
    client.force_login(make_user("export"))

    response = client.get(LISTING, {"export": "csv", "batch": batch.pk})
    response.close()

    assert 'filename="credentials-spring-2026-botany.csv"' in response["Content-Disposition"]


def test_without_the_permission_to_export_nothing_leaves(client):
    batch = factories.make_batch(group=factories.make_group(), status="in_review")
    factories.make_credential(batch=batch, recipient_name="Ann", status="published")
    client.force_login(make_user("view", "issue", "publish", "revoke"))

    for page in (LISTING, reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk])):
        assert "Download CSV" not in client.get(page).text
    assert client.get(LISTING, {"export": "csv"}).url == reverse("wagtailadmin_home")


def test_a_download_leaves_out_what_the_user_may_only_see(client):
    home, seen = make_collection("Home"), make_collection("Seen")
    for name, collection in (("Ours", home), ("Seen", seen)):
        batch = factories.make_batch(template=factories.make_template(collection=collection))
        factories.make_credential(batch=batch, recipient_name=name, status="published")
    user = make_user("export", collection=home)
    user.groups.add(make_user("view", collection=seen).groups.get())
    client.force_login(user)

    assert [row["name"] for row in rows(client.get(LISTING, {"export": "csv"}))] == ["Ours"]


def test_the_queue_of_review_is_not_downloaded(client):
    factories.make_credential(status="in_review")
    client.force_login(make_user("export", "publish"))

    response = client.get(reverse("credentials_admin:under_review"), {"export": "csv"})

    assert response["Content-Type"].startswith("text/html")


def test_the_listing_a_batch_and_a_group_offer_every_format_and_the_way_back(admin_client):
    group = factories.make_group()
    batch = factories.make_batch(group=group, status="in_review")
    update = reverse("credentials_admin:update")

    listing = admin_client.get(LISTING, {"status": "published"}).text
    page = admin_client.get(reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk])).text
    groups = admin_client.get(reverse("wagtailsnippets_wagtail_credentials_credentialgroup:list")).text

    for file_format in FORMATS:
        assert f"{LISTING}?status=published&amp;export={file_format}" in listing
        assert f"{LISTING}?batch={batch.pk}&amp;export={file_format}" in page
        assert f"{LISTING}?group={group.pk}&amp;export={file_format}" in groups
    assert f'href="{update}"' in listing
    assert f'href="{update}?batch={batch.pk}"' in page
    assert f'href="{update}?group={group.pk}"' in groups


def test_a_batch_that_nobody_confirmed_offers_nothing(admin_client):
    batch = factories.make_batch(status="checked")

    page = admin_client.get(reverse("wagtail_credentials_batch_modeladmin_inspect", args=[batch.pk])).text

    assert "Download CSV" not in page
    assert "Update from a sheet" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_download_takes_the_same_number_of_queries_for_any_number(number, client, django_assert_num_queries):
    for _ in range(number):
        factories.make_credential(batch=factories.make_batch(group=factories.make_group()), status="published")
    client.force_login(make_user("export"))
    client.get(LISTING)

    with django_assert_num_queries(15):
        body(client.get(LISTING, {"export": "csv"}))

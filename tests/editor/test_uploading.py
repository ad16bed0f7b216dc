import pytest

from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import batch_page, make_batch, make_template, said, sheet, step
from wagtail_credentials.models import Credential

pytestmark = pytest.mark.django_db

GOOD = ("Zoë Ångström,zoe.angstrom@example.org,A", "李小龙,bruce@example.org,B")


@pytest.fixture
def batch(client):
    client.force_login(make_user("issue"))
    return make_batch()


def test_an_accepted_sheet_leads_on_to_the_confirmation(client, batch):
    response = client.post(step("upload", batch), {"sheet": sheet(*GOOD)})

    batch.refresh_from_db()
    assert response.url == step("confirm", batch)
    assert (batch.status, batch.source_name) == ("checked", "people.csv")
    assert list(batch.credentials.order_by("line").values_list("line", "recipient_name", "status")) == [
        (2, "Zoë Ångström", "staged"),
        (3, "李小龙", "staged"),
    ]


def test_a_refused_sheet_comes_back_with_every_problem_and_makes_nothing(client, batch):
    bad = sheet("Ann,ann@example.org,A", ",bo@example,C")

    response = client.post(step("upload", batch), {"sheet": bad}, follow=True)

    assert response.redirect_chain == [(step("upload", batch), 302)]
    shown = [(problem["line"], problem["column"], problem["value"]) for problem in response.context["problems"]]
    assert sorted(shown) == [(3, "email", "bo@example"), (3, "grade", "C"), (3, "name", "")]
    assert "3 problems in “people.csv”: nothing was made" in response.content.decode()
    assert step("problem_sheet", batch) in response.content.decode()
    assert Credential.objects.count() == 0


def test_the_problem_list_survives_a_reload(client, batch):
    client.post(step("upload", batch), {"sheet": sheet(",ann@example.org,A")})

    response = client.get(step("upload", batch))

    assert response.context["problem_count"] == 1


def test_a_long_problem_list_is_paged(client, batch):
    client.post(step("upload", batch), {"sheet": sheet(*(f",p{n}@example.org,A" for n in range(120)))})

    response = client.get(step("upload", batch, "?p=2"))

    assert (response.context["problem_count"], len(response.context["problems"])) == (120, 20)


def test_a_mended_sheet_takes_the_place_of_the_refused_one(client, batch):
    client.post(step("upload", batch), {"sheet": sheet(",ann@example.org,A")})

    client.post(step("upload", batch), {"sheet": sheet(*GOOD)})

    batch.refresh_from_db()
    assert (batch.status, batch.credentials.count(), batch.report["problems"]) == ("checked", 2, [])


def test_no_file_asks_for_one(client, batch):
    response = client.post(step("upload", batch))

    assert response.context["form"].errors == {"sheet": ["Choose a file first."]}


def test_a_file_that_is_too_big_is_not_read(client, batch, settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_UPLOAD_BYTES": 10}

    response = client.post(step("upload", batch), {"sheet": sheet(*GOOD)})

    (message,) = response.context["form"].errors["sheet"]
    assert message.endswith("at most 10\xa0bytes can be read. Split it into several batches.")
    assert Credential.objects.count() == 0


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04 not a zip"])
def test_what_is_no_sheet_is_refused_with_words(data, client, batch):
    upload = sheet(name="people.xlsx")
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(data)
    upload.size = len(data)
    upload.file.seek(0)

    response = client.post(step("upload", batch), {"sheet": upload}, follow=True)

    assert response.status_code == 200
    assert response.context["problem_count"] == 1


def test_the_group_door_is_kept(client, batch):
    response = client.post(step("upload", batch, "?door=group"), {"sheet": sheet(*GOOD)})

    assert response.url == step("confirm", batch, "?door=group")


def test_rows_that_are_checked_already_can_be_kept(client):
    client.force_login(make_user("issue"))
    batch = make_batch(people=2)

    response = client.get(step("upload", batch))

    assert response.context["confirm_url"] == step("confirm", batch)


def test_columns_and_downloads_are_those_of_the_template(client, batch):
    response = client.get(step("upload", batch))

    names = [column.name for column in response.context["columns"]]
    assert names == ["name", "email", "grade", "recipient_id", "issued_on", "expires_on"]
    for file_format in ("xlsx", "csv", "ods"):
        assert f"/admin/credentials/templates/{batch.template_id}/sheet.{file_format}" in response.content.decode()


def test_a_confirmed_batch_leads_on_and_takes_no_sheet(client, batch):
    type(batch).objects.update(status="generating")

    response = client.post(step("upload", batch), {"sheet": sheet(*GOOD)})

    assert response.url == batch_page(batch)
    assert said(response) == ["“Spring 2026” was confirmed already: nothing was changed."]
    assert Credential.objects.count() == 0


@pytest.mark.parametrize("name", ["upload", "recipients", "confirm", "problem_sheet"])
def test_a_foreign_batch_answers_as_an_unknown_one(name, client):
    mine, elsewhere = make_collection(), make_collection()
    batch = make_batch(people=1, template=make_template(collection=elsewhere))
    client.force_login(make_user("issue", collection=mine))

    assert client.get(step(name, batch)).status_code == 404
    assert client.post(step(name, batch)).status_code in (404, 405)


def test_whoever_only_reviews_gets_no_step(client):
    batch = make_batch(people=1)
    client.force_login(make_user("publish"))

    for name in ("upload", "recipients", "confirm"):
        assert client.get(step(name, batch)).status_code == 404

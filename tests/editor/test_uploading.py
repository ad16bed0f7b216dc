import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import batch_page, make_batch, make_template, said, sheet, step
from tests.spreadsheets.whole import read_whole
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


def test_a_sheet_with_wrong_rows_leads_to_them_and_makes_nothing(client, batch):
    bad = sheet("Ann,ann@example.org,A", ",bo@example,C")

    response = client.post(step("upload", batch), {"sheet": bad})

    batch.refresh_from_db()
    assert (response.url, batch.status) == (step("rows", batch), "rejected")
    assert batch.counts() == {"staged": 2}


def test_a_refused_file_comes_back_with_every_problem(client, batch):
    bad = SimpleUploadedFile("people.csv", b"name,grade,grade\nAnn,A,A")

    response = client.post(step("upload", batch), {"sheet": bad}, follow=True)

    assert response.redirect_chain == [(step("upload", batch), 302)]
    shown = [(problem["line"], problem["column"], problem["code"]) for problem in response.context["problems"]]
    assert shown == [(1, "grade", "repeated_column"), (1, "email", "missing_column")]
    assert "2 problems in “people.csv”: nothing was made" in response.content.decode()
    assert step("problem_sheet", batch) in response.content.decode()
    assert Credential.objects.count() == 0


def test_the_problem_list_survives_a_reload(client, batch):
    client.post(step("upload", batch), {"sheet": SimpleUploadedFile("people.csv", b"name\nAnn")})

    response = client.get(step("upload", batch))

    assert response.context["problem_count"] == 2


def test_whoever_comes_back_to_a_sheet_with_wrong_rows_is_led_to_them(client, batch):
    client.post(step("upload", batch), {"sheet": sheet(",ann@example.org,A")})

    assert f'href="{step("rows", batch)}"' in client.get(step("upload", batch)).content.decode()


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


def written(encoding, *lines, name="people.csv"):
    upload = sheet(*lines, name=name)
    return SimpleUploadedFile(name, upload.read().decode().encode(encoding))


def test_a_sheet_is_read_as_the_editor_says(client, batch):
    data = SimpleUploadedFile("a.csv", "name,email,grade,issued_on\nZoë,zoe@example.org,A,03/04/2026".encode("cp1252"))

    response = client.post(step("upload", batch), {"sheet": data, "encoding": "cp1252", "date_format": "dmy"})

    credential = batch.credentials.get()
    assert response.url == step("confirm", batch)
    assert (credential.recipient_name, str(credential.issued_on)) == ("Zoë", "2026-04-03")


def test_how_to_read_is_folded_away_until_it_matters(client, batch):
    response = client.get(step("upload", batch))

    assert response.context["reading_open"] is False
    client.post(step("upload", batch), {"sheet": sheet(",ann@example.org,A")})
    assert client.get(step("upload", batch)).context["reading_open"] is False


@pytest.mark.parametrize(
    ("upload", "chosen"),
    [
        (lambda: written("cp1252", "Zoë,zoe@example.org,A"), {}),
        (lambda: sheet("Ann,ann@example.org,A"), {"sheet_name": "Autumn"}),
    ],
)
def test_a_refusal_about_how_it_was_read_opens_the_choices(upload, chosen, client, batch):
    response = client.post(step("upload", batch), {"sheet": upload(), **chosen}, follow=True)

    html = response.content.decode()
    assert response.context["reading_open"] is True
    assert response.context["problem_count"] == 1
    assert (html.count('href="#wc-reading"'), html.count('id="wc-reading" open>')) == (1, 1)


def test_what_was_chosen_is_kept_when_the_sheet_is_refused(client, batch):
    chosen = {"encoding": "cp1252", "date_format": "mdy", "sheet_name": ""}

    client.post(step("upload", batch), {"sheet": written("cp1252", "Zoë,zoe,A"), **chosen})

    response = client.get(step("upload", batch))
    assert {field.name: field.value() for field in response.context["form"].reading_fields} == chosen
    assert response.context["reading_open"] is True


def test_what_was_chosen_is_kept_when_no_file_was(client, batch):
    chosen = {"encoding": "gb18030", "date_format": "dmy", "sheet_name": "Autumn"}

    response = client.post(step("upload", batch), chosen)

    assert {field.name: field.value() for field in response.context["form"].reading_fields} == chosen
    assert response.context["reading_open"] is True


@pytest.mark.parametrize("chosen", [{"encoding": "unicode_escape"}, {"date_format": "ymd"}, {"sheet_name": "a\0b"}])
def test_what_is_not_offered_is_refused_beside_its_field(chosen, client, batch):
    response = client.post(step("upload", batch), {"sheet": sheet(*GOOD), **chosen})

    assert [*response.context["form"].errors] == [*chosen]
    assert response.context["reading_open"] is True
    assert Credential.objects.count() == 0


def test_every_choice_has_its_label_and_help(client, batch):
    html = client.get(step("upload", batch)).content.decode()

    for name in ("encoding", "date_format", "sheet_name"):
        assert html.count(f'for="id_{name}"') == 1
        assert html.count(f'id="id_{name}_helptext"') == 1
        assert html.count(f'aria-describedby="id_{name}_helptext"') == 1


def test_the_refused_sheet_comes_back_read_as_it_was_said_to_be(client, batch):
    data = {"sheet": written("cp1252", "Zoë,zoe,A"), "encoding": "cp1252"}
    client.post(step("upload", batch), data)

    response = client.get(step("problem_sheet", batch))

    assert read_whole(response.content, "marked.xlsx").rows == [(2, ["Zoë", "zoe", "A"])]


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

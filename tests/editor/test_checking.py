import pytest
from django_q.brokers import get_broker

from tests.editor.somebody import make_user
from tests.editor.steps import batch_page, make_batch, person, said, sheet, step
from wagtail_credentials import tasks
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.staging import stage_recipients

pytestmark = pytest.mark.django_db

GOOD, WRONG = "Ann,ann@example.org,A", ",bo@example,C"


@pytest.fixture(autouse=True)
def _every_sheet_to_the_queue(settings, db):
    settings.WAGTAIL_CREDENTIALS = {"CHECK_IN_QUEUE_BYTES": 0}
    get_broker().purge_queue()
    yield
    get_broker().purge_queue()


@pytest.fixture
def batch(client):
    client.force_login(make_user("issue"))
    return make_batch()


def upload(client, batch, *lines, query=""):
    return client.post(step("upload", batch, query), {"sheet": sheet(*lines)})


def test_a_large_sheet_is_handed_to_the_queue(client, batch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(client, batch, GOOD)

    batch.refresh_from_db()
    assert (response.url, batch.status, Credential.objects.count()) == (step("checking", batch), "checking", 0)
    assert tasks.queue_length() == 1


def test_a_small_sheet_is_checked_at_once(client, batch, settings):
    settings.WAGTAIL_CREDENTIALS = {"CHECK_IN_QUEUE_BYTES": 10_000}

    assert upload(client, batch, GOOD).url == step("confirm", batch)
    assert tasks.queue_length() == 0


def test_the_page_shows_how_far_it_is(client, batch):
    upload(client, batch, GOOD)

    response = client.get(step("checking", batch))

    html = response.content.decode()
    assert response.context["progress"].stage == "Waiting for a worker"
    assert f'data-credentials-progress="/admin/credentials/batches/{batch.pk}/progress/"' in html
    assert html.count("data-bar") == 1
    assert f'href="{step("upload", batch)}"' in html


@pytest.mark.parametrize(
    ("lines", "name"), [([GOOD], "confirm"), ([GOOD, WRONG], "rows"), ([], "upload")], ids=["right", "wrong", "empty"]
)
def test_what_was_checked_leads_on_as_if_it_had_been_checked_at_once(lines, name, client, batch):
    upload(client, batch, *lines, query="?door=group")
    tasks.check(batch.pk)

    response = client.get(step("checking", batch, "?door=group"))

    assert response.url == step(name, batch, "?door=group")


def test_a_sheet_that_cannot_be_used_comes_back_with_its_problems(client, batch):
    upload(client, batch)
    tasks.check(batch.pk)

    response = client.get(step("checking", batch), follow=True)

    assert [problem["code"] for problem in response.context["problems"]] == ["no_rows"]


@pytest.mark.parametrize("name", ["rows", "confirm"])
def test_other_steps_lead_back_meanwhile(name, client, batch):
    stage_recipients(batch, [person(1)])
    upload(client, batch, GOOD)

    response = client.get(step(name, batch), follow=True)

    assert response.redirect_chain[-1][0] == step("checking", batch)


def test_nothing_is_confirmed_meanwhile(client, batch):
    stage_recipients(batch, [person(1)])
    upload(client, batch, GOOD)

    response = client.post(step("confirm", batch), {"issued_on": "2026-11-01", "expiry": "never"})

    batch.refresh_from_db()
    assert (response.url, batch.status) == (step("checking", batch), "checking")
    assert said(response) == ["There is nothing to confirm yet: the sheet is being checked."]


def test_a_row_that_another_tab_shows_is_gone_in_words(client, batch):
    stage_recipients(batch, [person(1)])
    upload(client, batch, GOOD)

    response = client.post(step("rows", batch), {"drop_invalid": "1"})

    assert response.url == step("checking", batch)
    assert said(response) == ["Another sheet was uploaded meanwhile: nothing was changed."]


def test_another_sheet_takes_its_place(client, batch):
    upload(client, batch, GOOD)

    assert step("checking", batch) in client.get(step("upload", batch)).content.decode()
    upload(client, batch, "Bob,bob@example.org,B")
    tasks.check(batch.pk)

    assert [row.recipient_name for row in batch.credentials.all()] == ["Bob"]


def test_recipients_typed_in_take_its_place(client, batch):
    upload(client, batch, GOOD)

    html = client.get(step("recipients", batch)).content.decode()

    assert "What you enter takes the place of the recipients from “people.csv”." in html


def test_template_and_group_stay_while_a_sheet_is_checked(client, batch):
    upload(client, batch, GOOD)
    other = make_batch().template

    client.post(f"/admin/credentials/issue/?batch={batch.pk}", {"name": "Autumn", "template": other.pk})

    after = Batch.objects.get(pk=batch.pk)
    assert (after.status, after.template_id, "checking" in after.report) == ("checking", batch.template_id, True)


def test_the_batch_page_and_the_listing_say_that_it_is_checked(client, batch):
    upload(client, batch, GOOD)

    page, listing = client.get(batch_page(batch)), client.get("/admin/credentials/batches/")
    home = client.get("/admin/credentials/")

    assert page.context["progress"].stage == "Waiting for a worker"
    assert "“people.csv” is being checked by the queue." in page.content.decode()
    for response in (page, listing, home):
        assert "Checking" in response.content.decode()
        assert "None of" not in response.content.decode()


def test_an_unfinished_batch_goes_on_where_it_is_checked(client, batch):
    upload(client, batch, GOOD)

    response = client.get(f"/admin/credentials/batches/edit/{batch.pk}/")

    assert response.url == step("checking", batch)


def test_it_can_be_discarded(client, batch):
    upload(client, batch, GOOD)

    client.post(f"/admin/credentials/batches/delete/{batch.pk}/")
    tasks.check(batch.pk)

    assert not Batch.objects.exists()


@pytest.mark.parametrize("batches", [1, 3])
def test_the_listing_asks_no_more_for_more_sheets(batches, client, batch, django_assert_max_num_queries):
    for _ in range(batches - 1):
        upload(client, make_batch(template=batch.template), GOOD)
    upload(client, batch, GOOD)
    client.get("/admin/credentials/batches/")

    with django_assert_max_num_queries(26):
        client.get("/admin/credentials/batches/")

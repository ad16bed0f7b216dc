import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.models import Batch

pytestmark = pytest.mark.django_db

INDEX = "wagtail_credentials_batch_modeladmin_index"
PAGE = "wagtail_credentials_batch_modeladmin_inspect"
EDIT = "wagtail_credentials_batch_modeladmin_edit"
DELETE = "wagtail_credentials_batch_modeladmin_delete"
HISTORY = "wagtail_credentials_batch_modeladmin_history"


def listed(response):
    return [batch.name for batch in response.context["object_list"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_listing_asks_the_same_number_of_queries_for_any_number_of_batches(rows, client, django_assert_num_queries):
    user = make_user("view")
    for _ in range(rows):
        batch = factories.make_batch(created_by=user, group=factories.make_group())
        factories.make_credential(batch=batch)
        factories.make_credential(batch=batch, status="in_review")
    client.force_login(user)
    client.get(reverse(INDEX))

    with django_assert_num_queries(17):
        client.get(reverse(INDEX))


def test_filters_and_search_choose_batches(admin_client):
    group = factories.make_group()
    factories.make_batch(name="Spring", status="in_review", group=group)
    factories.make_batch(name="Autumn")

    def names(query):
        return listed(admin_client.get(f"{reverse(INDEX)}?{query}"))

    assert names("") == ["Autumn", "Spring"]
    assert names("status=in_review") == ["Spring"]
    assert names(f"group={group.pk}") == ["Spring"]
    assert names("q=autu") == ["Autumn"]
    assert names("created_at_from=2999-01-01") == []
    assert names("group=999999") == []


def test_the_listing_shows_only_batches_of_the_users_collections(client):
    home, elsewhere = make_collection("Home"), make_collection()
    factories.make_batch(name="Ours", template=factories.make_template(collection=home))
    foreign = factories.make_batch(name="Theirs", template=factories.make_template(collection=elsewhere))
    client.force_login(make_user("view", collection=home))

    assert listed(client.get(reverse(INDEX))) == ["Ours"]
    for name in (PAGE, EDIT, DELETE, HISTORY):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("name", [INDEX, "wagtail_credentials_batch_modeladmin_index_results"])
def test_a_user_without_permission_does_not_get_to_the_listing(client, name):
    client.force_login(make_user())

    assert client.get(reverse(name)).url == reverse("wagtailadmin_home")


def test_adding_a_batch_starts_the_wizard(admin_client):
    response = admin_client.get(reverse("wagtail_credentials_batch_modeladmin_create"))

    assert response.url == reverse("credentials_admin:start")


@pytest.mark.parametrize(
    ("status", "step"), [("draft", "upload"), ("rejected", "rows"), ("checked", "confirm"), ("in_review", None)]
)
def test_an_unfinished_batch_goes_on_where_it_was_left(admin_client, status, step):
    batch = factories.make_batch(status=status)

    response = admin_client.get(reverse(EDIT, args=[batch.pk]))

    assert response.url == reverse(f"credentials_admin:{step}" if step else PAGE, args=[batch.pk])


def test_a_batch_that_was_never_confirmed_can_be_discarded(client):
    batch = factories.make_batch(status="checked")
    factories.make_credential(batch=batch)
    client.force_login(make_user("issue"))

    asked = client.get(reverse(DELETE, args=[batch.pk]))
    response = client.post(reverse(DELETE, args=[batch.pk]))

    assert asked.status_code == 200
    assert response.url == reverse(INDEX)
    assert list(Batch.objects.all()) == []


@pytest.mark.parametrize(("status", "action"), [("in_review", "issue"), ("checked", "publish")])
def test_nobody_discards_a_confirmed_batch_or_without_permission(client, status, action):
    batch = factories.make_batch(status=status)
    client.force_login(make_user(action))

    client.post(reverse(DELETE, args=[batch.pk]))

    assert list(Batch.objects.all()) == [batch]


def test_the_page_of_a_batch_counts_its_states_and_links_each_to_its_rows(admin_client):
    batch = factories.make_batch(status="generating")
    for status in ("pending", "in_review", "in_review", "failed"):
        factories.make_credential(batch=batch, status=status, failure="No font" if status == "failed" else "")

    response = admin_client.get(reverse(PAGE, args=[batch.pk]))

    listing = f"{reverse('credentials:index')}?batch={batch.pk}&status="
    assert [(count["label"], count["count"], count["url"]) for count in response.context["counts"]] == [
        ("Waiting", 1, f"{listing}pending"),
        ("Failed", 1, f"{listing}failed"),
        ("Under review", 2, f"{listing}in_review"),
    ]
    assert "No font" in response.text
    assert reverse("credentials_admin:retry", args=[batch.pk]) in response.text
    assert reverse("credentials_admin:progress", args=[batch.pk]) in response.text


def test_a_generated_batch_says_that_nothing_is_published_and_leads_to_its_review(admin_client):
    batch = factories.make_batch(status="in_review")
    factories.make_credential(batch=batch, status="in_review")

    response = admin_client.get(reverse(PAGE, args=[batch.pk]))

    assert "Generated and not published." in response.text
    assert f"{reverse('credentials_admin:under_review')}?batch={batch.pk}" in response.text


def test_the_page_offers_a_newer_version_of_the_template(admin_client):
    template = factories.make_template()
    batch = factories.make_batch(status="in_review", template=template, template_revision=template.live_revision)
    factories.make_credential(batch=batch, status="in_review")
    offer = reverse("credentials_admin:render_again", args=[batch.pk])

    before = admin_client.get(reverse(PAGE, args=[batch.pk])).text
    template.save_revision().publish()
    after = admin_client.get(reverse(PAGE, args=[batch.pk])).text

    assert (offer in before, offer in after) == (False, True)


def test_problems_of_a_refused_sheet_are_listed(admin_client):
    problem = {"line": 3, "column": "email", "code": "x", "message": "Write an address.", "value": "<b>nobody"}
    batch = factories.make_batch(status="rejected", report={"problems": [problem] * 25, "notes": ["Two sheets."]})

    response = admin_client.get(reverse(PAGE, args=[batch.pk]))

    assert response.text.count("Write an address.") == 20
    assert "and 5 more" in response.text
    assert "&lt;b&gt;nobody" in response.text
    assert "Two sheets." in response.text


def test_the_history_of_a_batch_shows_what_was_done(client):
    user = make_user("issue")
    batch = factories.make_batch(status="in_review")
    factories.make_credential(batch=batch, status="in_review")
    client.force_login(user)
    client.post(reverse("credentials_admin:cancel", args=[batch.pk]))

    response = client.get(reverse(HISTORY, args=[batch.pk]))

    assert [entry.action for entry in response.context["object_list"]] == ["wagtail_credentials.cancel"]


def test_the_page_names_the_lines_that_were_passed_over(admin_client):
    batch = factories.make_batch(status="in_review", report={"dropped": [7]})
    factories.make_credential(batch=batch, line=3, status="cancelled", verdict="held")
    factories.make_credential(batch=batch, line=4, status="cancelled", verdict="new")

    parts = admin_client.get(reverse(PAGE, args=[batch.pk])).context["passed_over"]

    assert [part["lines"] for part in parts] == ["3", "7"]

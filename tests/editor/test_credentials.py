from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user

pytestmark = pytest.mark.django_db


def listed(response):
    return [credential.recipient_name for credential in response.context["object_list"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_listing_asks_the_same_number_of_queries_for_any_number_of_credentials(
    rows, client, django_assert_num_queries
):
    for _ in range(rows):
        batch = factories.make_batch(group=factories.make_group())
        factories.make_credential(batch=batch, status="published")
    client.force_login(make_user("view"))
    client.get(reverse("credentials:index"))

    with django_assert_num_queries(18):
        client.get(reverse("credentials:index"))


def test_rows_that_nobody_confirmed_are_not_listed(admin_client):
    factories.make_credential(recipient_name="Staged", status="staged")
    factories.make_credential(recipient_name="Waiting", status="pending")

    assert listed(admin_client.get(reverse("credentials:index"))) == ["Waiting"]


def test_filters_and_search_choose_credentials(admin_client):
    group = factories.make_group()
    spring = factories.make_batch(name="Spring", group=group)
    ann = factories.make_credential(
        batch=spring, recipient_name="Ann", status="published", issued_on=date(2026, 5, 1), recipient_id="S-77"
    )
    factories.make_credential(
        batch=factories.make_batch(name="Autumn"),
        recipient_name="Bo",
        status="in_review",
        recipient_email="bo@example.org",
    )

    def names(query):
        return listed(admin_client.get(f"{reverse('credentials:index')}?{query}"))

    assert names("") == ["Bo", "Ann"]
    assert names(f"batch={spring.pk}") == ["Ann"]
    assert names(f"group={group.pk}") == ["Ann"]
    assert names(f"template={spring.template_id}") == ["Ann"]
    assert names("status=in_review&status=failed") == ["Bo"]
    assert names("issued_on_from=2026-05-01&issued_on_to=2026-05-31") == ["Ann"]
    assert names("q=ann") == ["Ann"]
    assert names(f"q={ann.recipient_email}") == ["Ann"]
    assert names("q=S-77") == ["Ann"]
    assert names("q=autumn") == ["Bo"]
    assert names("batch=999999") == []


@pytest.mark.parametrize("form", ["{uuid}", "{uuid.hex}", "https://example.org/c/{uuid}/"])
def test_an_id_or_an_address_with_one_finds_its_credential(admin_client, form):
    credential = factories.make_credential(recipient_name="Ann", status="published")
    factories.make_credential(recipient_name="Bo", status="published")

    response = admin_client.get(reverse("credentials:index"), {"q": form.format(uuid=credential.uuid)})

    assert listed(response) == ["Ann"]


def test_the_listing_shows_only_credentials_of_the_users_collections(client):
    home, elsewhere = make_collection("Home"), make_collection()
    for name, collection in (("Ours", home), ("Theirs", elsewhere)):
        batch = factories.make_batch(template=factories.make_template(collection=collection))
        foreign = factories.make_credential(batch=batch, recipient_name=name, status="published")
    client.force_login(make_user("view", collection=home))

    assert listed(client.get(reverse("credentials:index"))) == ["Ours"]
    assert listed(client.get(reverse("credentials:index"), {"q": str(foreign.uuid)})) == []
    assert client.get(reverse("credentials:history", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize(("action", "shown"), [("issue", True), ("publish", False)])
def test_the_button_that_issues_is_there_for_those_who_may(client, action, shown):
    client.force_login(make_user(action))

    response = client.get(reverse("credentials:index"))

    assert ("Batch issue credentials" in response.text) == shown


def test_a_user_without_permission_does_not_get_to_the_listing(client):
    client.force_login(make_user())

    for name in ("credentials:index", "credentials:index_results"):
        assert client.get(reverse(name)).url == reverse("wagtailadmin_home")


def test_only_published_credentials_show_their_permanent_address(admin_client):
    public = factories.make_credential(status="published")
    hidden = factories.make_credential(status="in_review")

    text = admin_client.get(reverse("credentials:index")).text

    assert reverse("wagtail_credentials:credential", args=[public.uuid]) in text
    assert str(hidden.uuid) not in text


def test_nothing_adds_or_edits_a_credential(admin_client):
    credential = factories.make_credential(status="published")

    assert admin_client.get(reverse("credentials:add")).url == reverse("credentials_admin:start")
    for action in ("edit", "delete"):
        assert admin_client.get(f"/admin/credentials/all/{action}/{credential.pk}/").status_code == 404

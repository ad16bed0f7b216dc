import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import batch_page, make_batch, step
from wagtail_credentials.models import Batch

pytestmark = pytest.mark.django_db

START = reverse("credentials_admin:start")
CHOOSE = reverse("credentials_admin:choose_group")


def test_the_first_step_makes_a_draft_and_goes_on_to_the_upload(client):
    template, group, user = factories.make_template(), factories.make_group(), make_user("issue")
    client.force_login(user)

    response = client.post(START, {"name": "Spring", "template": template.pk, "group": group.pk})

    batch = Batch.objects.get()
    assert (batch.name, batch.template, batch.group, batch.created_by) == ("Spring", template, group, user)
    assert (batch.status, batch.template_revision) == ("draft", template.live_revision)
    assert response.url == step("upload", batch)


def test_the_group_is_optional(client):
    template = factories.make_template()
    client.force_login(make_user("issue"))

    client.post(START, {"name": "Spring", "template": template.pk, "group": ""})

    assert Batch.objects.get().group is None


@pytest.mark.parametrize(("by", "name"), [("hand", "recipients"), ("sheet", "upload")])
def test_the_group_door_offers_both_options_and_stays_open(by, name, client):
    template = factories.make_template()
    group = factories.make_group(title="Botany", template=template)
    client.force_login(make_user("issue"))
    query = f"?group={group.pk}&door=group"

    context = client.get(START + query).context
    response = client.post(START + query, {"name": "x", "template": template.pk, "group": group.pk, "by": by})

    assert [option.label for option in context["options"]] == ["Enter recipients", "Upload a sheet"]
    assert context["chosen"] == {"group": group, "template": template}
    assert context["form"]["name"].value().startswith("Botany, ")
    assert response.url == step(name, Batch.objects.get(), "?door=group")


def test_a_template_is_preselected_by_the_address(client):
    factories.make_template()
    template = factories.make_template()
    client.force_login(make_user("issue"))

    response = client.get(f"{START}?template={template.pk}")

    assert response.context["form"].initial["template"] == template
    assert response.context["options"] == []


def test_a_nameless_batch_without_a_template_is_not_made(client):
    client.force_login(make_user("issue"))

    response = client.post(START, {"name": " ", "template": ""})

    assert response.context["form"].errors == {
        "name": ["This field is required."],
        "template": ["Choose a template."],
    }
    assert Batch.objects.count() == 0


def test_only_live_templates_and_groups_of_the_users_collections_are_offered(client):
    mine, elsewhere = make_collection(), make_collection()
    template = factories.make_template(collection=mine)
    group = factories.make_group(collection=mine)
    foreign = factories.make_template(collection=elsewhere)
    foreign_group = factories.make_group(collection=elsewhere)
    factories.make_template(collection=mine).unpublish()
    factories.make_group(collection=mine, live=False)
    client.force_login(make_user("issue", collection=mine))

    fields = client.get(START).context["form"].fields
    response = client.post(START, {"name": "x", "template": foreign.pk, "group": foreign_group.pk})

    assert list(fields["template"].queryset) == [template]
    assert list(fields["group"].queryset) == [group]
    assert sorted(response.context["form"].errors) == ["group", "template"]
    assert client.get(f"{START}?template={foreign.pk}").status_code == 404
    assert client.get(f"{START}?group={foreign_group.pk}").status_code == 404
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("address", [START, CHOOSE])
def test_whoever_may_not_issue_does_not_get_in(address, client):
    client.force_login(make_user("publish"))

    response = client.get(address)

    assert response.url == reverse("wagtailadmin_home")


def test_coming_back_renames_the_batch_and_makes_no_second_one(client):
    batch = make_batch(people=1)
    client.force_login(make_user("issue"))
    other = factories.make_template()

    response = client.post(f"{START}?batch={batch.pk}", {"name": "New name", "template": other.pk})

    batch.refresh_from_db()
    assert (batch.name, batch.status, Batch.objects.count()) == ("New name", "checked", 1)
    assert batch.template != other
    assert response.url == step("upload", batch)


def test_coming_back_before_any_row_changes_template_and_group(client):
    batch, other, group = make_batch(), factories.make_template(), factories.make_group()
    client.force_login(make_user("issue"))

    client.post(f"{START}?batch={batch.pk}", {"name": batch.name, "template": other.pk, "group": group.pk})

    batch.refresh_from_db()
    assert (batch.template, batch.group, batch.template_revision) == (other, group, None)


def test_coming_back_to_a_confirmed_batch_leads_on_to_its_page(client):
    batch = make_batch(status="generating")
    client.force_login(make_user("issue"))

    response = client.post(f"{START}?batch={batch.pk}", {"name": "New name", "template": batch.template_id})

    batch.refresh_from_db()
    assert (response.url, batch.name) == (batch_page(batch), "Spring 2026")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_step_asks_the_same_number_of_queries_for_any_number_of_cards(
    rows, client, django_assert_num_queries
):
    issuer = factories.make_issuer()
    for _number in range(rows):
        factories.make_group(template=factories.make_template(), issuer=issuer)
    client.force_login(make_user("issue"))
    client.get(START)

    with django_assert_num_queries(17):
        client.get(START)


def test_groups_are_found_by_name_without_javascript(client):
    botany = factories.make_group(title="Introduction to botany")
    factories.make_group(title="Field ecology")
    client.force_login(make_user("issue"))

    context = client.get(f"{CHOOSE}?q=BOTAN").context

    assert context["groups"] == [botany]


def test_group_cards_count_what_is_published_and_under_review(client):
    batch = make_batch(group=factories.make_group())
    for status in ("published", "published", "in_review", "returned", "revoked", "staged"):
        factories.make_credential(batch=batch, status=status)
    client.force_login(make_user("issue"))

    (group,) = client.get(CHOOSE).context["groups"]

    assert (group.published, group.waiting) == (2, 2)


def test_more_groups_than_cards_say_so(client, monkeypatch):
    monkeypatch.setattr("wagtail_credentials.editor.starting.CARDS", 2)
    for _number in range(3):
        factories.make_group()
    client.force_login(make_user("issue"))

    response = client.get(CHOOSE)

    assert (len(response.context["groups"]), response.context["more"]) == (2, True)
    assert "The first 2 are shown" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_group_cards_ask_the_same_number_of_queries_for_any_number(rows, client, django_assert_num_queries):
    issuer = factories.make_issuer()
    for _number in range(rows):
        factories.make_group(issuer=issuer)
    client.force_login(make_user("issue"))
    client.get(CHOOSE)

    with django_assert_num_queries(11):
        client.get(CHOOSE)

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.models import Credential

pytestmark = pytest.mark.django_db

QUEUE = "credentials_admin:under_review"


def address(action, query):
    url = reverse("wagtail_bulk_action", args=["wagtail_credentials", "credential", action])
    return f"{url}?{urlencode(query, doseq=True)}"


def everything(listing="under_review", **filters):
    return {**filters, "id": "all", "childOf": listing, "next": reverse(QUEUE)}


def some(*credentials):
    return {"id": [credential.pk for credential in credentials], "next": reverse(QUEUE)}


def make_many(batch, count, status="in_review"):
    return [factories.make_credential(batch=batch, status=status, content_hash=f"hash {n}") for n in range(count)]


def carry_out(client, action, query, **data):
    """Ask, and say yes to what was shown."""
    asked = client.get(address(action, query))
    return client.post(
        address(action, query), {"selection": asked.context["form"]["selection"].value(), **data}, follow=True
    )


def statuses(**filters):
    return list(Credential.objects.filter(**filters).order_by("pk").values_list("status", flat=True))


def test_select_all_publishes_what_the_filter_shows_and_never_more(client):
    spring, autumn = factories.make_batch(name="Spring"), factories.make_batch(name="Autumn")
    make_many(spring, 3)
    make_many(spring, 1, "returned")
    make_many(autumn, 2)
    client.force_login(make_user("publish"))

    response = carry_out(client, "publish", everything(batch=spring.pk))

    assert statuses(batch=spring) == ["publishing", "publishing", "publishing", "returned"]
    assert statuses(batch=autumn) == ["in_review", "in_review"]
    assert "3 credentials are being published." in response.text
    assert reverse("wagtail_credentials_batch_modeladmin_inspect", args=[spring.pk]) in response.text


@pytest.mark.parametrize("filters", [{"q": "Ann"}, {"status": "in_review", "q": "Ann"}])
def test_select_all_keeps_to_the_search(client, filters):
    batch = factories.make_batch()
    factories.make_credential(batch=batch, recipient_name="Ann", recipient_email="a@example.org", status="in_review")
    factories.make_credential(batch=batch, recipient_name="Bo", recipient_email="b@example.org", status="in_review")
    client.force_login(make_user("publish"))

    carry_out(client, "publish", everything(**filters))

    assert statuses() == ["publishing", "in_review"]


def test_select_all_of_a_filter_that_cannot_be_is_nothing(client):
    make_many(factories.make_batch(), 2)
    client.force_login(make_user("publish"))

    asked = client.get(address("publish", everything(batch=999999)))

    assert asked.context["count"] == 0


def test_select_all_of_an_unknown_listing_is_refused(client):
    make_many(factories.make_batch(), 2)
    client.force_login(make_user("publish"))

    assert client.get(address("publish", {"id": "all"})).status_code == 404
    assert client.get(address("publish", everything("elsewhere"))).status_code == 404


def test_some_are_published_and_the_others_not(client):
    first, _second, third = make_many(factories.make_batch(), 3)
    client.force_login(make_user("publish"))

    carry_out(client, "publish", some(first, third))

    assert statuses() == ["publishing", "in_review", "publishing"]


def test_asking_counts_what_will_happen_and_names_fifty(client):
    user = make_user("issue", "publish")
    make_many(factories.make_batch(), 60)
    make_many(factories.make_batch(), 2, "failed")
    make_many(factories.make_batch(group=factories.make_group(four_eyes=True), confirmed_by=user), 3)
    client.force_login(user)

    context = client.get(address("publish", everything("credentials"))).context

    assert context["count"] == 60
    assert context["left_out"] == [
        "2 are skipped: they are not under review.",
        "3 are left for somebody else to publish: you confirmed their batch.",
    ]
    assert (len(context["shown"]), context["more"]) == (50, 10)
    assert set(statuses()) == {"in_review", "failed"}


def test_what_was_left_out_stays_as_it_is(client):
    user = make_user("issue", "publish")
    blocked = factories.make_batch(group=factories.make_group(four_eyes=True), confirmed_by=user)
    make_many(factories.make_batch(), 1)
    make_many(blocked, 1)
    client.force_login(user)

    carry_out(client, "publish", everything())

    assert statuses(batch=blocked) == ["in_review"]
    assert statuses().count("publishing") == 1


def test_what_joined_the_listing_meanwhile_is_asked_about_again(client):
    batch = factories.make_batch()
    make_many(batch, 1)
    client.force_login(make_user("publish"))
    selection = client.get(address("publish", everything())).context["form"]["selection"].value()
    make_many(batch, 1)

    response = client.post(address("publish", everything()), {"selection": selection}, follow=True)

    assert "The listing has changed meanwhile." in response.text
    assert statuses() == ["in_review", "in_review"]


def test_credentials_that_the_user_may_not_publish_are_counted_and_left(client):
    home, seen = make_collection("Home"), make_collection("Seen")
    ours, theirs = (
        factories.make_batch(group=factories.make_group(collection=collection)) for collection in (home, seen)
    )
    make_many(ours, 1)
    make_many(theirs, 2)
    user = make_user("publish", collection=home)
    user.groups.add(make_user("view", collection=seen).groups.get())
    client.force_login(user)

    asked = client.get(address("publish", everything()))
    carry_out(client, "publish", everything())

    assert (asked.context["count"], asked.context["no_access"]) == (1, 2)
    assert (statuses(batch=ours), statuses(batch=theirs)) == (["publishing"], ["in_review", "in_review"])


def test_foreign_credentials_are_not_even_counted(client):
    foreign = make_many(factories.make_batch(group=factories.make_group(collection=make_collection())), 2)
    client.force_login(make_user("publish", collection=make_collection("Home")))

    context = client.get(address("publish", some(*foreign))).context

    assert (context["count"], context["no_access"]) == (0, 0)


def test_each_published_credential_has_an_entry_of_its_own(client):
    credentials = make_many(factories.make_batch(), 3)
    client.force_login(make_user("publish"))

    carry_out(client, "publish", everything())

    entries = ModelLogEntry.objects.filter(action="wagtail_credentials.approve")
    assert sorted(int(entry.object_id) for entry in entries) == sorted(credential.pk for credential in credentials)
    assert len({entry.uuid for entry in entries}) == 3


def test_several_are_revoked_with_one_reason(client):
    batch = factories.make_batch()
    make_many(batch, 2, "published")
    make_many(batch, 1)
    client.force_login(make_user("revoke"))

    without = carry_out(client, "revoke", everything("credentials"), reason="")
    response = carry_out(client, "revoke", everything("credentials"), reason="The exam was annulled.")

    assert "This field is required." in without.text
    assert "2 credentials revoked." in response.text
    assert statuses() == ["revoked", "revoked", "in_review"]
    assert set(Credential.objects.filter(status="revoked").values_list("revocation_reason", flat=True)) == {
        "The exam was annulled."
    }


@pytest.mark.parametrize(("action", "status"), [("publish", "in_review"), ("revoke", "published")])
def test_without_the_permission_nothing_happens(client, action, status):
    make_many(factories.make_batch(), 2, status)
    client.force_login(make_user("view", "issue"))

    carry_out(client, action, everything("credentials"), reason="No.")

    assert statuses() == [status, status]

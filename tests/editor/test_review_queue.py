from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user

pytestmark = pytest.mark.django_db

QUEUE = "credentials_admin:under_review"


def listed(response):
    return [credential.recipient_name for credential in response.context["object_list"]]


def tabs(response):
    return [(tab["label"], tab["count"]) for tab in response.context["tabs"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_asks_the_same_number_of_queries_for_any_number_of_credentials(
    rows, client, django_assert_num_queries
):
    for _ in range(rows):
        batch = factories.make_batch(group=factories.make_group())
        factories.make_credential(batch=batch, status="in_review")
    client.force_login(make_user("publish"))
    client.get(reverse(QUEUE))

    with django_assert_num_queries(19):
        client.get(reverse(QUEUE))


def test_the_queue_shows_what_is_under_review_and_counts_what_else_waits(admin_client):
    batch = factories.make_batch()
    for name, status in (
        ("Ann", "in_review"),
        ("Bo", "in_review"),
        ("Cy", "returned"),
        ("Di", "failed"),
        ("Ed", "published"),
    ):
        factories.make_credential(batch=batch, recipient_name=name, status=status)

    def shown(query):
        return listed(admin_client.get(f"{reverse(QUEUE)}?{query}"))

    assert tabs(admin_client.get(reverse(QUEUE))) == [("Pending review", 2), ("Returned", 1), ("Failed", 1)]
    assert shown("") == ["Ann", "Bo"]
    assert shown("status=in_review") == ["Ann", "Bo"]
    assert shown("status=returned") == ["Cy"]
    assert shown("status=failed") == ["Di"]
    assert shown("status=published") == []


def test_filters_and_search_choose_in_the_queue_and_its_counts(admin_client):
    group = factories.make_group()
    spring = factories.make_batch(name="Spring", group=group)
    factories.make_credential(batch=spring, recipient_name="Ann", status="in_review", issued_on=date(2026, 5, 1))
    factories.make_credential(batch=spring, recipient_name="Bo", status="returned")
    factories.make_credential(batch=factories.make_batch(name="Autumn"), recipient_name="Cy", status="in_review")

    for query in (
        {"batch": spring.pk},
        {"group": group.pk},
        {"template": spring.template_id},
        {"q": "spring"},
    ):
        response = admin_client.get(reverse(QUEUE), query)
        assert (listed(response), tabs(response)[:2]) == (["Ann"], [("Pending review", 1), ("Returned", 1)])
    dated = admin_client.get(reverse(QUEUE), {"issued_on_from": "2026-05-01"})
    assert listed(dated) == ["Ann"]


def test_rows_lead_to_their_review_within_the_same_filter(admin_client):
    batch = factories.make_batch()
    credential = factories.make_credential(batch=batch, status="in_review")

    response = admin_client.get(reverse(QUEUE), {"batch": batch.pk, "p": 1})

    assert f"{reverse('credentials_admin:review', args=[credential.pk])}?batch={batch.pk}" in response.text


def test_the_queue_holds_only_what_the_user_may_see(client):
    home = make_collection("Home")
    for name, collection in (("Ours", home), ("Theirs", make_collection())):
        batch = factories.make_batch(group=factories.make_group(collection=collection))
        factories.make_credential(batch=batch, recipient_name=name, status="in_review")
    client.force_login(make_user("publish", collection=home))

    response = client.get(reverse(QUEUE))
    foreign = client.get(reverse(QUEUE), {"batch": batch.pk})

    assert (listed(response), tabs(response)[0]) == (["Ours"], ("Pending review", 1))
    assert listed(foreign) == []


def test_a_user_without_permission_does_not_get_to_the_queue(client):
    client.force_login(make_user())

    for name in (QUEUE, "credentials_admin:under_review_results"):
        assert client.get(reverse(name)).url == reverse("wagtailadmin_home")

import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.editor.reviewing import Place, place_in

pytestmark = pytest.mark.django_db


def make_batch(**values):
    template = factories.make_template(fields=[{"name": "grade", "label": "Grade"}])
    return factories.make_batch(template=template, template_revision=template.live_revision, **values)


def make_queue(batch, *names):
    return [
        factories.make_credential(
            batch=batch, recipient_name=name, status="in_review", values={"grade": "A"}, content_hash=f"hash of {name}"
        )
        for name in names
    ]


def address(credential, name="review", query=""):
    return reverse(f"credentials_admin:{name}", args=[credential.pk]) + query


def publish(client, credential, query="", content_hash=None):
    data = {"content_hash": credential.content_hash if content_hash is None else content_hash}
    return client.post(address(credential, query=query), data)


def test_a_place_knows_its_neighbours():
    assert place_in([7, 8, 9], 8) == Place(2, 3, 7, 9)
    assert place_in([7, 8, 9], 7) == Place(1, 3, None, 8)
    assert place_in([7, 8, 9], 9) == Place(3, 3, 8, None)
    assert place_in([7, 8], 5) == Place(0, 2, None, 7)
    assert place_in([], 5) == Place(0, 0, None, None)


@pytest.mark.parametrize("rows", [1, 3, 10])
def test_a_review_asks_the_same_number_of_queries_for_a_queue_of_any_length(rows, client, django_assert_num_queries):
    first, *_others = make_queue(make_batch(), *(f"Person {number}" for number in range(rows)))
    client.force_login(make_user("publish"))
    client.get(address(first))

    with django_assert_num_queries(24):
        client.get(address(first))


def test_a_review_walks_through_the_filtered_queue_in_its_order(admin_client):
    batch = make_batch(name="Spring")
    ann, bo, cy = make_queue(batch, "Ann", "Bo", "Cy")
    make_queue(make_batch(name="Autumn"), "Di")
    query = f"?batch={batch.pk}&ordering=-recipient_name"

    context = admin_client.get(address(bo, query=query)).context

    assert context["place"] == Place(2, 3, cy.pk, ann.pk)
    assert (context["previous_url"], context["next_url"]) == (address(cy, query=query), address(ann, query=query))


def test_a_review_shows_the_values_under_their_labels(admin_client):
    (ann,) = make_queue(make_batch(), "Ann")

    values = dict(admin_client.get(address(ann)).context["values"])

    assert values["Grade"] == "A"
    assert "Ann" in values.values()


def test_publishing_one_approves_what_was_seen_and_goes_on_to_the_next(client):
    user = make_user("publish")
    ann, bo = make_queue(make_batch(), "Ann", "Bo")
    client.force_login(user)

    response = publish(client, ann, query="?q=spring")

    ann.refresh_from_db()
    assert response.url == address(bo, query="?q=spring")
    assert (ann.status, ann.approved_hash, ann.approved_by) == ("publishing", "hash of Ann", user)


def test_behind_the_last_one_comes_the_queue(client):
    (ann,) = make_queue(make_batch(), "Ann")
    client.force_login(make_user("publish"))

    response = publish(client, ann, query="?q=spring")

    assert response.url == reverse("credentials_admin:under_review") + "?q=spring"


def test_what_changed_since_it_was_shown_is_not_published(client):
    (ann,) = make_queue(make_batch(), "Ann")
    client.force_login(make_user("publish"))

    response = publish(client, ann, content_hash="what was shown before")

    ann.refresh_from_db()
    assert response.url == address(ann)
    assert ann.status == "in_review"


def test_a_second_press_publishes_nothing_twice(client):
    (ann,) = make_queue(make_batch(), "Ann")
    client.force_login(make_user("publish"))
    publish(client, ann)

    response = client.post(address(ann), {"content_hash": ann.content_hash}, follow=True)

    assert "nothing was published" in response.text


def test_whoever_confirmed_the_batch_may_not_publish_it_under_four_eyes(client):
    user = make_user("issue", "publish")
    (ann,) = make_queue(make_batch(group=factories.make_group(four_eyes=True), confirmed_by=user), "Ann")
    client.force_login(user)

    shown = client.get(address(ann))
    publish(client, ann)

    ann.refresh_from_db()
    assert "somebody else has to publish it" in shown.text
    assert 'name="content_hash"' not in shown.text
    assert ann.status == "in_review"


def test_an_issuer_sees_the_review_and_cannot_publish(client):
    (ann,) = make_queue(make_batch(), "Ann")
    client.force_login(make_user("issue"))

    shown = client.get(address(ann))
    for name in ("review", "return", "drop"):
        client.post(address(ann, name), {"content_hash": ann.content_hash, "comment": "No."})

    ann.refresh_from_db()
    assert shown.status_code == 200
    assert ann.status == "in_review"


def test_a_reviewer_returns_one_to_its_issuer_with_a_comment(client):
    ann, bo = make_queue(make_batch(), "Ann", "Bo")
    client.force_login(make_user("publish"))

    without = client.post(address(ann, "return"), {"comment": ""})
    response = client.post(address(ann, "return"), {"comment": "It is Anne, with an e."})

    ann.refresh_from_db()
    assert without.status_code == 200
    assert response.url == address(bo)
    assert (ann.status, ann.comment) == ("returned", "It is Anne, with an e.")
    assert "It is Anne, with an e." in client.get(address(ann)).text


def test_dropping_asks_first_and_cancels_one(client):
    ann, bo = make_queue(make_batch(), "Ann", "Bo")
    client.force_login(make_user("publish"))

    client.get(address(ann, "drop"))
    ann.refresh_from_db()
    asked = ann.status
    client.post(address(ann, "drop"))

    ann.refresh_from_db()
    bo.refresh_from_db()
    assert (asked, ann.status, bo.status) == ("in_review", "cancelled", "in_review")


def test_a_newer_version_of_the_template_is_offered(admin_client):
    batch = make_batch()
    (ann,) = make_queue(batch, "Ann")
    offer = reverse("credentials_admin:render_again", args=[batch.pk])

    before = admin_client.get(address(ann)).text
    batch.template.save_revision().publish()
    after = admin_client.get(address(ann)).text

    assert (offer in before, offer in after) == (False, True)


@pytest.mark.parametrize("name", ["review", "return", "drop"])
def test_foreign_credentials_and_unconfirmed_rows_are_not_found(client, name):
    home = make_collection("Home")
    foreign = make_queue(make_batch(group=factories.make_group(collection=make_collection())), "Ann")[0]
    staged = factories.make_credential(batch=make_batch(group=factories.make_group(collection=home)), status="staged")
    client.force_login(make_user("issue", "publish", collection=home))

    for credential in (foreign, staged):
        assert client.get(address(credential, name)).status_code == 404
        assert client.post(address(credential, name), {"comment": "No."}).status_code == 404

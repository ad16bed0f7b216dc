import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.editor.people import make_collection, make_issuer_user, make_reviewer, make_superuser, make_user_in
from tests.factories import make_batch, make_credential, make_template
from wagtail_credentials.editor.overview import numbers, pending_review, recent_batches
from wagtail_credentials.editor.progress import Progress

pytestmark = pytest.mark.django_db

HOME = "/admin/credentials/"


def page(client, user, url=HOME):
    client.force_login(user)
    return client.get(url).content.decode()


def test_issuer_finds_both_ways_to_issue_and_no_review(client):
    content = page(client, make_issuer_user())

    assert reverse("credentials_admin:choose_group") in content
    assert "Batch issue credentials" in content
    assert "Pending review" not in content


def test_reviewer_finds_the_pending_review_and_no_way_to_issue(client):
    make_credential(status="in_review")
    make_credential(status="returned")

    content = page(client, make_reviewer())

    assert "Pending review (1)" in content
    assert "Batch issue credentials" not in content


def test_user_without_permission_is_sent_away(client):
    client.force_login(make_user_in(make_collection("Botany")))

    assert client.get(HOME).status_code == 302


def test_numbers_count_states_and_this_month():
    make_credential(status="published", published_at=timezone.now())
    make_credential(status="published", published_at=timezone.now() - timezone.timedelta(days=40))
    make_credential(status="revoked")
    make_credential(status="failed")
    make_credential(status="in_review")

    counted = numbers(make_superuser())

    assert counted == {"published": 2, "this_month": 1, "in_review": 1, "failed": 1, "revoked": 1}


def test_everything_counts_within_the_users_collections_only():
    botany = make_collection("Botany")
    mine = make_batch(name="Mine", template=make_template(collection=botany))
    make_credential(batch=mine, status="in_review")
    make_credential(batch=make_batch(name="Foreign"), status="in_review")
    user = make_user_in(botany, "publish_credential")

    assert numbers(user)["in_review"] == 1
    assert pending_review(user) == 1
    assert [recent.batch for recent in recent_batches(user, 5)] == [mine]


def test_viewing_is_not_reviewing():
    botany = make_collection("Botany")
    make_credential(batch=make_batch(template=make_template(collection=botany)), status="in_review")

    assert pending_review(make_user_in(botany, "view_credential")) == 0


def test_recent_batches_come_newest_first_with_their_progress():
    old = make_batch(name="Old")
    new = make_batch(name="New", status="generating")
    make_credential(batch=new, status="pending")
    make_credential(batch=new, status="in_review")

    recent = recent_batches(make_superuser(), 5)

    assert [entry.batch for entry in recent] == [new, old]
    assert recent[0].progress == Progress("generating", {"pending": 1, "in_review": 1})


def test_batch_under_way_is_followed_live(client):
    batch = make_batch(status="generating")
    make_credential(batch=batch, status="pending")

    content = page(client, make_superuser())

    assert f'data-credentials-progress="{reverse("credentials_admin:progress", args=[batch.pk])}"' in content


def test_batch_at_rest_is_not_asked_after(client):
    make_credential(batch=make_batch(status="in_review"), status="in_review")

    assert "data-credentials-progress=" not in page(client, make_superuser())


def test_empty_home_says_where_to_begin(client):
    assert "Nothing was issued yet." in page(client, make_issuer_user())


@pytest.mark.parametrize("rows", [1, 3])
def test_home_asks_the_same_questions_however_many_batches(rows, django_assert_num_queries):
    for _ in range(rows):
        make_credential(batch=make_batch(status="generating"), status="pending")
    user = make_issuer_user()

    # Permissions; then collections and batches, their progress; collections and numbers.
    with django_assert_num_queries(6):
        recent_batches(user, 8)
        numbers(user)


def test_home_page_costs_the_same_with_one_batch_and_with_three(client):
    client.force_login(make_issuer_user())
    client.get(HOME)
    make_credential(batch=make_batch(status="generating"), status="pending")
    with CaptureQueriesContext(connection) as with_one:
        client.get(HOME)
    for _ in range(2):
        make_credential(batch=make_batch(status="generating"), status="pending")

    with CaptureQueriesContext(connection) as with_three:
        client.get(HOME)

    assert len(with_three) == len(with_one)


def test_wagtails_home_shows_reviewers_what_waits(client):
    make_credential(batch=make_batch(name="Spring"), status="in_review")

    content = page(client, make_reviewer(), "/admin/")

    assert "Pending review (1)" in content
    assert "Spring" in content


def test_wagtails_home_says_nothing_to_others(client):
    make_credential(batch=make_batch(name="Spring"), status="in_review")

    content = page(client, make_user_in(make_collection("Botany"), "change_credentialtemplate"), "/admin/")

    assert "Pending review" not in content
    assert "Spring" not in content

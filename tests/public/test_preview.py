import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory

from tests import factories
from tests.public import building
from wagtail_credentials.public import views

pytestmark = pytest.mark.django_db


def preview(credential, user=None):
    request = RequestFactory().get("/admin/")
    request.user = user or User.objects.create_superuser("root")
    request.credential_preview = credential
    return views.credential(request, credential.uuid).render()


def test_a_preview_shows_an_unpublished_credential_with_the_admins_files():
    page = building.make_page()
    batch = factories.make_batch(group=factories.make_group(page=page), facts=building.FACTS)
    credential = factories.make_credential(batch=batch, status="in_review", recipient_name="Zoë Ångström")

    response = preview(credential)

    html = response.content.decode()
    assert (response.status_code, response.headers["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert f'src="/admin/credentials/credential/{credential.pk}/picture.png"' in html
    assert f'href="/admin/credentials/credential/{credential.pk}/document.pdf"' in html
    assert "Zoë Ångström" in html
    assert "og:image" not in html


def test_a_preview_before_confirming_says_what_the_group_says_now():
    credential = factories.make_credential(batch=factories.make_batch(group=factories.make_group(title="Botany")))

    html = preview(credential).content.decode()

    assert "Botany</h1>" in html


def test_a_preview_is_seen_through_a_visitors_eyes():
    request = RequestFactory().get("/admin/")
    request.user = User.objects.create_superuser("root")
    request.credential_preview = credential = factories.make_credential(status="in_review")

    response = views.credential(request, credential.uuid).render()

    assert [request.user.is_authenticated, request.is_preview] == [False, True]
    assert "userbar" not in response.content.decode()


def test_a_preview_of_one_credential_shows_no_other(client):
    shown, other = factories.make_credential(status="in_review"), factories.make_credential(status="in_review")
    request = RequestFactory().get("/admin/")
    request.credential_preview = shown

    with pytest.raises(views.Http404):
        views.credential(request, other.uuid)

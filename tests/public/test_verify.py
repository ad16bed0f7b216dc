import uuid

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from tests.public import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return building.make_page(introduction="<p>Ask us about a certificate.</p>")


def verdict(client, text, path="/credentials/"):
    return client.get(path, {"id": text}).content.decode()


def test_the_page_of_credentials_is_the_form_to_verify_one(client, page):
    html = client.get("/credentials/").content.decode()

    assert "Ask us about a certificate." in html
    assert '<label for="id_id">Credential ID or link</label>' in html
    assert "Result" not in html


@pytest.mark.parametrize("write", [str, lambda value: value.hex.upper(), "https://x.example/c/{}/pdf/".format])
def test_a_valid_credential_is_found_by_id_or_link(client, page, write):
    credential = building.make_published(page)

    html = verdict(client, write(credential.uuid))

    assert "Valid</p>" in html
    assert "<bdi>Zoë Ångström</bdi></strong>" in html
    assert f'href="/credentials/{credential.uuid}/"' in html


def test_an_unpublished_credential_gets_the_words_of_an_unknown_one(client, page):
    waiting, unknown = factories.make_credential(status="in_review").uuid, uuid.uuid4()

    hidden, nothing = (verdict(client, str(value)).replace(str(value), "") for value in (waiting, unknown))

    assert "Not found</p>" in hidden
    assert hidden.split("Checked")[0] == nothing.split("Checked")[0]


def test_a_revoked_credential_says_so_with_its_reason(client, page):
    credential = building.make_published(
        page, status="revoked", revocation_reason="Issued by mistake", revoked_at=timezone.now()
    )

    html = verdict(client, credential.uuid)

    assert "Revoked</p>" in html
    assert "Issued by mistake" in html


def test_a_credential_under_a_private_page_is_verified_without_its_details(client, page):
    credential = building.make_published(page)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="linden")

    html = verdict(client, credential.uuid, "/c/")

    assert "Valid</p>" in html
    assert "Zoë" not in html


@pytest.mark.parametrize(
    "text", ["", "\x00", "%00", "\ud83d", "../../etc/passwd", "x" * 10_000, "<script>", "' OR 1=1 --", "{{ 7*7 }}"]
)
@pytest.mark.parametrize("path", ["/c/", "/credentials/"])
def test_bad_input_gets_a_message_beside_the_field(client, page, path, text):
    response = client.get(path, {"id": text.encode("utf-8", "surrogatepass")})

    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="credential-verify__error" id="id_id_error"' in html
    assert "<script>'" not in html
    assert 'aria-invalid="true"' in html

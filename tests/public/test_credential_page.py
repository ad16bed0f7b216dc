import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from tests.public import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return building.make_page()


def test_the_permanent_address_leads_to_the_page_in_the_site(client, page):
    credential = building.make_published(page)

    response = client.get(f"/c/{credential.uuid}/")

    assert (response.status_code, response.url) == (302, f"/credentials/{credential.uuid}/")


def test_without_a_page_the_permanent_address_shows_the_credential_itself(client):
    credential = building.make_published()

    response = client.get(f"/c/{credential.uuid}/")

    assert response.status_code == 200
    assert "Zoë Ångström" in response.content.decode()


def test_an_unpublished_page_leaves_the_credential_at_its_permanent_address(client, page):
    credential = building.make_published(page)
    page.unpublish()

    response = client.get(f"/c/{credential.uuid}/")

    assert response.status_code == 200


def test_the_page_shows_what_a_displayer_must_show(client, page):
    credential = building.make_published(page, expires_on=date(2099, 3, 1))

    html = client.get(f"/credentials/{credential.uuid}/").content.decode()

    shown = [
        f'<img src="/credentials/{credential.uuid}/picture/" alt="Introduction to botany, awarded to Zoë Ångström.">',
        "Introduction to botany</h1>",
        "<bdi>Zoë Ångström</bdi></strong>",
        '<a href="https://school.example.org/" rel="noopener">Linden Open School</a>',
        "Twelve weeks among plants.",
        "A herbarium of thirty plants.",
        "March 1, 2026",
        "March 1, 2099",
        f"{credential.uuid}</code>",
        'credential-state__label">Valid',
        f'href="/credentials/{credential.uuid}/pdf/"',
        f'href="/credentials/?id={credential.uuid}"',
        f'value="http://localhost/c/{credential.uuid}/"',
    ]
    assert [text for text in shown if text not in html] == []


def test_the_page_stays_out_of_search_engines_and_tells_nobody_where_a_visitor_came_from(client, page):
    credential = building.make_published(page)

    response = client.get(f"/credentials/{credential.uuid}/")

    headers = ("X-Robots-Tag", "Referrer-Policy", "X-Content-Type-Options", "Cache-Control")
    assert [response.headers[name] for name in headers] == ["noindex", "no-referrer", "nosniff", "no-cache"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_no_address_of_the_recipient_is_on_any_public_page(client, page):
    credential = building.make_published(page)

    addresses = [f"/credentials/{credential.uuid}/", f"/credentials/?id={credential.uuid}"]
    html = "".join(client.get(address).content.decode() for address in addresses)

    assert re.findall(r"[\w.]+@[\w.]+", html) == []


def test_link_previews_get_absolute_addresses_whatever_host_was_asked(page, settings):
    settings.ALLOWED_HOSTS = ["*"]
    credential = building.make_published(page)

    html = Client(headers={"host": "evil.example"}).get(f"/credentials/{credential.uuid}/").content.decode()

    assert "evil.example" not in html
    assert f'<meta property="og:url" content="http://localhost/c/{credential.uuid}/">' in html
    assert f'<meta property="og:image" content="http://localhost/credentials/{credential.uuid}/picture/">' in html


def test_an_unpublished_credential_is_answered_as_an_unknown_one(client, page):
    batch = factories.make_batch(group=factories.make_group(page=page))
    waiting = factories.make_credential(batch=batch, status="in_review")

    for path in ("/c/{}/", "/c/{}/pdf/", "/c/{}/picture/", "/credentials/{}/", "/credentials/{}/pdf/"):
        hidden = client.get(path.format(waiting.uuid))
        unknown = client.get(path.format(uuid.uuid4()))

        assert (hidden.status_code, hidden.content) == (404, unknown.content)


def test_a_revoked_credential_is_gone_with_the_reason(client, page):
    credential = building.make_published(
        page, status="revoked", revocation_reason="Issued by <mistake>", revoked_at=timezone.now()
    )

    response = client.get(f"/credentials/{credential.uuid}/")

    html = response.content.decode()
    assert response.status_code == 410
    assert "Issued by &lt;mistake&gt;" in html
    assert "Revoked</p>" in html
    assert "/picture/" not in html


def test_a_replaced_credential_and_the_one_in_its_place_name_each_other(client, page):
    old = building.make_published(page, status="replaced")
    new = building.make_published(page, batch=old.batch, replaces=old)

    before, after = client.get(f"/credentials/{old.uuid}/"), client.get(f"/credentials/{new.uuid}/")

    assert (before.status_code, after.status_code) == (200, 200)
    assert f'<a href="/c/{new.uuid}/">Replaced by this credential</a>' in before.content.decode()
    assert "Replaced</p>" in before.content.decode()
    assert f'<a href="/c/{old.uuid}/">an earlier one</a>' in after.content.decode()
    assert client.get(f"/credentials/{old.uuid}/pdf/").status_code == 410
    verdict = client.get(f"/credentials/?id={old.uuid}").content.decode()
    assert f'<a href="/c/{new.uuid}/">Replaced by this credential</a>' in verdict


def test_a_replacement_that_is_not_published_yet_is_not_told_of(client, page):
    old = building.make_published(page)
    waiting = building.make_published(page, batch=old.batch, replaces=old, status="in_review")

    html = client.get(f"/credentials/{old.uuid}/").content.decode()

    assert (str(waiting.uuid) in html, "Valid</p>" in html) == (False, True)


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"expires_on": date(2026, 3, 2), "issued_on": date(2026, 3, 1)}, "Expired"),
        ({"issued_on": timezone.localdate() + timedelta(days=3)}, "Not yet valid"),
        ({"status": "suspended"}, "Suspended"),
        ({"pdf_hash": "0" * 64}, "Altered"),
    ],
)
def test_the_state_is_said_in_words(client, page, values, label, monkeypatch):
    credential = building.make_published(page, **values)

    response = client.get(f"/credentials/{credential.uuid}/")

    assert response.status_code == 200
    assert f'credential-state__label">{label}' in response.content.decode()


def test_a_document_that_cannot_be_read_is_never_called_valid(client, page, caplog):
    credential = building.make_published(page)
    credential.pdf.storage.delete(credential.pdf.name)

    html = client.get(f"/credentials/{credential.uuid}/").content.decode()

    assert "Could not be checked" in html
    assert "Valid</p>" not in html


def test_a_private_page_asks_before_anything_is_told(client, page):
    credential = building.make_published(page)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="linden")

    names = [client.get(path, follow=True).content.decode() for path in paths_of(credential)]

    assert ["Zoë" in text for text in names] == [False] * len(names)


def paths_of(credential):
    return [
        f"{prefix}{credential.uuid}/{rest}" for prefix in ("/c/", "/credentials/") for rest in ("", "pdf/", "picture/")
    ] + [f"/c/?id={credential.uuid}"]


def test_a_credential_is_shown_under_no_page_but_its_own(client, page):
    building.make_page(title="Other", slug="other")
    credential = building.make_published(page)

    response = client.get(f"/other/{credential.uuid}/")

    assert (response.status_code, response.url) == (302, f"/credentials/{credential.uuid}/")


def test_a_sitemap_lists_the_page_and_no_credential(page):
    building.make_published(page)

    assert [entry["location"] for entry in page.get_sitemap_urls()] == ["http://localhost/credentials/"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent_to_a_credential(method):
    credential = building.make_published()

    for path in ("/c/", f"/c/{credential.uuid}/", f"/c/{credential.uuid}/pdf/"):
        response = getattr(Client(enforce_csrf_checks=True), method)(path)

        assert response.status_code == 405


def test_a_name_is_text_and_never_markup(client, page):
    credential = building.make_published(page, recipient_name='<script>alert("{{ 7 }}")</script>')

    html = client.get(f"/credentials/{credential.uuid}/").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&quot;{{ 7 }}&quot;)&lt;/script&gt;" in html


@pytest.mark.parametrize("path", ["%00/", "%ED%A0%BD/", "a" * 10_000 + "/", "..%2f..%2fetc%2fpasswd/", "%00/pdf/"])
def test_addresses_that_make_no_sense_are_not_found(client, page, path):
    assert [client.get(prefix + path).status_code for prefix in ("/c/", "/credentials/")] == [404, 404]


def test_a_page_costs_the_same_queries_for_one_credential_and_for_three(client, page, django_assert_num_queries):
    batch = factories.make_batch(group=factories.make_group(page=page), facts=building.FACTS)
    first = building.make_published(batch=batch)
    client.get(f"/credentials/{first.uuid}/")

    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            client.get(f"/credentials/{first.uuid}/")
        building.make_published(batch=batch)
        building.make_published(batch=batch)


QUERIES = 9

import pytest

from tests import factories
from tests.public import building
from wagtail_credentials.public.responses import file_name

pytestmark = pytest.mark.django_db


def content(response):
    return b"".join(response.streaming_content)


def test_the_document_is_the_stored_one_byte_for_byte(client):
    credential = building.make_published(building.make_page())

    response = client.get(f"/c/{credential.uuid}/pdf/", follow=True)

    assert content(response) == building.PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''introduction-to-botany-zo%C3%AB-%C3%A5ngstr%C3%B6m.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_document_opens_in_the_browser_on_request(client):
    credential = building.make_published()

    response = client.get(f"/c/{credential.uuid}/pdf/?inline")

    content(response)
    assert response.headers["Content-Disposition"].startswith("inline")


def test_an_unchanged_file_is_not_sent_twice(client):
    credential = building.make_published()
    first = client.get(f"/c/{credential.uuid}/picture/")
    content(first)
    etag = first.headers["ETag"]

    response = client.get(f"/c/{credential.uuid}/picture/", headers={"if-none-match": etag})

    assert (response.status_code, response.headers["Cache-Control"]) == (304, "no-cache")


def test_the_picture_is_a_png_of_the_storage(client):
    credential = building.make_published()

    response = client.get(f"/c/{credential.uuid}/picture/")

    assert (content(response), response.headers["Content-Type"]) == (building.PICTURE, "image/png")


@pytest.mark.parametrize(
    ("values", "status"), [({"status": "revoked"}, 410), ({"status": "suspended"}, 403), ({"pdf_hash": "0"}, 403)]
)
def test_a_document_that_may_not_be_relied_on_is_not_handed_out(client, values, status):
    credential = building.make_published(**values)

    response = client.get(f"/c/{credential.uuid}/pdf/")

    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/html; charset=utf-8")


@pytest.mark.parametrize(("status", "expected"), [("revoked", 410), ("suspended", 403)])
def test_nor_is_its_picture(client, status, expected):
    credential = building.make_published(status=status)

    assert client.get(f"/c/{credential.uuid}/picture/").status_code == expected


def test_a_picture_that_is_gone_is_not_found(client):
    credential = building.make_published()
    credential.picture.storage.delete(credential.picture.name)

    assert client.get(f"/c/{credential.uuid}/picture/").status_code == 404


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Botany I", "Zoë O'Neill"), "botany-i-zoë-o-neill"),
        (("वनस्पति", "राम"), "वनस्पति-राम"),
        (("../../etc", 'pass"wd\r\n'), "etc-pass-wd"),
        (("…", "!"), "credential"),
    ],
)
def test_files_are_named_after_title_and_recipient_in_any_script(parts, expected):
    assert file_name(*parts) == expected


def test_a_files_name_fits_every_file_system():
    assert len(file_name("証" * 300).encode()) == 240


@pytest.fixture
def badge():
    """A published badge of a template that is one, drawn for a revision that exists."""
    template = factories.make_template(kind="badge", page_size="square")
    batch = factories.make_batch(template=template, template_revision=template.live_revision, facts=building.FACTS)
    return building.make_published(batch=batch)


def test_a_badge_can_be_had_as_svg(client, badge):
    page = client.get(f"/c/{badge.uuid}/").content.decode()
    response = client.get(f"/c/{badge.uuid}/svg/")

    assert f'href="/c/{badge.uuid}/svg/" download' in page
    assert f'href="/c/{badge.uuid}/picture/" download' in page
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.content.startswith(b"<svg ")
    assert b"<title>Introduction to botany</title>" in response.content


def test_a_badge_under_a_page_has_its_svg_there(client, badge):
    page = building.make_page()
    badge.batch.group = factories.make_group(page=page)
    badge.batch.save()

    response = client.get(f"/c/{badge.uuid}/svg/")

    assert response.url == f"{page.get_url()}{badge.uuid}/svg/"
    assert client.get(response.url).headers["Content-Type"] == "image/svg+xml"


def test_a_certificate_is_no_svg(client):
    credential = building.make_published()

    assert client.get(f"/c/{credential.uuid}/svg/").status_code == 404
    assert "/svg/" not in client.get(f"/c/{credential.uuid}/").content.decode()


@pytest.mark.parametrize(("status", "expected"), [("revoked", 410), ("suspended", 403), ("in_review", 404)])
def test_a_badge_that_may_not_be_relied_on_is_no_svg(client, badge, status, expected):
    type(badge).objects.filter(pk=badge.pk).update(status=status)

    assert client.get(f"/c/{badge.uuid}/svg/").status_code == expected

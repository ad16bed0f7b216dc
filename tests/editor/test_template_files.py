import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from tests.artwork import locked_pdf, pdf, picture, svg
from tests.editor.people import make_collection, make_issuer_user, make_reviewer, make_superuser, make_user_in
from tests.factories import make_template
from wagtail_credentials.models import CredentialTemplate

pytestmark = pytest.mark.django_db

IMPORT = "/admin/credentials/templates/import/"


def upload(client, user, data, name="template.json", **values):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    client.force_login(user)
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **values})


def test_exported_file_describes_the_template(client):
    template = make_template(title="Zoë’s certificate", slug="zoe", fields=[{"name": "grade"}])
    client.force_login(make_issuer_user())

    response = client.get(reverse("credentials_admin:export_template", args=[template.pk]))

    assert response.headers["Content-Disposition"] == 'attachment; filename="zoe.json"'
    exported = json.loads(response.content)
    assert (exported["title"], exported["fields"][0]["name"]) == ("Zoë’s certificate", "grade")


def test_foreign_template_is_not_exported(client):
    template = make_template()
    client.force_login(make_user_in(make_collection("Botany"), "change_credentialtemplate"))

    response = client.get(reverse("credentials_admin:export_template", args=[template.pk]))

    assert response.status_code == 404


def test_what_was_exported_is_imported_as_a_new_template(client):
    template = make_template(title="Original", fields=[{"name": "grade"}])
    user = make_issuer_user()
    client.force_login(user)
    data = json.loads(client.get(reverse("credentials_admin:export_template", args=[template.pk])).content)

    response = upload(client, user, {**data, "slug": "elsewhere"}, collection="1")

    imported = CredentialTemplate.objects.get(slug="elsewhere")
    assert response.url == f"/admin/snippets/wagtail_credentials/credentialtemplate/edit/{imported.pk}/"
    assert (imported.title, imported.live) == ("Original", True)
    assert imported.field_dicts == template.field_dicts


def test_template_with_images_is_a_zip_out_and_in(client):
    user = make_superuser()
    upload(client, user, picture(), name="mosses.png", collection="1")
    template = CredentialTemplate.objects.get()
    response = client.get(reverse("credentials_admin:export_template", args=[template.pk]))
    template.delete()

    upload(client, user, response.content, name="mosses.zip", collection="1")

    assert response.headers["Content-Disposition"] == 'attachment; filename="mosses.zip"'
    assert CredentialTemplate.objects.get().background.title == "mosses"


def test_template_goes_where_the_user_may_add(client):
    botany = make_collection("Botany")
    user = make_user_in(botany, "add_credentialtemplate", "publish_credentialtemplate")

    upload(client, user, {"title": "Mosses", "slug": "mosses"})

    assert CredentialTemplate.objects.get().collection == botany


def test_template_goes_into_the_chosen_collection(client):
    botany = make_collection("Botany")

    upload(client, make_issuer_user(), {"title": "Mosses", "slug": "mosses"}, collection=botany.pk)

    template = CredentialTemplate.objects.get()
    assert template.collection == botany
    assert template.get_latest_revision_as_object().collection == botany


def test_known_slug_updates_the_template_where_it_is(client):
    botany = make_collection("Botany")
    template = make_template(title="Old", slug="mosses", collection=botany)

    upload(client, make_issuer_user(), {"title": "New", "slug": "mosses"}, collection="1")

    template.refresh_from_db()
    assert (template.title, template.collection) == ("New", botany)


def test_foreign_template_is_not_overwritten(client):
    make_template(title="Old", slug="mosses")
    user = make_user_in(make_collection("Botany"), "add_credentialtemplate", "publish_credentialtemplate")

    response = upload(client, user, {"title": "New", "slug": "mosses"})

    assert CredentialTemplate.objects.get().title == "Old"
    assert "may not change" in str(response.context["form"].errors["file"])


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"title: no JSON", "JSON"),
        ({"slug": "no-title"}, "title"),
        ({"title": "A", "elements": [{"type": "sound"}]}, "elements[0].type"),
        ({"title": "A", "elements": [{"type": "text", "text": "[field.grade]"}]}, "field.grade"),
        ([1, 2], "{"),
        (b"\xff\xfe\x00", "JSON"),
        (b'{"slug": "' + b"[" * 100_000, "JSON"),
        (b"PK\x03\x04", "ZIP"),
        ({"title": "A", "slug": "\x00"}, "slug"),
        (b'{"title": "\\ud800", "slug": "\\ud800"}', "JSON"),
    ],
)
def test_file_that_is_no_template_is_refused_with_the_place(client, data, named):
    response = upload(client, make_issuer_user(), data, collection=Collection.objects.get(depth=1).pk)

    assert response.status_code == 200
    assert named in str(response.context["form"].errors["file"])
    assert not CredentialTemplate.objects.exists()


def test_reviewers_may_not_import(client):
    assert upload(client, make_reviewer(), {"title": "A"}).status_code == 302
    assert not CredentialTemplate.objects.exists()


def test_designers_who_may_not_publish_may_not_import_what_is_published_at_once(client):
    user = make_user_in(make_collection("Botany"), "add_credentialtemplate")

    response = upload(client, user, {"title": "A"})

    assert "published at once" in str(response.context["form"].errors["file"])
    assert not CredentialTemplate.objects.exists()


def designer(collection, *more):
    """Who may add templates there, and images as well."""
    user = make_user_in(collection, "add_credentialtemplate", "change_credentialtemplate")
    permission = Permission.objects.get(codename="add_image", content_type__app_label="wagtailimages")
    for place in more:
        GroupCollectionPermission.objects.create(group=user.groups.get(), collection=place, permission=permission)
    return user


# Wagtail leaves the file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")
def test_artwork_becomes_a_draft_and_its_edit_page_opens(client):
    botany = make_collection("Botany")

    response = upload(client, designer(botany, botany), pdf(), name="mosses.pdf")

    template = CredentialTemplate.objects.get()
    assert (template.title, template.live, template.collection) == ("mosses", False, botany)
    assert template.background.collection == botany
    assert response.url == f"/admin/snippets/wagtail_credentials/credentialtemplate/edit/{template.pk}/"
    assert client.get(response.url).status_code == 200


def test_artwork_needs_the_right_to_add_images_to_the_very_collection(client):
    user = designer(make_collection("Botany"), make_collection("Zoology"))

    response = upload(client, user, pdf(), name="mosses.pdf")

    assert "You may not add images to the collection “Botany”" in str(response.context["form"].errors["file"])
    assert (CredentialTemplate.objects.count(), get_image_model().objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"hello", "x.pdf", "is not a PNG, JPEG, WebP, SVG or PDF file"),
        (b'{"title": "A"}', "x.png", "is not a PNG, JPEG, WebP, SVG or PDF file"),
        (locked_pdf(), "x.pdf", "password"),
        (picture()[:500], "x.png", "is damaged"),
        (svg("&a;", head='<!DOCTYPE svg [<!ENTITY a "a">]>'), "x.svg", "entities"),
    ],
)
def test_artwork_that_cannot_be_used_is_refused_in_words(client, data, name, words):
    response = upload(client, make_superuser(), data, name=name, collection="1")

    assert words in str(response.context["form"].errors["file"])
    assert (CredentialTemplate.objects.count(), get_image_model().objects.count()) == (0, 0)


def test_artwork_is_known_by_its_content(client):
    upload(client, make_superuser(), picture(), name="x.json", collection="1")

    assert CredentialTemplate.objects.get().background.file.name.endswith(".png")

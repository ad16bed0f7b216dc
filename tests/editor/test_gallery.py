from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail import hooks

from tests.editor.people import make_collection, make_issuer_user, make_reviewer, make_user_in
from tests.factories import make_issuer
from tests.services.test_logos import make_logo
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.designs import HOOK
from wagtail_credentials.services.starters import starter_designs

pytestmark = pytest.mark.django_db

GALLERY = "/admin/credentials/designs/"
TEMPLATES = "/admin/snippets/wagtail_credentials/credentialtemplate/"
COLOURS = {"primary": "#7a1f3d", "accent": "#e0a526", "ground": "#ffffff"}


@pytest.fixture
def editor(client):
    client.force_login(make_issuer_user())
    return client


def names(response):
    return [card["design"].name for card in response.context["cards"]]


def test_every_design_stands_in_the_gallery_certificates_first(editor):
    response = editor.get(GALLERY)

    assert sorted(names(response)) == sorted(starter_designs())
    kinds = [card["design"].kind for card in response.context["cards"]]
    assert kinds == sorted(kinds, reverse=True)
    assert response.content.decode().count("Use this design") == len(kinds)


def test_the_gallery_is_found_from_the_list_of_templates_and_from_an_empty_one(editor):
    content = editor.get(TEMPLATES).content.decode()

    assert content.count(f'href="{GALLERY}"') == 2


def test_kind_and_mood_leave_some(editor):
    assert names(editor.get(f"{GALLERY}?kind=badge&mood=bold")) == ["badge-shield"]
    assert "No design is of this kind and mood." in editor.get(f"{GALLERY}?mood=none").content.decode()


def test_filters_keep_the_colours_and_say_which_is_chosen(editor):
    response = editor.get(GALLERY, {"kind": "badge", "primary": "#7a1f3d"})

    kinds, moods = response.context["filters"]
    assert [link["label"] for link in kinds["links"] if link["current"]] == ["Badge"]
    assert moods["links"][1]["url"] == f"{GALLERY}?kind=badge&mood=classic&primary=%237a1f3d"


def test_a_thumbnail_is_a_picture_in_the_chosen_colours(editor):
    cache.clear()

    plain = editor.get(f"{GALLERY}diploma.png")
    painted = editor.get(f"{GALLERY}diploma.png", {"primary": "#7a1f3d"})

    assert plain.headers["Content-Type"] == "image/png"
    top = [Image.open(BytesIO(r.content)).convert("RGB").getpixel((10, 10)) for r in (plain, painted)]
    assert top == [(0x17, 0x48, 0x3C), (0x7A, 0x1F, 0x3D)]


def test_paper_counts_only_where_it_is_wanted(editor):
    assert editor.get(GALLERY, COLOURS).context["colours"] == {"primary": "#7a1f3d", "accent": "#e0a526"}
    assert editor.get(GALLERY, {**COLOURS, "paper": "on"}).context["colours"] == COLOURS


def test_colours_that_are_none_are_left_out(editor):
    response = editor.get(GALLERY, {"primary": '"><script>', "accent": "#12345"})

    assert response.context["colours"] == {}
    assert "<script>&" not in response.content.decode()


def test_the_last_colours_are_offered_again(editor):
    editor.get(GALLERY, {"primary": "#7a1f3d"})

    response = editor.get(GALLERY)

    assert response.context["inputs"][0]["value"] == "#7a1f3d"
    assert response.context["colours"] == {}


def test_colours_come_from_an_issuer_s_logo(editor):
    issuer = make_logo(("#14304f", 30), ("#f0b35a", 20))
    make_issuer(title="Without a logo")

    response = editor.get(GALLERY, {"issuer": issuer.pk})

    assert response.context["colours"] == {"primary": "#14304f", "accent": "#f0b35a"}
    assert list(response.context["issuers"]) == [issuer]


def test_a_logo_that_cannot_be_read_is_said_and_the_gallery_stands(editor):
    issuer = make_logo(("#14304f", 30))
    issuer.logo.file.storage.delete(issuer.logo.file.name)

    response = editor.get(GALLERY, {"issuer": issuer.pk})

    assert "is missing" in response.content.decode()
    assert response.context["colours"] == {}


def test_a_logo_of_another_collection_gives_nothing(client):
    issuer = make_logo(("#14304f", 30))
    client.force_login(make_user_in(make_collection("Botany"), "add_credentialtemplate"))
    issuer.collection = make_collection("Other")
    issuer.save()

    assert client.get(GALLERY, {"issuer": issuer.pk}).status_code == 404
    assert client.get(GALLERY, {"issuer": "x"}).status_code == 404


def test_using_a_design_makes_a_draft_and_opens_it(editor):
    response = editor.post(GALLERY, {"design": "workshop", "primary": "#7a1f3d", "collection": "1"})

    template = CredentialTemplate.objects.get()
    assert response.url == f"{TEMPLATES}edit/{template.pk}/"
    assert (template.title, template.live) == ("Workshop (copy)", False)
    assert "#7a1f3d" in [element.get("fill") for element in template.design["elements"]]
    assert editor.get(response.url).status_code == 200


def test_a_copy_goes_where_the_user_may_add(client):
    botany = make_collection("Botany")
    client.force_login(make_user_in(botany, "add_credentialtemplate"))

    client.post(GALLERY, {"design": "minimal", "collection": "1"})

    assert CredentialTemplate.objects.get().collection == botany


def test_a_copy_goes_into_the_chosen_collection(editor):
    botany = make_collection("Botany")

    editor.post(GALLERY, {"design": "minimal", "collection": botany.pk})

    assert CredentialTemplate.objects.get().collection == botany


def test_who_may_not_add_templates_does_not_get_in(client):
    client.force_login(make_reviewer())

    for response in (
        client.get(GALLERY),
        client.get(f"{GALLERY}minimal.png"),
        client.post(GALLERY, {"design": "minimal"}),
    ):
        assert (response.status_code, response.url) == (302, "/admin/")
    assert not CredentialTemplate.objects.exists()
    assert "Start from a design" not in client.get(TEMPLATES).content.decode()


def test_a_design_that_is_not_there(editor):
    assert editor.get(f"{GALLERY}none.png").status_code == 404
    assert editor.post(GALLERY, {"design": "none"}).status_code == 404
    assert editor.post(GALLERY).status_code == 404


def test_posting_asks_for_the_token():
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_issuer_user())

    assert strict.post(GALLERY, {"design": "minimal"}).status_code == 403


def test_a_design_of_the_site_appears_and_can_be_used(editor):
    own = {"title": "House style", "mood": "playful", "elements": [{"type": "text", "text": "[recipient.name]"}]}

    with hooks.register_temporarily(HOOK, lambda: [own]):
        response = editor.get(GALLERY)
        picture = editor.get(f"{GALLERY}house-style.png")
        editor.post(GALLERY, {"design": "house-style"})

    assert names(response)[0] == "house-style"
    assert response.context["filters"][1]["links"][-1]["label"] == "Playful"
    assert picture.headers["Content-Type"] == "image/png"
    assert CredentialTemplate.objects.get().title == "House style (copy)"


def test_a_faulty_design_of_the_site_says_so(editor):
    image = {"title": "Crest", "data": "data:image/png;base64,AAAA"}
    own = {"title": "Broken", "elements": [{"type": "image", "image": image, "width": 10, "height": 10}]}

    with hooks.register_temporarily(HOOK, lambda: [own]):
        picture = editor.get(f"{GALLERY}broken.png")
        response = editor.post(GALLERY, {"design": "broken"}, follow=True)

    assert (picture.status_code, "Crest" in picture.content.decode()) == (422, True)
    assert "This design cannot be used: elements[0].image" in response.content.decode()


def test_the_gallery_asks_as_much_for_three_issuers_as_for_one(editor):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            editor.get(GALLERY)
        return len(captured)

    make_logo(("#14304f", 30))
    queries()
    one = queries()
    make_logo(("#14304f", 30))
    make_logo(("#14304f", 30))

    assert queries() == one


def test_a_thumbnail_asks_the_database_for_nothing_but_rights(editor):
    editor.get(f"{GALLERY}minimal.png")

    with CaptureQueriesContext(connection) as captured:
        editor.get(f"{GALLERY}minimal.png")

    assert [query["sql"] for query in captured if '"wagtail_credentials_' in query["sql"]] == []

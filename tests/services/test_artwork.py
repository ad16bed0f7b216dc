from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.artwork import pdf, picture, svg
from tests.designs import words
from wagtail_credentials.domain.filling import SAMPLE_UUID
from wagtail_credentials.exceptions import ArtworkRejected
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.artwork import template_from_artwork
from wagtail_credentials.services.drawing import preview_document

pytestmark = pytest.mark.django_db


def made(data, name="spring_2026.pdf", **values):
    return template_from_artwork(data, name, collection=Collection.get_first_root_node(), **values)


def files():
    return set(default_storage.listdir("original_images")[1]) if default_storage.exists("original_images") else set()


def test_artwork_becomes_the_background_of_a_draft():
    user = get_user_model().objects.create_user("ann")

    template = made(pdf(), user=user)

    assert (template.title, template.live, template.latest_revision.user) == ("spring 2026", False, user)
    assert (template.background.title, template.background.uploaded_by_user) == ("spring 2026", user)
    assert template.background.collection == template.collection
    assert template.get_latest_revision_as_object().background == template.background


def test_name_and_number_are_drawn_upon_it():
    template = made(picture(colour="#ffe0e0"), "x.png")

    document = preview_document(template)

    assert words(document.pdf).split() == ["Zoë", "Ångström", SAMPLE_UUID]
    assert Image.open(BytesIO(document.picture)).convert("RGB").getpixel((9, 9)) == pytest.approx(
        (255, 224, 224), abs=2
    )


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (pdf((297, 210)), ("a4", "landscape", None, None)),
        (pdf((210, 297)), ("a4", "portrait", None, None)),
        (pdf((279.4, 215.9)), ("letter", "landscape", None, None)),
        (pdf((100, 100)), ("square", "portrait", None, None)),
        (pdf((148, 105)), ("custom", "landscape", 148, 105)),
        (svg(), ("a4", "landscape", None, None)),
        (picture((3508, 2480), dpi=(300, 300)), ("a4", "landscape", None, None)),
        (picture((1748, 1240), dpi=(300, 300)), ("custom", "landscape", 148, 105)),
        (picture((1240, 1754)), ("a4", "portrait", None, None)),
        (picture((1100, 850), dpi=(72, 72)), ("letter", "landscape", None, None)),
        (picture((500, 500)), ("square", "portrait", None, None)),
        (picture((1600, 900)), ("custom", "landscape", 297, 167.1)),
    ],
)
def test_the_page_is_as_large_as_the_artwork(data, page):
    template = made(data)

    found = (template.page_size, template.orientation, template.page_width, template.page_height)
    assert found == (*page[:2], *(side and pytest.approx(side, abs=0.2) for side in page[2:]))


@pytest.mark.parametrize("size", [(297, 210), (20, 20), (1900, 15)])
def test_the_texts_stay_on_the_page_and_within_what_a_form_accepts(size):
    template = made(pdf(size))

    template.elements.stream_block.clean(template.elements)
    width, height = template.page_millimetres
    for element in template.design["elements"]:
        assert element["x"] + element["width"] <= width
        assert element["y"] + element["height"] <= height


def test_a_second_file_of_one_name_gets_a_slug_of_its_own():
    assert [made(picture((10, 10))).slug, made(picture((10, 10))).slug] == ["spring-2026", "spring-2026-2"]


@pytest.mark.parametrize("name", [".pdf", "___.png", "", "a" * 300 + ".png"])
def test_every_name_becomes_a_title(name):
    assert 0 < len(made(picture((10, 10)), name).title) <= 200


@pytest.mark.parametrize("size", [(2000, 2), (2, 2000)])
def test_a_strip_is_no_page(size):
    with pytest.raises(ArtworkRejected, match="between 10 and 2000 millimetres"):
        made(picture(size))


def test_nothing_stays_of_what_is_refused():
    before = files()

    for data in (picture()[:500], pdf()[:300], picture((2000, 2))):
        with pytest.raises(ArtworkRejected):
            made(data)

    assert (CredentialTemplate.objects.count(), get_image_model().objects.count(), files()) == (0, 0, before)

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

from tests.factories import make_issuer
from wagtail_credentials.exceptions import RenderingFailed
from wagtail_credentials.services.logos import logo_palette

pytestmark = pytest.mark.django_db


def make_logo(*parts, mode="RGB", ground="#ffffff"):
    """An issuer whose logo has (colour, height) stripes."""
    image = Image.new(mode, (100, 100), ground)
    pen, top = ImageDraw.Draw(image), 0
    for colour, height in parts:
        pen.rectangle((0, top, 99, top + height - 1), colour)
        top += height
    file = BytesIO()
    image.save(file, "PNG")
    logo = get_image_model().objects.create(title="Crest", file=ImageFile(BytesIO(file.getvalue()), "crest.png"))
    return make_issuer(logo=logo)


def test_a_logo_gives_its_colours():
    issuer = make_logo(("#14304f", 30), ("#f0b35a", 20))

    assert logo_palette(issuer) == {"primary": "#14304f", "accent": "#f0b35a"}


def test_what_is_transparent_does_not_count():
    issuer = make_logo(("#7a1f3d", 10), ("#e0a526", 10), mode="RGBA", ground="#00ff0000")

    assert logo_palette(issuer) == {"primary": "#7a1f3d", "accent": "#e0a526"}


def test_a_white_logo_has_none():
    assert logo_palette(make_logo()) == {}


def test_a_logo_that_is_gone_says_so():
    issuer = make_logo(("#14304f", 30))
    issuer.logo.file.storage.delete(issuer.logo.file.name)

    with pytest.raises(RenderingFailed, match="Crest"):
        logo_palette(issuer)

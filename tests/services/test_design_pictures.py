from io import BytesIO

import pytest
from django.core.cache import cache
from PIL import Image
from pypdf import PdfReader

from tests.designs import words
from tests.services.test_templating import image_value, png
from wagtail_credentials.domain.filling import LONGEST_NAME, SAMPLE_URL
from wagtail_credentials.rendering.fetching import MediaFetcher
from wagtail_credentials.rendering.fitting import overflowing
from wagtail_credentials.rendering.qr import qr_png
from wagtail_credentials.services.design_pictures import (
    THUMBNAIL,
    design_drawing,
    design_pdf,
    design_picture,
    thumbnail,
)
from wagtail_credentials.services.designs import Design
from wagtail_credentials.services.starters import starter_designs

STARTERS = {name: Design(name, file) for name, file in starter_designs().items()}
NAMES = [
    "Zoë Ångström",
    "عبد الرحمن بن محمد الأندلسي",
    "श्रीलक्ष्मी वेंकटेश्वरन",
    "欧阳静怡",
    f"{LONGEST_NAME} xy"[:120],
]
OWN = {"title": "Own", "elements": [{"type": "text", "text": "[recipient.name]", "width": 200}]}


def cut(design, row):
    """The texts of the page that do not fit their boxes, at their smallest size either."""
    _template, drawing, values = design_drawing(design, row)
    media = {key: qr_png(SAMPLE_URL, f"#{key[-6:]}") for key in drawing._codes}
    document = drawing._fitted({**drawing.design, "title": "T"}, values, MediaFetcher(media))
    assert len(document.pages) == 1
    return [drawing.design["elements"][index]["text"] for index in overflowing(document.pages[0])]


@pytest.mark.parametrize("name", STARTERS)
def test_every_name_fits_every_design(name):
    assert [(person, found) for person in NAMES if (found := cut(STARTERS[name], {"name": person}))] == []


@pytest.mark.parametrize("name", STARTERS)
def test_a_design_says_nothing_of_what_a_row_leaves_empty(name):
    fields = {field["name"]: "" for field in STARTERS[name].file["fields"]}
    template, drawing, values = design_drawing(STARTERS[name], {**fields, "expires_on": ""})

    text = words(drawing.pdf(values, title=template.title, url=SAMPLE_URL))

    assert [word for word in ("Valid", "hours", "Level", "Standard", "Sessions", "None") if word in text] == []


def test_a_picture_is_as_large_as_asked_for_and_has_the_name():
    design = STARTERS["attendance"]

    picture = Image.open(BytesIO(design_picture(design, longer_side=300)))

    assert max(picture.size) == 300
    assert "Ada" in words(design_pdf(design, name="Ada"))
    assert len(PdfReader(BytesIO(design_pdf(design))).pages) == 1


@pytest.mark.parametrize("name", [name for name, design in STARTERS.items() if design.kind == "badge"])
def test_round_a_badge_there_is_nothing(name):
    picture = Image.open(BytesIO(design_picture(STARTERS[name], longer_side=200)))

    assert picture.mode == "RGBA"
    assert [picture.getpixel((x, picture.height - 1))[3] for x in (0, picture.width - 1)] == [0, 0]


def test_images_in_a_file_are_drawn_without_the_site_keeping_them():
    image = {"type": "image", "image": image_value(png("#00ff00")), "x": 0, "y": 0, "width": 297, "height": 105}
    page = {"background": image_value(png("#ff0000"))}

    picture = Image.open(
        BytesIO(design_picture(Design("own", {**OWN, "page": page, "elements": [image]}), longer_side=60))
    )

    colours = [picture.convert("RGB").getpixel(point) for point in ((30, 10), (30, 35))]
    assert [max(range(3), key=colour.__getitem__) for colour in colours] == [1, 0]


def test_a_thumbnail_is_kept_until_the_design_changes():
    design, other = Design("own", OWN), Design("own", {**OWN, "title": "Other"})
    cache.clear()

    first = thumbnail(design)

    assert max(Image.open(BytesIO(first)).size) == THUMBNAIL
    cache.set(next(iter(cache._cache)).split(":", 2)[2], b"kept")
    assert thumbnail(design) == b"kept"
    assert thumbnail(other) == first

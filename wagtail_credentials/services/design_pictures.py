"""What a design of the gallery looks like, drawn from its file for a made-up recipient: nothing is saved for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.cache import cache

from .. import __version__
from ..domain.columns import NAME
from ..domain.design import BACKGROUND, image_key
from ..domain.filling import SAMPLE_FACTS, SAMPLE_URL, SAMPLE_UUID, placeholder_values, sample_row
from ..domain.styles import WHITE
from ..models import CredentialTemplate, TemplateField
from ..rendering.images import printable
from .designs import Design
from .drawing import renderer
from .template_images import image_bytes
from .templating import FIELD, PAGE, PLAIN

if TYPE_CHECKING:
    from ..rendering.documents import Renderer

#: Pixels of a thumbnail's longer side: a card of the gallery on a sharp screen.
THUMBNAIL = 640
SECONDS = 7 * 24 * 60 * 60


def thumbnail(design: Design) -> bytes:
    """A small PNG of the design, from the site's cache where it was drawn before. Raises ``RenderingFailed``."""
    key = f"credential-design:{__version__}:{THUMBNAIL}:{design.fingerprint}"
    png = cache.get(key)
    if png is None:
        png = design_picture(design, longer_side=THUMBNAIL)
        cache.set(key, png, SECONDS)
    return png


def design_picture(design: Design, *, longer_side: int, name: str = "") -> bytes:
    """A PNG of the design with sample values, and this name if one is given. Raises ``RenderingFailed``."""
    from ..rendering.pictures import picture  # noqa: PLC0415 -- PDFium is loaded by workers and previews alone

    return picture(design_pdf(design, name=name), transparent=design.kind == "badge", longer_side=longer_side)


def design_pdf(design: Design, *, name: str = "") -> bytes:
    """The PDF of the design with sample values, and this name if one is given. Raises ``RenderingFailed``."""
    template, drawing, values = design_drawing(design, {NAME: name} if name else {})
    return drawing.pdf(values, title=template.title, url=SAMPLE_URL)


def design_drawing(design: Design, row: dict[str, str]) -> tuple[CredentialTemplate, Renderer, dict[str, str]]:
    """An unsaved template of the design, what draws it, and sample values in which ``row`` has the last word."""
    template, media = _unsaved(design.file)
    columns = template.columns
    values = placeholder_values(
        {**sample_row(columns), **row},
        SAMPLE_FACTS,
        uuid=SAMPLE_UUID,
        url=SAMPLE_URL,
        language=template.language,
        columns=columns,
    )
    return template, renderer(template.design, media), values


def _unsaved(file):
    """The template that the file describes and the bytes of its images, which get numbers of no image of the site."""
    page, media = file.get("page", {}), {}
    # A collection is asked for by its default, with a query: a picture needs none.
    template = CredentialTemplate(**{name: file[name] for name in PLAIN if name in file}, collection_id=None)
    for key, name in PAGE.items():
        if key in page:
            setattr(template, name, page[key])
    template.fields = [_field(item) for item in file.get("fields", [])]
    elements = [dict(element) for element in file.get("elements", [])]
    for number, element in enumerate(elements, start=1):
        if element.get("image"):
            box = element["width"], element["height"]
            media[image_key(number)] = _printable(element["image"], box, None)
            element["image"] = number
    template.elements = json.dumps([{"type": e.pop("type"), "value": e} for e in elements])
    if page.get("background"):
        ground = None if template.kind == "badge" else page.get("background_colour", WHITE)
        media[BACKGROUND] = _printable(page["background"], template.page_millimetres, ground)
        template.background_id = 1
    return template, media


def _field(item):
    values = {name: item[name] for name in FIELD if name in item}
    return TemplateField(**{**values, "choices": "\n".join(item.get("choices", []))})


def _printable(image, box, ground):
    return printable(image_bytes(image["data"]), box, ground, name=image.get("title", ""))

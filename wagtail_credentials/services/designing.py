"""A template on the designer's canvas: the very HTML and CSS that its document is made of, for a browser to draw."""

import base64

from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError

from ..domain.design import BACKGROUND, LOGO, design_markup, image_key, logo_key, media_keys, qr_key, shrinks
from ..domain.filling import SAMPLE_URL
from ..domain.styles import design_css
from ..models import CredentialTemplate
from .drawing import sample_values

#: Pixels that a picture on the canvas has at most: it is looked at, not printed.
PICTURE = "max-1600x1600"


def drawn_page(template: CredentialTemplate, mode: str = "sample") -> dict:
    """The page of a template, saved or not, filled for a made-up recipient, as plain values.

    ``css`` and ``markup`` are what the document is made of; ``media`` has an address for each ``media:`` name in them,
    ``missing`` a sentence for each that has none; ``page`` is its size in millimetres. ``mode``: see ``sample_values``.
    """
    design = template.design
    values = sample_values(template, mode)
    media, missing = _media(design, values)
    sizes, cut = _fitted(design, values)
    return {
        "css": design_css(design),
        "markup": design_markup(design, values, set(media), sizes=sizes, cut=cut),
        "media": media,
        "missing": missing,
        "page": {"width": design["page"]["width"], "height": design["page"]["height"]},
    }


def _fitted(design, values):
    from ..rendering.documents import fitted_size  # noqa: PLC0415 -- WeasyPrint: slow, and needs system libraries

    sizes, cut = {}, set()
    for index, element in enumerate(design["elements"]):
        if element["type"] == "text" and shrinks(element):
            size, fits = fitted_size(element, design, values)
            sizes[index] = size
            cut |= set() if fits else {index}
    return sizes, cut


def _media(design, values):
    """({name: address}, [what is missing])"""
    media = {qr_key(e): _qr_address(qr_key(e)) for e in design["elements"] if e["type"] == "qr_code"}
    pictures = _pictures(design, values)
    found = get_image_model().objects.in_bulk(set(pictures.values()))
    missing = []
    for key, pk in sorted(pictures.items()):
        if address := _picture_address(found.get(pk)):
            media[key] = address
        else:
            missing.append(_("Image %(id)s of the design cannot be shown.") % {"id": pk})
    return media, missing


def _pictures(design, values):
    """{name: id} of the images of the site that the page shows."""
    used = {int(e["image"]) for e in design["elements"] if e.get("image")}
    pictures = {key: pk for pk in used if (key := image_key(pk)) in media_keys(design)}
    if background := design["page"].get("background"):
        pictures[BACKGROUND] = int(background)
    if logo_key(values) and any(e["type"] == "logo" for e in design["elements"]):
        pictures[logo_key(values)] = int(values[LOGO])
    return pictures


def _picture_address(image) -> str:
    try:
        return image.get_rendition(PICTURE).url if image else ""
    # What Willow cannot read raises errors of many kinds.
    except (OSError, ValueError, InvalidFilterSpecError):
        return ""


def _qr_address(key):
    from ..rendering.qr import qr_png  # noqa: PLC0415 -- segno is needed where a code is drawn only

    return f"data:image/png;base64,{base64.b64encode(qr_png(SAMPLE_URL, f'#{key[-6:]}')).decode()}"

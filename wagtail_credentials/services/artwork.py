"""A picture or PDF of a certificate drawn elsewhere, as a draft template to complete."""

import json
from pathlib import Path

from django.db import transaction
from wagtail.models import Collection

from ..exceptions import ArtworkRejected
from ..models import CredentialTemplate
from ..models.templates import PAGE_SIZES, Orientation, PageSize
from ..rendering.artwork import REASONS, Artwork, read_artwork
from ..rendering.rasterising import LARGEST, SMALLEST
from .template_images import make_image

#: Millimetres by which a page may miss a paper's size: programs round, and cut to whole pixels.
NEAR = 2
#: The same where a picture has no size in print and its proportions have to do.
NEAR_IN_PROPORTION = 0.01
LONGER_SIDE = 297


def template_from_artwork(data: bytes, name: str, *, collection: Collection, user=None) -> CredentialTemplate:
    """A draft with the artwork as its background, its page's size, and two texts to begin with.

    ``data``: PNG, JPEG, WebP, SVG, or a PDF for its first page; ``name``: the file's. Raises ``ArtworkRejected``.
    """
    artwork, title = read_artwork(data, name), title_of(name)
    template = CredentialTemplate(title=title, live=False, collection=collection, **page_of(artwork))
    template.elements = json.dumps(first_elements(*template.page_millimetres))
    with transaction.atomic():
        template.background = make_image(
            artwork.data, title, artwork.ending, artwork.pixels, collection=collection, uploaded_by_user=user
        )
        try:
            template.full_clean()
            template.save()
            template.save_revision(user=user, log_action=True)
        except Exception:
            # The database forgets the image by itself, the storage does not.
            template.background.file.delete(save=False)
            raise
    return template


def title_of(name: str) -> str:
    """What a file's name says: "spring_2026 final.pdf" is "spring 2026 final"."""
    return Path(name).stem.replace("_", " ").replace("\x00", "").strip()[:200] or "Artwork"


def page_of(artwork: Artwork) -> dict:
    """The page's fields: a paper's where one is near, else the artwork's own millimetres."""
    width, height = artwork.millimetres or _by_proportion(*artwork.pixels)
    if min(width, height) < SMALLEST or max(width, height) > LARGEST:
        raise ArtworkRejected(str(REASONS["size"]))
    orientation = Orientation.LANDSCAPE if width > height else Orientation.PORTRAIT
    for size, paper in PAGE_SIZES.items():
        if all(abs(a - b) <= NEAR for a, b in zip(sorted((width, height)), sorted(paper), strict=True)):
            return {"page_size": size, "orientation": orientation}
    sides = {"page_width": round(width, 1), "page_height": round(height, 1)}
    return {"page_size": PageSize.CUSTOM, "orientation": orientation, **sides}


def _by_proportion(width, height):
    """Millimetres of a picture that tells none: the paper of these proportions, else as long as A4."""
    shorter, longer = sorted((width, height))
    for paper in PAGE_SIZES.values():
        if abs(shorter / longer * paper[1] / paper[0] - 1) <= NEAR_IN_PROPORTION:
            return paper if width <= height else paper[::-1]
    scale = LONGER_SIDE / longer
    return width * scale, height * scale


def first_elements(width: float, height: float) -> list[dict]:
    """The recipient's name across the middle, and the credential's number at the foot, as stream data."""
    inner, line = width * 0.8, height * 0.15
    name = {"text": "[recipient.name]", "y": height * 0.425, "height": line, "size": _points(line, 0.5, 36)}
    number = {"text": "[credential.id]", "y": height * 0.87, "height": height * 0.05, "size": _points(line, 0.12, 8)}
    boxes = [{**name, "minimum_size": max(4, name["size"] // 3)}, {**number, "minimum_size": 4}]
    return [{"type": "text", "value": _rounded({"x": width * 0.1, "width": inner, **box})} for box in boxes]


def _points(millimetres, share, most):
    """A size of type that takes this share of a height."""
    return max(4, min(most, round(millimetres * share * 72 / 25.4)))


def _rounded(values):
    return {key: round(value, 1) if isinstance(value, float) else value for key, value in values.items()}

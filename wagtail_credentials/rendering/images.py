"""The site's images as bytes that a document can hold: PNG or JPEG, no more pixels than print needs."""

import math
from contextlib import contextmanager
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Pillow
from PIL import ImageFile, ImageOps
from wagtail.images import get_image_model

from ..domain.design import BACKGROUND, image_key
from ..domain.styles import WHITE, colour
from ..exceptions import RenderingFailed

#: Decoders that may see an upload: the others have a record of memory faults, and SVG is markup.
FORMATS = ("PNG", "JPEG", "WEBP")
#: Pixels of an image that is worth decoding: A4 at 600 dpi. More is a mistake or an attack on memory.
MAX_PIXELS = 40_000_000
DOTS_PER_MILLIMETRE = 300 / 25.4
GONE = gettext_lazy("Image %(id)s of the design no longer exists.")


def load_media(design: dict) -> dict[str, bytes]:
    """The bytes of every image of the design, by its ``media:`` name. Raises ``RenderingFailed``."""
    uses = list(_uses(design))
    images = get_image_model().objects.in_bulk({pk for _key, pk, _size, _ground in uses})
    media = {}
    for key, pk, size, ground in uses:
        if pk not in images:
            raise RenderingFailed(GONE % {"id": pk})
        media[key] = printable(read_bytes(images[pk]), size, ground, name=images[pk].title)
    return media


def load_logo(design: dict, pk: int) -> bytes | None:
    """The issuer's logo at the largest size in which the design shows it, None where it does not.

    Raises ``RenderingFailed`` where the image no longer exists.
    """
    sizes = [(e["width"], e["height"]) for e in design["elements"] if e["type"] == "logo"]
    if not sizes:
        return None
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        raise RenderingFailed(GONE % {"id": pk})
    return printable(read_bytes(image), max(sizes, key=math.prod), None, name=image.title)


def _uses(design):
    """(key, id, millimetres, ground colour or None) of each image, the largest use of an image last."""
    page = design["page"]
    if page.get("background"):
        ground = None if design.get("kind") == "badge" else colour(page.get("background_colour"), WHITE)
        yield BACKGROUND, int(page["background"]), (page["width"], page["height"]), ground
    elements = [e for e in design["elements"] if e["type"] in ("image", "signature") and e.get("image")]
    for element in sorted(elements, key=lambda e: e["width"] * e["height"]):
        yield image_key(element["image"]), int(element["image"]), (element["width"], element["height"]), None


def read_bytes(image) -> bytes:
    """The original file of an image of the site. Raises ``RenderingFailed`` where it is gone."""
    try:
        with image.open_file() as file:
            return file.read()
    except OSError as error:
        raise RenderingFailed(_("The file of the image “%(name)s” is missing.") % {"name": image.title}) from error


def open_image(data: bytes, name: str) -> Pillow.Image:
    """The image, not decoded yet; raises ``RenderingFailed`` for what we do not decode."""
    try:
        image = Pillow.open(BytesIO(data), formats=FORMATS)
    except Pillow.DecompressionBombError as error:
        raise RenderingFailed(_too_large(name)) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise RenderingFailed(_("The image “%(name)s” is not a PNG, JPEG or WebP picture.") % {"name": name}) from error
    if image.width * image.height > MAX_PIXELS:
        raise RenderingFailed(_too_large(name))
    return image


def _too_large(name):
    return _("The image “%(name)s” has more than %(limit)s million pixels.") % {
        "name": name,
        "limit": MAX_PIXELS // 1_000_000,
    }


def printable(data: bytes, millimetres: tuple[float, float], ground: str | None, *, name: str) -> bytes:
    """The image at no more than 300 dpi in a box of this size: JPEG, or PNG where it is transparent.

    ``ground``: a colour on which a transparent image is laid (so that it need not be kept transparent).
    """
    image = open_image(data, name)
    limit = tuple(max(1, round(side * DOTS_PER_MILLIMETRE)) for side in millimetres)
    small = image.width <= limit[0] and image.height <= limit[1]
    as_it_is = image.format == "JPEG" and image.mode == "RGB" and small and not image.getexif().get(ORIENTATION)
    try:
        with whole_images():
            decoded = _upright(image, limit)
    except (OSError, SyntaxError, ValueError) as error:
        raise RenderingFailed(_("The image “%(name)s” is damaged.") % {"name": name}) from error
    return data if as_it_is else _encoded(_flat(decoded, ground))


def colour_counts(data: bytes, name: str) -> list[tuple[int, str]]:
    """[(pixels, "#rrggbb")] of the few colours that a picture is made of. Raises ``RenderingFailed``."""
    image = open_image(data, name)
    try:
        with whole_images():
            small = _upright(image, SWATCH).convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise RenderingFailed(_("The image “%(name)s” is damaged.") % {"name": name}) from error
    data = small.tobytes()
    opaque = b"".join(data[at : at + 3] for at in range(0, len(data), 4) if data[at + 3] > OPAQUE)
    strip = Pillow.frombytes("RGB", (len(opaque) // 3, 1), opaque) if opaque else Pillow.new("RGB", (1, 1), WHITE)
    few = strip.quantize(INKS, method=Pillow.Quantize.MEDIANCUT)
    colours = few.getpalette()
    return [(count, "#" + bytes(colours[3 * i : 3 * i + 3]).hex()) for count, i in few.getcolors()]


#: Pixels of a picture that are looked at for its colours, how many colours, and from which opacity on a pixel counts.
SWATCH, INKS, OPAQUE = (96, 96), 8, 128


@contextmanager
def whole_images():
    """A context in which a truncated image is an error; WeasyPrint makes Pillow draw the rest of it grey."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


ORIENTATION = 0x0112


def _upright(image, limit):
    image.draft("RGB", limit)
    image = ImageOps.exif_transpose(image)
    transparent = image.has_transparency_data
    image = image.convert("RGBA" if transparent else "RGB")
    image.thumbnail(limit)
    return image


def _flat(image, ground):
    if image.mode == "RGBA" and ground:
        paper = Pillow.new("RGBA", image.size, ground)
        return Pillow.alpha_composite(paper, image).convert("RGB")
    return image


def _encoded(image):
    file = BytesIO()
    if image.mode == "RGBA":
        image.save(file, "PNG")
    else:
        image.save(file, "JPEG", quality=92, subsampling=0)
    return file.getvalue()

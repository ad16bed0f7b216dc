"""An SVG of a stranger as a PDF: WeasyPrint runs no script and knows no foreignObject; here it also reads nothing."""

import base64
import logging
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import unquote_to_bytes

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image as Pillow
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.svg import SVG
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from .fetching import MediaFetcher
from .refusing import Refused

NAME = "media:artwork"
#: Elements of one picture. A map of the world has some thousands.
MAX_ELEMENTS = 100_000
#: Pictures that may lie inside the SVG itself: the ones that an upload may be.
EMBEDDED = ("PNG", "JPEG", "WEBP")
EMBEDDED_PIXELS = 40_000_000


def svg_pixels(data: bytes) -> tuple[float, float]:
    """Width and height in CSS pixels, as the root says, or its view box. Raises ``Refused``."""
    root, fetcher = _parsed(data), PictureFetcher(data)
    with refusing(fetcher):
        svg = SVG(root, NAME, None, fetcher)
        (width, height), box = svg.get_intrinsic_size(16), svg.get_viewbox()
    if box and len(box) == 4 and min(box[2:]) > 0:
        ratio = box[2] / box[3]
        width = width or (height * ratio if height else box[2])
        height = height or width / ratio
    if not (width and height):
        raise Refused("size")
    return width, height


def _parsed(data):
    try:
        # A DOCTYPE alone is harmless, and some programs write one; entities can grow without end.
        root = ElementTree.fromstring(data, forbid_entities=True)
    except DefusedXmlException as error:
        raise Refused("entities") from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise Refused("damaged") from error
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise Refused("damaged")
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise Refused("long")
    return root


def svg_as_pdf(data: bytes, width: float, height: float) -> bytes:
    """The picture on one page of these millimetres. Raises ``Refused`` where any of it could not be drawn."""
    fetcher, faults = PictureFetcher(data), Faults()
    page = f"@page {{ size: {width}mm {height}mm; margin: 0 }} body {{ margin: 0 }}"
    image = f"img {{ display: block; width: {width}mm; height: {height}mm }}"
    markup = f'<style>{page} {image}</style><img src="{NAME}" alt="">'
    logging.getLogger("weasyprint").addHandler(faults)
    # WeasyPrint has Pillow draw grey what is missing of a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with refusing(fetcher):
        pdf = HTML(string=markup, url_fetcher=fetcher).write_pdf()
    if fetcher.refused:
        raise Refused("external")
    if faults.found:
        raise Refused("damaged")
    return pdf


@contextmanager
def refusing(fetcher):
    """A context in which what WeasyPrint raises, of every kind, says why the file is refused."""
    try:
        yield
    except MemoryError:
        raise
    except (Exception, FatalURLFetchingError) as error:
        raise Refused("external" if fetcher.refused else "damaged") from error


class Faults(logging.Handler):
    """Errors of an SVG leave a hole in the page: WeasyPrint reports them to its log alone."""

    found = False

    def emit(self, record):
        self.found = self.found or record.levelno >= logging.ERROR


class PictureFetcher(MediaFetcher):
    """Answers the SVG itself and the pictures written into it; whatever else it asks for is noted and refused."""

    def __init__(self, svg: bytes):
        super().__init__({})
        self._svg, self.refused = svg, []

    def fetch(self, url, headers=None):
        if url == NAME:
            return URLFetcherResponse(url, self._svg, {"Content-Type": "image/svg+xml"})
        if body := embedded(url):
            return URLFetcherResponse(url, body, {"Content-Type": "image/png"})
        self.refused.append(url)
        return super().fetch(url, headers)


def embedded(url: str) -> bytes:
    """The bytes of a ``data:`` address, if they are a picture of a kind and size that may be decoded, else none."""
    head, _comma, body = url.partition(",")
    if not head.lower().startswith("data:image/"):
        return b""
    try:
        data = unquote_to_bytes(body)
        data = base64.b64decode(data) if head.lower().endswith(";base64") else data
        picture = Pillow.open(BytesIO(data), formats=EMBEDDED)
    except (ValueError, OSError, SyntaxError, Pillow.DecompressionBombError):
        return b""
    return data if picture.width * picture.height <= EMBEDDED_PIXELS else b""

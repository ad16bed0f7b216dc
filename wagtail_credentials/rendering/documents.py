"""A design and the values of recipients, as documents. WeasyPrint lays out, in this folder and nowhere else."""

import json
import threading
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from ..domain.design import LOGO, design_markup, logo_key, media_keys, qr_key, shrinks
from ..domain.styles import design_css
from ..exceptions import RenderingFailed
from .fetching import MediaFetcher
from .fitting import align, largest_fitting, overflowing
from .images import load_logo, load_media
from .pictures import picture
from .qr import qr_png
from .vectors import page_svg


class Document(NamedTuple):
    """One credential's files: a PDF of one page, and a PNG of that page."""

    pdf: bytes
    picture: bytes


class Fonts:
    """The process's one font configuration: a new one for each document would leak, and look up every font again.

    Pango is not safe for threads, so ``lock`` is held while it is used.
    """

    lock = threading.RLock()

    @cached_property
    def configuration(self):
        return FontConfiguration()


fonts = Fonts()


class Renderer:
    """Draws one design for many recipients. Reads the design's images once, when made.

    ``design`` is ``CredentialTemplate.design``; ``media`` the bytes of its images where the site does not have them.
    Raises ``RenderingFailed`` where an image cannot be used.
    """

    def __init__(self, design: dict, media: dict[str, bytes] | None = None):
        self.design = design
        self._media = load_media(design) if media is None else media
        self._codes = {qr_key(e) for e in design["elements"] if e["type"] == "qr_code"}
        self._keys = media_keys(design)
        self._decoded = {}
        with fonts.lock:
            self._css = _css(design)

    def render(self, values: dict[str, str], *, title: str, url: str) -> Document:
        """The document of one recipient: the same bytes for the same input.

        ``values``: what each placeholder says; ``title``: the document's own; ``url``: what the QR code opens.
        Raises ``RenderingFailed``.
        """
        pdf = self.pdf(values, title=title, url=url)
        try:
            return Document(pdf, picture(pdf, transparent=self.design.get("kind") == "badge"))
        except Exception as error:
            raise RenderingFailed(_("The picture of the document could not be drawn.")) from error

    def pdf(self, values: dict[str, str], *, title: str, url: str) -> bytes:
        """The PDF alone, tagged, one page. Raises ``RenderingFailed``."""
        try:
            fetcher = self._fetcher(values, url)
            with fonts.lock:
                return _written(self._fitted({**self.design, "title": title}, values, fetcher))
        # WeasyPrint lets errors of every kind through from plain markup; FatalURLFetchingError is no Exception.
        except (Exception, FatalURLFetchingError) as error:
            raise _not_drawn(error) from error

    def svg(self, values: dict[str, str], *, title: str, url: str) -> str:
        """The page as SVG, letters as outlines. Raises ``RenderingFailed``."""
        page = self.design["page"]
        try:
            fetcher = self._fetcher(values, url)
            with fonts.lock:
                document = self._fitted({**self.design, "title": title}, values, fetcher)
                return page_svg(document, (page["width"], page["height"]), title)
        except (Exception, FatalURLFetchingError) as error:
            raise _not_drawn(error) from error

    def _fetcher(self, values, url):
        self._take_logo(values)
        return MediaFetcher({**self._media, **{key: qr_png(url, f"#{key[-6:]}") for key in self._codes}})

    def size_of(self, element: dict, values: dict[str, str]) -> float | None:
        """The size in points at which this shrinking text fits its box; None where none of its sizes does."""
        fetcher = MediaFetcher({})
        with fonts.lock:
            full = overflowing(self._laid_out(self.design, values, fetcher, self._css, keys=set()).pages[0])
            return self._fitting_size(element, values, fetcher) if full else float(element["size"])

    def _take_logo(self, values):
        """Read the issuer's logo once, however many documents show it."""
        key = logo_key(values)
        if key and key not in self._keys and (logo := load_logo(self.design, int(values[LOGO]))):
            self._media[key] = logo
            self._keys = self._keys | {key}

    def _fitted(self, design, values, fetcher):
        """The page laid out, every text that may shrink at the largest size that fits its box."""
        document = self._laid_out(design, values, fetcher, self._css)
        full = {i for i in overflowing(document.pages[0]) if shrinks(design["elements"][i])}
        if full:
            document = self._shrunk(full, design, values, fetcher)
        align(document.pages[0], design["elements"])
        return document

    def _shrunk(self, full, design, values, fetcher):
        sizes = {index: self._fitting_size(design["elements"][index], values, fetcher) for index in sorted(full)}
        cut = {index for index, size in sizes.items() if size is None}
        sizes = {index: size or design["elements"][index]["minimum_size"] for index, size in sizes.items()}
        return self._laid_out(design, values, fetcher, self._css, sizes=sizes, cut=cut)

    def _fitting_size(self, element, values, fetcher):
        alone = {**self.design, "elements": [element]}
        css = _css(alone)

        def fits(size):
            document = self._laid_out(alone, values, fetcher, css, sizes={0: size}, keys=set())
            return not overflowing(document.pages[0])

        return largest_fitting(float(element["minimum_size"]), float(element["size"]), fits)

    def _laid_out(self, design, values, fetcher, css, *, keys=None, **fitted):
        markup = design_markup(design, values, self._keys if keys is None else keys, **fitted)
        # QR codes differ under one name, so decoded images are kept apart from what this document decodes.
        cache = dict(self._decoded)
        document = HTML(string=markup, url_fetcher=fetcher).render(
            font_config=fonts.configuration, stylesheets=[css], cache=cache, pdf_variant="pdf/ua-1"
        )
        self._decoded.update({key: image for key, image in cache.items() if key in self._media})
        return document


def _not_drawn(error):
    reason = _("The document could not be drawn: %(reason)s")
    return RenderingFailed(reason % {"reason": f"{type(error).__name__}: {error}"[:300]})


def fitted_size(element: dict, design: dict, values: dict[str, str]) -> tuple[float, bool]:
    """The size in points at which a text of the design that shrinks is drawn, and whether it fits its box so.

    Raises ``RenderingFailed``.
    """
    page = {"width": design["page"]["width"], "height": design["page"]["height"], "background": None}
    alone = {"title": "", "language": design.get("language", ""), "page": page, "elements": [element]}
    try:
        return _fitted_size(json.dumps(alone, default=str, sort_keys=True), tuple(sorted(values.items())))
    except Exception as error:
        raise _not_drawn(error) from error


@lru_cache(maxsize=512)
def _fitted_size(alone, values):
    """Asked again with every change on the canvas, of elements that mostly stay as they are."""
    design = json.loads(alone)
    element = design["elements"][0]
    size = Renderer(design).size_of(element, dict(values))
    return (size, True) if size else (float(element["minimum_size"]), False)


def _css(design):
    return CSS(string=design_css(design), font_config=fonts.configuration, url_fetcher=MediaFetcher({}))


def _written(document):
    # Nothing flows, so there is one page; were there ever more, the first is the credential.
    return document.copy(document.pages[:1]).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"credential")

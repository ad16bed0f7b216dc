"""Artwork made elsewhere, as one picture of a whole page: PNG, JPEG and WebP as they are, PDF and SVG drawn."""

import json
import logging
import subprocess
import sys
from os import environ, pathsep
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exceptions import ArtworkRejected, RenderingFailed
from .images import MAX_PIXELS, ORIENTATION, open_image, whole_images

logger = logging.getLogger(__name__)

#: Bytes of an upload; an SVG, which is text, is never near it.
MAX_BYTES, MAX_SVG_BYTES = 50 * 1024 * 1024, 10 * 1024 * 1024
#: Seconds until a process that draws is given up; its own bound is on the processor's time.
PATIENCE = 25
#: Dots per inch below which a picture's own word about its size is a screen's habit (72, 96), not a size in print.
PRINTED = 100
ENDINGS = ("png", "jpg", "jpeg", "webp", "pdf", "svg")

REASONS = {
    "password": gettext_lazy("The PDF is protected with a password. Save it without one."),
    "damaged": gettext_lazy("The file is damaged, or holds what cannot be drawn here. Export it again, or as a PNG."),
    "size": gettext_lazy("The page must be between 10 and 2000 millimetres wide and high."),
    "entities": gettext_lazy("The SVG defines entities of its own. Export it without, or as a PDF."),
    "long": gettext_lazy("The SVG has too many parts. Export it as a PDF or PNG."),
    "external": gettext_lazy("The SVG refers to other files, which are not read. Embed them, or export it as a PDF."),
}
TOO_MUCH = gettext_lazy("Drawing this file takes too much time or memory. Export it as a PNG.")


class Artwork(NamedTuple):
    """A picture (PNG, JPEG or WebP), and the millimetres that its file says it measures, or None."""

    data: bytes
    ending: str
    pixels: tuple[int, int]
    millimetres: tuple[float, float] | None


def is_artwork(data: bytes, name: str) -> bool:
    """Whether the file is a picture or a PDF, or at least called one."""
    return bool(_kind(data)) or Path(name).suffix.lower().lstrip(".") in ENDINGS


def read_artwork(data: bytes, name: str) -> Artwork:
    """The file as a picture, whatever it is called. Raises ``ArtworkRejected``."""
    kind = _kind(data)
    limit = MAX_SVG_BYTES if kind == "svg" else MAX_BYTES
    if len(data) > limit:
        raise ArtworkRejected(_("The file is larger than %(mb)s MB.") % {"mb": limit >> 20})
    if not kind:
        raise ArtworkRejected(_("“%(name)s” is not a PNG, JPEG, WebP, SVG or PDF file.") % {"name": name})
    return _picture(data, name) if kind == "picture" else _drawn(data, kind)


def _kind(data):
    if data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<"):
        return "svg" if b"<svg" in head or head.startswith(b"<?xml") else ""
    # A PDF may have some rubbish before it; a template file may talk of PDFs.
    return "pdf" if b"%PDF-" in data[:1024] and not head.startswith((b"{", b"[", b"PK")) else ""


def _picture(data, name):
    try:
        image = open_image(data, name)
        with whole_images():
            image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise ArtworkRejected(_("The image “%(name)s” is damaged.") % {"name": name}) from error
    except RenderingFailed as error:
        raise ArtworkRejected(str(error)) from error
    sides, dots = image.size, image.info.get("dpi") or (0, 0)
    if image.getexif().get(ORIENTATION, 1) > 4:
        sides, dots = sides[::-1], dots[::-1]
    printed = all(PRINTED <= dot <= 2400 for dot in dots)
    millimetres = tuple(side / float(dot) * 25.4 for side, dot in zip(sides, dots, strict=True)) if printed else None
    return Artwork(data, image.format.lower(), sides, millimetres)


def _drawn(data, kind):
    answer, _line, png = _answer(data, kind).partition(b"\n")
    try:
        answer = json.loads(answer)
    except ValueError as error:  # it was killed, by its bounds most likely
        raise ArtworkRejected(str(TOO_MUCH)) from error
    if "refused" in answer:
        raise ArtworkRejected(str(REASONS[answer["refused"]]))
    return Artwork(png, "png", open_image(png, kind).size, (answer["width"], answer["height"]))


def _answer(data, kind):
    command = [interpreter(), "-m", "wagtail_credentials.rendering.rasterising", kind, str(MAX_PIXELS)]
    paths = {"PYTHONPATH": pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, env={**environ, **paths})
    except subprocess.TimeoutExpired as error:
        raise ArtworkRejected(str(TOO_MUCH)) from error
    if done.returncode:
        logger.warning("The drawing of a %s ended with %s: %s", kind, done.returncode, done.stderr[-500:])
    return done.stdout


def interpreter() -> str:
    """Python's own program; a server that embeds Python, such as uWSGI, calls itself ``sys.executable``."""
    if "python" in Path(sys.executable or "").name.lower():
        return sys.executable
    return str(Path(sys.prefix) / "bin" / "python3")

"""The process in which a stranger's PDF or SVG is drawn: ``python -m … pdf|svg MAX_PIXELS <file >answer``.

A process of its own, because neither PDFium nor WeasyPrint can be stopped: there are files that take them hours, or all
memory. This one is bounded in both, opens nothing but its standard input, and knows no Django. The answer is a line of
JSON, ``{"width", "height"}`` in millimetres, and the PNG behind it; or ``{"refused": reason}`` alone.
"""

import json
import math
import sys
from io import BytesIO

import pypdfium2

from .refusing import Refused

try:
    import resource
except ImportError:  # Windows: there the parent's clock is the only bound
    resource = None

SECONDS, MEMORY = 15, 2 << 30
MILLIMETRES_PER_POINT, DOTS_PER_POINT = 25.4 / 72, 300 / 72
#: Millimetres of a side, as of a template's page and an element on it.
SMALLEST, LARGEST = 10, 2000
WHITE, CLEAR = (255, 255, 255, 255), (255, 255, 255, 0)


def main(kind: str, max_pixels: str) -> None:
    bound_resources()
    data, answer = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        size, png = DRAW[kind](data, int(max_pixels))
    except Refused as refused:
        answer.write(json.dumps({"refused": str(refused)}).encode())
    else:
        answer.write(json.dumps(size).encode() + b"\n" + png)


def bound_resources():
    for name, bound in (("RLIMIT_CPU", SECONDS), ("RLIMIT_AS", MEMORY)) if resource else ():
        try:
            resource.setrlimit(getattr(resource, name), (bound, bound))
        except (ValueError, OSError):  # a lower bound holds already; macOS has none of memory
            continue


def draw_pdf(data: bytes, max_pixels: int, ground=WHITE) -> tuple[dict, bytes]:
    """The first page: its size, and a PNG at 300 dpi, or at as many as the pixels allow."""
    try:
        page = pypdfium2.PdfDocument(data)[0]
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error
    size = checked(*(side * MILLIMETRES_PER_POINT for side in page.get_size()))
    scale = min(DOTS_PER_POINT, math.sqrt(max_pixels / math.prod(page.get_size())) * 0.999)
    return size, as_png(page.render(scale=scale, fill_color=ground, maybe_alpha=ground == CLEAR).to_pil())


def checked(width: float, height: float) -> dict:
    if not (min(width, height) >= SMALLEST and max(width, height) <= LARGEST):
        raise Refused("size")
    return {"width": width, "height": height}


def as_png(image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", compress_level=3, dpi=(300, 300))
    return file.getvalue()


def draw_svg(data: bytes, max_pixels: int) -> tuple[dict, bytes]:
    """The whole picture on clear ground: its size, and a PNG."""
    from .svg import svg_as_pdf, svg_pixels  # noqa: PLC0415 -- WeasyPrint: slow, and a PDF needs none of it

    size = checked(*(side * 25.4 / 96 for side in svg_pixels(data)))
    return size, draw_pdf(svg_as_pdf(data, **size), max_pixels, CLEAR)[1]


DRAW = {"pdf": draw_pdf, "svg": draw_svg}

if __name__ == "__main__":
    main(*sys.argv[1:])

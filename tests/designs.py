"""Designs and documents for tests of drawing: made small, and read back."""

from io import BytesIO

import zxingcpp
from PIL import Image
from pypdf import PdfReader

TEXT = {"x": 10, "y": 10, "width": 100, "height": 20, "font": "Noto Serif", "size": 14, "colour": "#1f2933"}


def text(content, **values):
    return {"type": "text", "text": content, **TEXT, **values}


def qr_code(**values):
    return {"type": "qr_code", "x": 150, "y": 100, "width": 40, "height": 40, "colour": "#14304f", **values}


def signature(**values):
    defaults = {"x": 10, "y": 100, "width": 60, "height": 30, "font": "Noto Serif", "size": 10, "colour": "#1f2933"}
    return {"type": "signature", "name": "Ada Signer", "role": "Director", "image": None, **defaults, **values}


def line(**values):
    defaults = {"x": 10, "y": 90, "width": 60, "height": 10, "colour": "#1f2933", "thickness": 0.3}
    return {"type": "line", "frame": False, "radius": 0, "fill": "", **defaults, **values}


def make_design(*elements, kind="certificate", language="en", **page):
    page = {"width": 210, "height": 148, "background": None, "background_colour": "#ffffff", **page}
    return {"title": "Certificate", "language": language, "kind": kind, "page": page, "elements": list(elements)}


def words(pdf: bytes) -> str:
    """The text of a document, in the order in which it is read."""
    return PdfReader(BytesIO(pdf)).pages[0].extract_text()


def codes(picture: bytes) -> list[str]:
    """What the QR codes of a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("RGB"))]

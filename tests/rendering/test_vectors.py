import re
from io import BytesIO
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image, ImageChops
from weasyprint import HTML

from tests.designs import line, make_design, qr_code, text
from wagtail_credentials.rendering.documents import Renderer

URL = "https://school.example.org/c/1/"
SVG = "{http://www.w3.org/2000/svg}"


def shape(**values):
    return {"type": "shape", "x": 20, "y": 20, "width": 60, "height": 60, "thickness": 0, "fill": "#14304f", **values}


def svg_of(*elements, values=None, title="Badge", **page):
    design = make_design(*elements, kind="badge", **page)
    return Renderer(design).svg({"recipient.name": "Zoë", **(values or {})}, title=title, url=URL)


def pixels(pdf):
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return picture


def redrawn(svg, width=210, height=148):
    """The SVG as it looks, drawn by a program that did not write it down."""
    page = f"@page {{ size: {width}mm {height}mm; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}"
    return pixels(HTML(string=f"<style>{page}</style>{svg}").write_pdf())


def difference(one, other):
    """The part of the page on which two pictures differ clearly."""
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(histogram[96:]) / (one.width * one.height)


NAMES = ["Zoë", "عبد الرحمن", "श्रीलक्ष्मी", "欧阳静怡"]
ELEMENTS = [
    shape(shape="shield", colour="#d8a93a", thickness=2),
    shape(shape="laurel"),
    shape(shape="guilloche", fill="", colour="#14304f", thickness=0.5),
    line(frame=True, x=20, y=20, height=40, thickness=3, fill="#d8a93a", radius=12),
    line(thickness=2),
    text("Schrift, die schrumpft, wo sie nicht passt", size=60, minimum_size=6, width=60),
    text("[recipient.name]", size=40, letter_spacing=4, bold=True, uppercase=True),
    qr_code(),
]
CASES = [*((element, "Zoë") for element in ELEMENTS), *((text("[recipient.name]", size=48), name) for name in NAMES)]


@pytest.mark.parametrize(("element", "name"), CASES)
def test_the_svg_looks_as_the_document(element, name):
    design, values = make_design(element, kind="badge"), {"recipient.name": name}
    drawing = Renderer(design)

    document = pixels(drawing.pdf(values, title="T", url=URL))
    vector = redrawn(drawing.svg(values, title="T", url=URL))

    assert difference(document, Image.new("RGB", document.size, "#ffffff")) > 0.001
    assert difference(document, vector) < 0.0005


def test_it_needs_nothing_from_elsewhere():
    svg = svg_of(shape(), text("[recipient.name]"), qr_code())

    assert "<text" not in svg
    assert "font" not in svg
    assert re.findall(r'(?:href|src)="(?!data:)', svg) == []
    assert re.findall(r"url\((?!#)", svg) == []
    assert svg.count("http") == 1


def test_it_has_the_size_and_the_title_and_no_ground():
    root = ElementTree.fromstring(svg_of(shape(shape="ellipse"), title="Tea & <Cake>", width=100, height=50))

    assert (root.get("width"), root.get("height"), root.get("role")) == ("100mm", "50mm", "img")
    assert root.find(f"{SVG}title").text == "Tea & <Cake>"
    assert [path.get("fill") for path in root.iter(f"{SVG}path")][-1] == "#14304f"
    assert "#ffffff" not in ElementTree.tostring(root, encoding="unicode")


def test_the_same_input_gives_the_same_svg():
    assert svg_of(shape(), text("[recipient.name]")) == svg_of(shape(), text("[recipient.name]"))


def png(colour):
    file = BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, "PNG")
    return file.getvalue()


def test_pictures_of_the_design_are_inside():
    box = {"type": "image", "x": 0, "width": 210, "height": 50}
    plain, told = {**box, "image": 7, "y": 0}, {**box, "image": 8, "y": 50, "alternative_text": "Crest"}
    media = {"media:image/7": png("#ff0000"), "media:image/8": png("#00ff00"), "media:background": png("#0000ff")}
    drawing = Renderer(make_design(plain, told, kind="badge", background=9), media)

    document = pixels(drawing.pdf({}, title="T", url=URL))
    vector = redrawn(drawing.svg({}, title="T", url=URL))

    seen = [[picture.getpixel((595, y)) for y in (140, 420, 700)] for picture in (document, vector)]
    assert seen == [[(255, 0, 0), (0, 255, 0), (0, 0, 255)]] * 2

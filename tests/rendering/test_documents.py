import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.designs import codes, line, make_design, qr_code, signature, text, words
from wagtail_credentials.exceptions import RenderingFailed
from wagtail_credentials.rendering.documents import Renderer

URL = "https://school.example.org/c/0d9f8a52-6a0e-4c8b-9c1b-5f3f6a7b8c9d/"
NASTY = '<script>x</script> {{ settings }} {% load x %} [recipient.email] javascript:x file:///etc/passwd & "q"'


def draw(design, values=None, title="Certificate of Ann", url=URL):
    return Renderer(design).render(values or {}, title=title, url=url)


def test_a_document_is_one_tagged_page_of_the_size_of_the_design():
    design = make_design(text("Hello"), line(), signature(), width=200, height=100, language="de")

    reader = PdfReader(BytesIO(draw(design).pdf))

    assert len(reader.pages) == 1
    millimetres = [round(float(side) / 72 * 25.4, 1) for side in (reader.pages[0].mediabox[2:])]
    assert millimetres == [200, 100]
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Certificate of Ann", "de")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.xmp_metadata.rdf_root.toxml().count("pdfuaid:part") > 0


def test_there_is_one_page_whatever_flows_over():
    design = make_design(text("word " * 900, y=140), text("[recipient.name]" * 3, y=200), line(y=500, height=900))

    reader = PdfReader(BytesIO(draw(design, {"recipient.name": "long " * 300}).pdf))

    assert len(reader.pages) == 1


def test_elements_are_read_in_their_order_not_in_that_of_their_place():
    design = make_design(text("third", y=90), text("first", y=10), signature(), text("second", y=50))

    assert words(draw(design).pdf).split() == ["third", "first", "Ada", "Signer", "Director", "second"]


def test_what_people_type_comes_out_as_those_very_characters():
    design = make_design(text("[recipient.name]", width=190))

    pdf = draw(design, {"recipient.name": NASTY, "recipient.email": "ann@example.org"}).pdf

    assert "".join(words(pdf).split()) == "".join(NASTY.split())
    assert "/Annots" not in PdfReader(BytesIO(pdf)).pages[0]


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Ångström",
        "AT&T & Söhne",
        "Αλέξανδρος",
        "Ольга",
        "김민준",
        "高橋さくら",
        "歐陽修文",
        "דוד בן גוריון",
        "Null",
    ],
)
def test_names_in_any_script_can_be_read_back(name):
    design = make_design(text("[recipient.name]", width=190, size=30))

    assert words(draw(design, {"recipient.name": name}).pdf).split() == name.split()


def test_a_picture_shows_the_page():
    picture = Image.open(
        BytesIO(draw(make_design(text("x"), width=200, height=100, background_colour="#ff0000")).picture)
    )

    assert (picture.size, picture.convert("RGB").getpixel((5, 5))) == ((1400, 700), (255, 0, 0))


def test_a_badge_s_picture_is_clear_where_nothing_is_drawn_and_a_certificate_s_white():
    seal = line(x=25, y=25, width=50, height=50, frame=True, fill="#112233")
    square = {"width": 100, "height": 100}

    badge = Image.open(BytesIO(draw(make_design(seal, kind="badge", **square)).picture)).convert("RGBA")
    certificate = Image.open(BytesIO(draw(make_design(seal, **square)).picture)).convert("RGBA")

    assert (badge.getpixel((2, 2))[3], certificate.getpixel((2, 2))) == (0, (255, 255, 255, 255))
    assert badge.getpixel((700, 700)) == certificate.getpixel((700, 700)) == (0x11, 0x22, 0x33, 255)


def test_qr_codes_open_the_address_in_every_colour():
    design = make_design(qr_code(), qr_code(x=10, colour="#8a1c1c"))

    assert codes(draw(design).picture) == [URL, URL]


def test_a_renderer_draws_each_recipient_s_own_code():
    renderer = Renderer(make_design(qr_code()))

    drawn = [codes(renderer.render({}, title="x", url=f"{URL}{n}").picture) for n in range(3)]

    assert drawn == [[f"{URL}0"], [f"{URL}1"], [f"{URL}2"]]


def test_the_same_input_gives_the_same_bytes():
    design = make_design(text("[recipient.name]", size=40, minimum_size=8), qr_code(), signature())
    values = {"recipient.name": "Maria Wilhelmina Alexandrine von Hohenstein-Württemberg"}
    renderer = Renderer(design)
    renderer.render({"recipient.name": "Αλέξανδρος"}, title="Other", url=URL)

    again, fresh = renderer.render(values, title="Title", url=URL), draw(design, values, "Title")

    assert again == fresh


def test_the_same_input_gives_the_same_bytes_in_another_process():
    design = make_design(text("Name"), qr_code())
    program = (
        "import django; django.setup(); from wagtail_credentials.rendering.documents import Renderer; import sys;"
        f"sys.stdout.buffer.write(Renderer({design!r}).pdf({{}}, title='Title', url={URL!r}))"
    )

    elsewhere = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout

    assert elsewhere == draw(design, title="Title").pdf


def test_a_rendering_that_fails_says_why():
    with pytest.raises(RenderingFailed, match="could not be drawn: DataOverflowError"):
        draw(make_design(qr_code()), url="x" * 5000)

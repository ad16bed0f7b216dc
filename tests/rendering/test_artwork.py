import http.server
import threading
from io import BytesIO

import pytest
from PIL import Image

from tests.artwork import copies_of_copies, embedded, forms_in_forms, locked_pdf, pdf, picture, svg
from wagtail_credentials.exceptions import ArtworkRejected
from wagtail_credentials.rendering import artwork
from wagtail_credentials.rendering.artwork import is_artwork, read_artwork

RED = '<rect width="297" height="210" fill="#ff0000"/>'


def opened(read):
    return Image.open(BytesIO(read.data))


def refusal(data, name="design"):
    with pytest.raises(ArtworkRejected) as caught:
        read_artwork(data, name)
    return str(caught.value)


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp")])
def test_a_picture_stays_as_it_is_whatever_it_is_called(kind, ending):
    data = picture(kind=kind)

    read = read_artwork(data, "design.pdf")

    assert read == (data, ending, (1200, 848), None)


@pytest.mark.parametrize(("dpi", "millimetres"), [(300, (101.6, 50.8)), (72, None), (96, None)])
def test_a_picture_made_for_print_knows_its_size(dpi, millimetres):
    read = read_artwork(picture((1200, 600), "JPEG", dpi=(dpi, dpi)), "x")

    assert read.millimetres == (millimetres and pytest.approx(millimetres))


def test_a_picture_taken_sideways_is_measured_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert read_artwork(picture((300, 150), "JPEG", exif=exif), "x").pixels == (150, 300)


def test_the_first_page_of_a_pdf_is_drawn_at_300_dpi():
    read = read_artwork(pdf((297, 210), (50, 50)), "x")

    assert read.millimetres == pytest.approx((297, 210), abs=0.1)
    assert (opened(read).size, opened(read).getpixel((9, 9))) == ((3508, 2481), (255, 255, 255))


def test_a_large_page_is_drawn_with_as_many_pixels_as_are_allowed():
    width, height = read_artwork(pdf((1189, 841)), "x").pixels

    assert 39_000_000 < width * height <= 40_000_000


def test_an_svg_is_drawn_and_keeps_clear_what_is_clear():
    read = read_artwork(svg('<rect width="100" height="210" fill="#ff0000"/>'), "x")

    assert read.millimetres == pytest.approx((297, 210))
    assert [opened(read).getpixel(point) for point in ((300, 900), (3000, 900))] == [
        (255, 0, 0, 255),
        (255, 255, 255, 0),
    ]


def test_pictures_inside_an_svg_are_drawn():
    read = read_artwork(svg(embedded(picture(colour="#0000ff"))), "x")

    assert opened(read).getpixel((1700, 1200)) == (0, 0, 255, 255)


def test_an_svg_without_a_size_takes_that_of_its_view_box():
    assert read_artwork(svg(RED, size=""), "x").millimetres == pytest.approx((78.58, 55.56), abs=0.01)


def test_scripts_and_foreign_markup_of_an_svg_are_not_drawn():
    script = '<script>while (true) {}</script><foreignObject width="9" height="9"><p>x</p></foreignObject>'

    read = read_artwork(svg(f'<g onload="alert(1)">{RED}</g>{script}'), "x")

    assert opened(read).getcolors() == [(3508 * 2481, (255, 0, 0, 255))]


def test_a_doctype_alone_does_no_harm():
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'

    assert read_artwork(svg(RED, head=head), "x").pixels == (3508, 2481)


@pytest.fixture
def asked():
    """What a server of this machine was asked for, and its address."""
    paths = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield paths, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<image href="ADDRESS/x.png" width="9" height="9"/>', "refers to other files"),
        ('<image href="file:///etc/passwd" width="9" height="9"/>', "refers to other files"),
        ("<style>@font-face { font-family: x; src: url(ADDRESS/x.ttf) }</style>", "refers to other files"),
        ("<style>@import url(ADDRESS/x.css);</style>", "cannot be drawn here"),
    ],
)
def test_an_svg_that_refers_to_other_files_is_refused_and_nothing_is_read(content, words, asked):
    paths, address = asked

    assert words in refusal(svg(content.replace("ADDRESS", address)))
    assert paths == []


@pytest.mark.parametrize(
    "content", ['<use href="ADDRESS/x.svg#a"/>', '<rect fill="url(ADDRESS/x.svg#a)" width="9" height="9"/>']
)
def test_parts_of_other_files_are_left_out(content, asked):
    paths, address = asked

    read_artwork(svg(content.replace("ADDRESS", address)), "x")

    assert paths == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg("&a;", head='<!DOCTYPE svg [<!ENTITY a "aaaaaaaa">]>'), "entities"),
        (svg("&a;", head='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "entities"),
        (svg("", head='<?xml version="1.0" encoding="utf-16"?>').decode().encode("utf-16")[:-20], "damaged"),
        (svg("<g>")[:-20], "damaged"),
        (svg("<g>" * 50_000 + "</g>" * 50_000), "damaged"),
        (svg("<g/>" * 100_001), "too many parts"),
        (svg(size='width="1e9" height="1e9"'), "between 10 and 2000 millimetres"),
        (svg(size='width="nan" height="-5"'), "between 10 and 2000 millimetres"),
        (svg(embedded(svg(RED), "svg+xml")), "refers to other files"),
        (svg(embedded(picture()[:1000])), "damaged"),
        (b"<?xml version='1.0'?><html/>", "damaged"),
        (locked_pdf(), "password"),
        (pdf()[:300], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (pdf((5, 100)), "between 10 and 2000 millimetres"),
        (pdf((3000, 100)), "between 10 and 2000 millimetres"),
        (picture()[:1000], "“design” is damaged"),
        (picture()[:20], "“design” is not a PNG"),
        (b"hello", "“design” is not a PNG, JPEG, WebP, SVG or PDF file"),
        (b"GIF89a" + bytes(100), "“design” is not a PNG, JPEG, WebP, SVG or PDF file"),
        (b"", "“design” is not a PNG, JPEG, WebP, SVG or PDF file"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(data, words):
    assert words in refusal(data)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded():
    assert "million pixels" in refusal(picture((7_000, 7_000)))


@pytest.mark.parametrize("data", [svg(copies_of_copies()), forms_in_forms()])
def test_what_takes_too_long_is_given_up(data, monkeypatch):
    monkeypatch.setattr(artwork, "PATIENCE", 4)

    assert "too much time or memory" in refusal(data)


@pytest.mark.parametrize(
    ("data", "limit", "words"), [(picture(), "MAX_BYTES", "0 MB"), (svg(), "MAX_SVG_BYTES", "0 MB")]
)
def test_files_have_a_size_beyond_which_they_are_not_read(data, limit, words, monkeypatch):
    monkeypatch.setattr(artwork, limit, 90)

    assert words in refusal(data)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (picture(), "x.json", True),
        (pdf(), "x", True),
        (b"hello", "x.PNG", True),
        (b'{"title": "<svg> and %PDF-"}', "x", False),
    ],
)
def test_artwork_is_known_by_what_it_is_or_what_it_is_called(data, name, expected):
    assert is_artwork(data, name) is expected

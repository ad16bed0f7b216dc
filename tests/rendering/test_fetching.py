from io import BytesIO

import pytest
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from wagtail_credentials.rendering.fetching import MediaFetcher

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.png"
    path.write_bytes(PNG)
    return path.as_uri()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{url}">',
        '<link rel="attachment" href="{url}">',
        '<link rel="stylesheet" href="{url}">',
        "<style>@import url({url})</style>",
        "<style>body {{ background: url({url}) }}</style>",
        "<style>@font-face {{ font-family: x; src: url({url}) }} body {{ font-family: x }}</style>x",
        '<object data="{url}"></object>',
        '<embed src="{url}">',
        '<base href="{url}"><img src="other.png">',
    ],
)
@pytest.mark.parametrize("address", ["", "http://127.0.0.1:9/x.png"])
def test_markup_that_reaches_out_ends_the_rendering(markup, address, secret):
    page = HTML(string=markup.format(url=address or secret), url_fetcher=MediaFetcher({"media:background": PNG}))

    with pytest.raises(FatalURLFetchingError):
        page.write_pdf()


def test_an_svg_drawing_reads_nothing(secret):
    image = f'<image href="{secret}" width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{image}</svg>'

    pdf = HTML(string=svg, url_fetcher=MediaFetcher({})).write_pdf()

    assert list(PdfReader(BytesIO(pdf)).pages[0].images) == []


@pytest.mark.parametrize(
    "url", ["data:text/css,x", "media:other", "media:background?x", "MEDIA:background", "//x/y", ""]
)
def test_only_exact_keys_are_answered(url):
    with pytest.raises(ValueError, match="may not read"):
        MediaFetcher({"media:background": PNG}).fetch(url)


def test_media_at_hand_are_read():
    response = MediaFetcher({"media:background": PNG}).fetch("media:background")

    assert (response.read(), response.content_type) == (PNG, "image/png")

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from pypdf import PdfReader
from wagtail.images import get_image_model

from tests.designs import make_design, text
from wagtail_credentials.exceptions import RenderingFailed
from wagtail_credentials.rendering import images
from wagtail_credentials.rendering.documents import Renderer
from wagtail_credentials.rendering.images import load_media, printable

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def encode(image, kind="PNG", **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def make_image(data, name="picture.png"):
    return get_image_model().objects.create(title=name, file=ImageFile(BytesIO(data), name=name), width=10, height=10)


def element(pk, **values):
    return {"type": "image", "image": pk, "x": 10, "y": 10, "width": 50, "height": 50, **values}


def opened(data):
    return Image.open(BytesIO(data))


def structure(element):
    """Every structure element of a document, in reading order."""
    for kid in element.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict):
            yield kid
            yield from structure(kid)


def test_a_design_s_images_are_drawn_where_they_stand():
    red = make_image(encode(Image.new("RGB", (20, 20), "#ff0000")))
    blue = make_image(encode(Image.new("RGB", (20, 20), "#0000ff"), "JPEG"), "back.jpg")
    design = make_design(element(red.pk), text("x", y=100), width=100, height=100, background=blue.pk)

    picture = opened(Renderer(design).render({}, title="x", url="https://x").picture).convert("RGB")

    inside, outside = picture.getpixel((500, 500)), picture.getpixel((100, 1300))
    assert [round(value / 255) for value in inside + outside] == [1, 0, 0, 0, 0, 1]


def test_an_image_with_a_meaning_is_a_figure_with_its_text():
    pk = make_image(encode(Image.new("RGB", (20, 20), "#ff0000"))).pk
    design = make_design(element(pk, alternative_text="The seal"), element(pk, x=80))

    pdf = Renderer(design).pdf({}, title="x", url="https://x")

    root = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    assert [element["/Alt"] for element in structure(root) if element.get("/S") == "/Figure"] == ["The seal"]


def test_an_image_is_made_no_larger_than_print_needs():
    data = printable(encode(Image.new("RGB", (3000, 1500))), (25.4, 25.4), None, name="x")

    assert (opened(data).format, opened(data).size) == ("JPEG", (300, 150))


def test_a_jpeg_of_fitting_size_is_kept_as_it_is():
    data = encode(Image.new("RGB", (300, 150)), "JPEG")

    assert printable(data, (100, 100), None, name="x") == data


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    data = printable(encode(Image.new("RGB", (300, 150)), "JPEG", exif=exif), (100, 100), None, name="x")

    assert opened(data).size == (150, 300)


def test_transparency_is_kept_or_laid_on_the_ground():
    data = encode(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "WEBP", lossless=True)

    kept, laid = printable(data, (10, 10), None, name="x"), printable(data, (10, 10), "#00ff00", name="x")

    assert (opened(kept).format, opened(kept).getpixel((5, 5))[3]) == ("PNG", 0)
    assert (opened(laid).format, [round(v / 255) for v in opened(laid).getpixel((5, 5))]) == ("JPEG", [0, 1, 0])


@pytest.mark.parametrize("data", [SVG, b"", b"%PDF-1.7", b"GIF89a", b"%!PS-Adobe-3.0 EPSF-3.0"])
def test_what_is_no_picture_of_a_known_kind_is_refused(data):
    with pytest.raises(RenderingFailed, match="“Seal” is not a PNG, JPEG or WebP picture"):
        printable(data, (10, 10), None, name="Seal")


def test_a_damaged_picture_is_refused():
    data = encode(Image.effect_noise((200, 200), 90))[:2000]

    with pytest.raises(RenderingFailed, match="“Seal” is damaged"):
        printable(data, (10, 10), None, name="Seal")


def test_more_pixels_than_the_limit_are_refused_before_decoding(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 99)

    with pytest.raises(RenderingFailed, match="“Seal” has more than 0 million pixels"):
        printable(encode(Image.new("RGB", (10, 10))), (10, 10), None, name="Seal")


def test_an_image_that_was_deleted_is_named():
    with pytest.raises(RenderingFailed, match="Image 4711 of the design no longer exists"):
        load_media(make_design(element(4711)))


def test_an_image_whose_file_is_gone_is_named():
    image = make_image(encode(Image.new("RGB", (10, 10))), "gone.png")
    image.file.storage.delete(image.file.name)

    with pytest.raises(RenderingFailed, match=r"The file of the image “gone.png” is missing"):
        load_media(make_design(element(image.pk)))


def test_images_of_a_design_take_one_query(django_assert_num_queries):
    elements = [element(make_image(encode(Image.new("RGB", (10, 10)))).pk) for _ in range(3)]

    with django_assert_num_queries(1):
        load_media(make_design(*elements))


LOGO = {"type": "logo", "x": 10, "y": 10, "width": 50, "height": 50}


def test_the_issuers_logo_is_drawn_for_each_batch_as_it_was_confirmed():
    red, blue = (make_image(encode(Image.new("RGB", (20, 20), colour))) for colour in ("red", "blue"))
    renderer = Renderer(make_design(LOGO, text("x")))

    def middle(pk):
        values = {"issuer.logo": str(pk), "issuer.name": "School"} if pk else {}
        picture = opened(renderer.render(values, title="t", url="https://x.example/").picture)
        return picture.getpixel((round(picture.width * 35 / 210), round(picture.height * 35 / 148)))[:3]

    assert [middle(red.pk), middle(blue.pk), middle(None)] == [(254, 0, 0), (0, 0, 254), (255, 255, 255)]


def test_a_logo_that_is_gone_is_told():
    with pytest.raises(RenderingFailed, match="no longer exists"):
        Renderer(make_design(LOGO)).pdf({"issuer.logo": "99999"}, title="t", url="https://x.example/")

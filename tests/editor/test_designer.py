"""The designer's canvas asks the server for the page; it gets what the document is made of."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.editor.people import make_collection, make_reviewer, make_superuser, make_user_in
from tests.factories import make_issuer, make_template
from wagtail_credentials.domain.styles import design_css
from wagtail_credentials.editor import design_reading
from wagtail_credentials.editor.design_presets import presets_for
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.models.elements import ElementsBlock, defaults
from wagtail_credentials.services.drawing import preview_document

pytestmark = pytest.mark.django_db

DRAW = "/admin/credentials/templates/draw/"
TEMPLATES = "/admin/snippets/wagtail_credentials/credentialtemplate/"
PAGE = {"page_size": "a4", "orientation": "landscape", "kind": "certificate", "background_colour": "#ffffff"}
BOX = {"x": "20", "y": "30", "width": "100", "height": "10"}


def text(words="[recipient.name]", **values):
    return {"type": "text", "value": {**BOX, "text": words, "font": "Noto Serif", "size": "14", **values}}


def draw(client, *elements, address=DRAW, fields=(), **page):
    data = {"page": {**PAGE, **page}, "fields": list(fields), "elements": list(elements)}
    return client.post(address, json.dumps(data), content_type="application/json")


@pytest.fixture
def editor(client):
    client.force_login(make_superuser())
    return client


def test_page_is_drawn_with_the_css_of_the_document(editor):
    template = make_template()
    elements = [{"type": block.block_type, "value": dict(block.value)} for block in template.elements]

    answer = draw(editor, *elements, address=f"/admin/credentials/templates/{template.pk}/draw/").json()

    assert answer["css"] == design_css(template.design)
    assert answer["page"] == {"width": 297, "height": 210}
    assert answer["problems"] == answer["missing"] == []
    assert "Zoë Ångström" in answer["markup"]
    assert 'data-element="2"' in answer["markup"]


def test_nothing_is_saved_by_drawing(editor):
    draw(editor, text())

    assert not CredentialTemplate.objects.exists()


def test_own_fields_say_their_example(editor):
    fields = [{"name": "grade", "label": "Grade", "type": "text", "example": "With distinction"}]

    assert "With distinction" in draw(editor, text("[field.grade]"), fields=fields).json()["markup"]


def test_dates_are_written_as_the_placeholder_says(editor):
    answer = draw(editor, text("[credential.issued_on|Y-m-d]", minimum_size="8")).json()

    assert "2026-09-30" in answer["markup"]


def test_longest_name_can_be_tried(editor):
    answer = draw(editor, text(), address=f"{DRAW}?mode=longest").json()

    assert "Papadopoulos-Konstantinides" in answer["markup"]


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_pictures_have_addresses(editor):
    image = get_image_model().objects.create(title="Seal", file=get_test_image_file())
    picture = {"type": "image", "value": {**BOX, "image": image.pk}}
    code = {"type": "qr_code", "value": {**BOX, "colour": "#14304f"}}

    media = draw(editor, picture, code, background=image.pk).json()["media"]

    assert set(media) == {f"media:image/{image.pk}", "media:background", "media:qr/14304f"}
    assert media["media:background"].startswith("/media/images/")
    assert media["media:qr/14304f"].startswith("data:image/png;base64,")


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_issuer_on_the_form_lends_its_logo(editor):
    logo = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    issuer = make_issuer(logo=logo)

    answer = draw(editor, {"type": "logo", "value": BOX}, issuer=issuer.pk).json()

    assert set(answer["media"]) == {f"media:image/{logo.pk}"}
    assert f'<img src="media:image/{logo.pk}" alt="Open School">' in answer["markup"]


def test_issuer_of_another_collection_lends_nothing(client):
    issuer = make_issuer(title="Foreign school", collection=make_collection("Zoology"))
    client.force_login(make_user_in(make_collection("Botany"), "add_credentialtemplate"))

    assert "Foreign school" not in draw(client, text("[issuer.name]"), issuer=issuer.pk).json()["markup"]


def test_what_is_typed_wrong_is_named_and_the_rest_is_drawn(editor):
    answer = draw(editor, text("First", width="wide"), text("Second", colour="red; } body { display: none")).json()

    assert "First" in answer["markup"]
    assert "Second" in answer["markup"]
    assert "display: none" not in answer["css"]
    assert [(problem["element"], problem["field"]) for problem in answer["problems"]] == [(0, "width"), (1, "colour")]
    assert answer["problems"][0]["message"] == "Enter a number."


def test_placeholder_that_nothing_fills_is_named_at_once(editor):
    fields = [{"name": "grade"}]

    answer = draw(editor, text("[field.grade] [field.grad] [recipient.nam]"), fields=fields).json()

    assert [(problem["element"], problem["field"], problem["message"]) for problem in answer["problems"]] == [
        (0, "text", "Nothing fills [field.grad], [recipient.nam]. Correct them, or add the fields they name.")
    ]


def test_element_that_is_not_filled_yet_is_no_problem(editor):
    answer = draw(editor, {"type": "text", "value": {}}, {"type": "image", "value": {**BOX, "image": None}}).json()

    assert answer["problems"] == []


def test_markup_of_an_editor_is_text(editor):
    markup = draw(editor, text("<script>alert(1)</script><img src=x onerror=alert(1)>")).json()["markup"]

    assert "<script" not in markup
    assert "<img" not in markup


@pytest.mark.parametrize(
    "page", [{"page_size": "custom"}, {"page_size": "custom", "page_width": "1e308", "page_height": "nan"}]
)
def test_page_without_a_size_is_drawn_as_a4_and_says_so(editor, page):
    answer = draw(editor, text(), **page).json()

    assert answer["page"] == {"width": 297, "height": 210}
    assert answer["problems"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("nonsense", "The design could not be read."),
        ("[]", "The design could not be read."),
        ('{"elements": {}}', "The design could not be read."),
        ('{"elements": [{"type": "text", "value": []}]}', "Element 1 could not be read."),
        ('{"elements": [{"type": "applet", "value": {}}]}', "Element 1 could not be read."),
        (json.dumps({"elements": [text()] * 301}), "A design has at most 300 elements."),
        (json.dumps({"elements": [text("x" * 1_100_000)]}), "The design is too large to be shown here."),
        (json.dumps({"elements": [text("x" * 3_000_000)]}), "The design is too large to be shown here."),
        ("[" * 100_000, "The design could not be read."),
    ],
)
def test_what_is_no_design_is_refused_in_words(editor, body, message):
    response = editor.post(DRAW, body, content_type="application/json")

    assert (response.status_code, response.json()) == (422, {"error": message})


def test_values_of_every_shape_are_survived(editor):
    odd = [None, True, -1, 1e308, "", "NaN", "\x00", [], {}, {"id": 1}, "9" * 400, "<b>"]
    names = [*BOX, "text", "font", "size", "fit", "minimum_size", "colour", "align", "image", "shape", "thickness"]
    for value in odd:
        elements = [{"type": kind, "value": dict.fromkeys(names, value)} for kind in ("text", "image", "line", "shape")]
        fields = [dict.fromkeys(["name", "label", "type", "choices", "example", "max_length"], value)]

        assert draw(editor, *elements, fields=fields, language=value, background=value).status_code == 200


def test_fields_cannot_ask_for_endless_samples(editor):
    fields = [{"name": "story", "type": "long_text", "max_length": "999999999"}]

    answer = draw(editor, text("[field.story]"), fields=fields, address=f"{DRAW}?mode=longest")

    assert len(answer.json()["markup"]) < 2 * design_reading.MOST_CHARACTERS


def test_drawing_is_for_those_who_may_see_the_template(client):
    mine, other = make_collection("Botany"), make_collection("Zoology")
    client.force_login(make_user_in(mine, "change_credentialtemplate"))
    foreign, own = make_template(collection=other), make_template(collection=mine)

    addresses = [reverse("credentials_admin:draw_template", args=[pk]) for pk in (own.pk, foreign.pk, 0)]
    statuses = [draw(client, text(), address=address).status_code for address in addresses]

    assert statuses == [200, 404, 404]


def test_new_template_is_drawn_for_those_who_may_add_one(client):
    client.force_login(make_reviewer())

    assert draw(client, text()).status_code == 302

    client.force_login(make_user_in(make_collection("Botany"), "add_credentialtemplate"))

    assert draw(client, text()).status_code == 200


def test_drawing_needs_the_token_of_the_form(client):
    client.force_login(make_superuser())
    client.handler.enforce_csrf_checks = True

    assert draw(client, text()).status_code == 403


def test_drawing_is_asked_for_by_post(editor):
    assert editor.get(DRAW).status_code == 405


def test_form_shows_the_designer_under_the_title(editor):
    page = editor.get(f"{TEMPLATES}add/").content.decode()

    assert page.index('id="id_title"') < page.index("data-wc-designer") < page.index('id="id_page_size"')
    assert "<noscript><p" in page
    assert f'"url": "{DRAW}"' in page


def test_forms_have_one_first_heading(editor):
    template = make_template()

    for path in ("add/", f"edit/{template.pk}/"):
        assert editor.get(f"{TEMPLATES}{path}").content.decode().count("<h1") == 1


def test_presets_make_elements_that_can_be_saved(editor):
    block = ElementsBlock()
    presets = presets_for(block.child_blocks)
    raw = [
        {"type": p["type"], "value": {**defaults(block.child_blocks[p["type"]]), **p["value"]}}
        for p in presets
        if p["type"] != "image"
    ]

    assert len(block.clean(block.to_python(raw))) == len(presets) - 1
    assert {preset["type"] for preset in presets} == set(block.child_blocks)


def test_fonts_of_documents_are_served_and_no_other_file(editor):
    served = editor.get(reverse("credentials_admin:font", args=["Noto Serif", "bold-italic"]))

    assert served["Content-Type"] == "font/ttf"
    assert next(served.streaming_content)[:4] == b"\x00\x01\x00\x00"
    for family, style in [("Nope", "regular"), ("Noto Serif", "shadow"), ("..", "regular")]:
        assert editor.get(f"/admin/credentials/templates/fonts/{family}/{style}/").status_code == 404


def size_of_letters(pdf):
    """Points of the first letters of a document."""
    sizes = []

    def visit(text, outer, inner, _font, size):
        if text.strip():
            sizes.append(round(size * abs(outer[0] * inner[0]), 2))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return sizes[0]


@pytest.mark.parametrize("fit", ["both", "shrink"])
def test_text_that_shrinks_has_the_size_of_the_document(editor, fit):
    words = "A title that needs two lines and is then made smaller, until it fits the box that it was given"
    style = {"text": words, "width": 100, "height": 12, "size": 24, "minimum_size": 5, "fit": fit}
    template = make_template(elements=[("text", style)])

    markup = draw(editor, {"type": "text", "value": dict(template.elements[0].value)}).json()["markup"]

    assert f"font-size: {size_of_letters(preview_document(template).pdf):g}pt" in markup

import base64
import hashlib
import json
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images import get_image_model

from tests.designs import codes, words
from tests.factories import make_issuer, make_template, stream
from wagtail_credentials.domain.filling import LONGEST_NAME, SAMPLE_URL
from wagtail_credentials.exceptions import TemplateInvalid
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.drawing import preview_document
from wagtail_credentials.services.starters import starter_designs
from wagtail_credentials.services.templating import export_template, import_template

pytestmark = pytest.mark.django_db

GRADE = {"name": "grade", "type": "choice", "choices": ["Pass", "Merit"], "required": True}


def png(colour="#ff0000"):
    file = BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return file.getvalue()


def image_value(data, title="Seal", kind="png"):
    return {"title": title, "data": f"data:image/{kind};base64,{base64.b64encode(data).decode()}"}


def element(**values):
    return {"type": "text", "text": "[recipient.name]", **values}


def test_only_a_title_must_be_there():
    template = import_template({"title": "Plain"})

    assert (template.slug, template.kind, template.page_millimetres, template.live) == (
        "plain",
        "certificate",
        (297, 210),
        True,
    )


def test_what_an_element_leaves_out_takes_its_default():
    template = import_template({"title": "T", "elements": [element(size=30)]})

    [drawn] = template.design["elements"]
    assert (drawn["size"], drawn["x"], drawn["width"], drawn["font"], drawn["colour"]) == (
        30,
        20,
        100,
        "Noto Serif",
        "#1f2933",
    )


def test_a_template_file_may_be_text_or_bytes():
    data = json.dumps({"title": "Zoë", "slug": "zoe"}, ensure_ascii=False)

    assert import_template(data) == import_template(data.encode())


def test_importing_makes_fields_and_one_revision():
    template = import_template({"title": "T", "fields": [GRADE, {"name": "topic"}]})

    assert [field.name for field in template.fields.all()] == ["grade", "topic"]
    assert template.field_dicts[0]["choices"] == ["Pass", "Merit"]
    assert template.revisions.count() == 1


def test_importing_a_slug_that_exists_updates_it_wholly():
    issuer = make_issuer()
    old = import_template(
        {"title": "Old", "slug": "t", "description": "Old", "fields": [GRADE, {"name": "topic"}]}, issuer=issuer
    )
    kept = old.fields.get(name="topic").pk

    new = import_template({"title": "New", "slug": "t", "fields": [{"name": "topic"}, {"name": "hours"}]})

    assert (new.pk, new.title, new.description, new.issuer) == (old.pk, "New", "", issuer)
    assert [field.name for field in new.fields.all()] == ["topic", "hours"]
    assert new.fields.get(name="topic").pk == kept
    assert new.revisions.count() == 2


def test_the_user_stands_in_the_history():
    user = get_user_model().objects.create_user("ann")

    template = import_template({"title": "T"}, user=user)

    assert template.latest_revision.user == user


def test_export_import_export_gives_the_same_file():
    image = get_image_model().objects.create(
        title="Seal",
        file=ImageFile(BytesIO(png()), name="seal.png"),
        file_hash=hashlib.sha1(png(), usedforsecurity=False).hexdigest(),
    )
    template = make_template(
        slug="original",
        fields=[GRADE | {"choices": "Pass\nMerit", "label": "Grade", "example": "Pass"}],
        background=image,
        page_size="custom",
        page_width=120.5,
        page_height=80,
        language="de",
        elements=[
            ("text", {"text": "[field.grade]\nÄ", "bold": True}),
            ("image", {"image": image.pk}),
            ("signature", {"name": "Ann"}),
            ("line", {"frame": True, "fill": "#abcdef"}),
            ("qr_code", {}),
        ],
    )
    first = export_template(template)

    again = import_template(json.dumps({**first, "slug": "copy"}))

    assert export_template(again) == {**first, "slug": "copy"}
    assert get_image_model().objects.count() == 1


def test_images_travel_and_are_made_once():
    data = {
        "title": "T",
        "page": {"background": image_value(png("#0000ff"), "Paper")},
        "elements": [{"type": "image", "image": image_value(png())}, {"type": "image", "image": image_value(png())}],
    }

    import_template(data)
    template = import_template(data)

    assert sorted(get_image_model().objects.values_list("title", flat=True)) == ["Paper", "Seal"]
    with template.background.open_file() as file:
        assert file.read() == png("#0000ff")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe", "This is not a template file (JSON): "),
        ("{", "This is not a template file (JSON): "),
        ("[" * 100_000, "This is not a template file (JSON): "),
        ('{"title": NaN}', "This is not a template file (JSON): NaN is not a number"),
        ("[]", "Write an object: {…}."),
        ({}, "title: This field cannot be blank."),
        ({"title": "T\x00"}, "title: This value cannot stand here."),
        ({"title": ["T"]}, "title: This value cannot stand here."),
        ({"title": "T", "colour": 1, "author": 2}, "Unknown: author, colour"),
        ({"title": "T", "kind": "poster"}, "kind: Value 'poster' is not a valid choice."),
        ({"title": "T", "slug": "a b"}, "slug: Enter a valid “slug”"),
        ({"title": "T", "page": []}, "page: Write an object: {…}."),
        ({"title": "T", "page": {"size": "a3"}}, "page.size: Value 'a3' is not a valid choice."),
        ({"title": "T", "page": {"size": "custom"}}, "page.width: A custom page needs a width and a height"),
        ({"title": "T", "page": {"width": "wide"}}, "page.width: “wide” value must be a float."),
        ({"title": "T", "page": {"background_colour": "red"}}, "page.background_colour: Write a colour as #"),
        ({"title": "T", "fields": {}}, "fields: Write a list: […]."),
        ({"title": "T", "fields": [{"name": "Grade"}]}, "fields[0].name: Use small letters"),
        ({"title": "T", "fields": [{"name": "email"}]}, "fields[0].name: Sheets have a column of this name"),
        ({"title": "T", "fields": [{"name": "credential_id"}]}, "fields[0].name: Sheets have a column of this name"),
        ({"title": "T", "fields": [{"name": "expireson"}]}, "fields[0].name: Sheets have a column of this name"),
        ({"title": "T", "fields": [{"name": "a"}, {"name": "a"}]}, "fields[1].name: Another field has this name."),
        ({"title": "T", "fields": [{"name": "a", "type": "colour"}]}, "fields[0].type: Value 'colour' is not"),
        ({"title": "T", "fields": [{"name": "a", "type": "choice"}]}, "fields[0].choices: Write at least one choice."),
        ({"title": "T", "fields": [{"name": "a", "choices": [1]}]}, "fields[0].choices: Write each choice as text."),
        ({"title": "T", "fields": [{"name": "a", "size": 1}]}, "fields[0]: Unknown: size"),
        ({"title": "T", "fields": [{"name": "a", "max_length": "x"}]}, "fields[0].max_length: “x” value must be"),
        ({"title": "T", "elements": [{"type": "video"}]}, "elements[0].type: Use one of: text, image, signature"),
        ({"title": "T", "elements": ["text"]}, "elements[0].type: Use one of: text"),
        ({"title": "T", "elements": [element(widht=1)]}, "elements[0]: Unknown: widht"),
        ({"title": "T", "elements": [element(), element(width="wide")]}, "elements[1].width: Enter a number."),
        ({"title": "T", "elements": [element(width=-1)]}, "elements[0].width: Ensure this value is greater"),
        ({"title": "T", "elements": [element(colour="red")]}, "elements[0].colour: Write a colour as #"),
        ({"title": "T", "elements": [element(font="Comic")]}, "elements[0].font: Select a valid choice."),
        ({"title": "T", "elements": [{"type": "text"}]}, "elements[0].text: This field is required."),
        ({"title": "T", "elements": [element(text="[a.b]")]}, "elements[0].text: Unknown placeholder: a.b"),
        (
            {"title": "T", "elements": [element(text="[field.x]")]},
            "elements[0].text: Unknown placeholder: [field.x]",
        ),
        (
            {"title": "T", "elements": [{"type": "signature", "name": "[field.x]"}]},
            "elements[0].name: Unknown placeholder: [field.x]",
        ),
        ({"title": "T", "page": {"background": "x.png"}}, 'page.background: Write an image as {"title"'),
        (
            {"title": "T", "elements": [{"type": "image", "image": {"data": "https://x/y.png"}}]},
            "elements[0].image.data: Write data:image/png;base64,",
        ),
        (
            {"title": "T", "elements": [{"type": "image", "image": {"data": "data:image/png;base64,!"}}]},
            "elements[0].image.data: This is not base64.",
        ),
        (
            {"title": "T", "elements": [{"type": "image", "image": image_value(b"<svg/>", kind="svg+xml")}]},
            "elements[0].image: The image “Seal” is not a PNG, JPEG or WebP picture.",
        ),
        (
            {"title": "T", "elements": [{"type": "image", "image": image_value(png()[:50])}]},
            "elements[0].image: ",
        ),
        ({"title": "T", "elements": [{"type": "image"}]}, "elements[0].image: This field is required."),
    ],
)
def test_a_file_that_cannot_be_used_names_the_place(data, message):
    with pytest.raises(TemplateInvalid) as caught:
        import_template(data)

    assert str(caught.value).startswith(message)
    assert (CredentialTemplate.objects.count(), get_image_model().objects.count()) == (0, 0)


def test_images_of_a_file_that_is_refused_leave_no_file():
    data = {
        "title": "T",
        "page": {"background": image_value(png("#123456"), "Left behind")},
        "elements": [{"type": "x"}],
    }

    with pytest.raises(TemplateInvalid):
        import_template(data)

    assert [name for name in default_storage.listdir("original_images")[1] if name.startswith("left-behind")] == []


@pytest.mark.parametrize("name", starter_designs())
def test_starter_designs_import_and_draw(name):
    template = import_template(starter_designs()[name], issuer=make_issuer(title="Open School"))

    document = preview_document(template, "longest")

    printed = "".join(words(document.pdf).split())
    assert "".join(LONGEST_NAME.split()) in printed
    assert "OPENSCHOOL" in printed.upper()
    assert codes(document.picture) == [SAMPLE_URL]


def test_a_template_that_was_never_saved_can_be_previewed():
    text = "For [recipient.name], [credential.issued_on]"
    template = CredentialTemplate(title="T", elements=stream([("text", {"text": text})]))

    assert words(preview_document(template).pdf).split() == ["For", "Zoë", "Ångström,", "September", "30,", "2026"]

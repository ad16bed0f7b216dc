import io
import json
import zipfile

import pytest
from wagtail.images import get_image_model

from tests.artwork import picture
from tests.services.test_templating import image_value
from wagtail_credentials.exceptions import TemplateInvalid
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services import template_archives
from wagtail_credentials.services.template_archives import is_archive, pack
from wagtail_credentials.services.templating import export_template, import_template, template_file

pytestmark = pytest.mark.django_db

PAPER, SEAL = picture((20, 10)), picture((10, 10), "JPEG")
TEMPLATE = {
    "title": "Mosses",
    "slug": "mosses",
    "page": {"background": image_value(PAPER, "Paper")},
    "elements": [
        {"type": "image", "image": image_value(SEAL, "Crest, große", "jpeg")},
        {"type": "image", "image": image_value(SEAL, "Crest, große", "jpeg")},
        {"type": "text", "text": "[recipient.name]"},
    ],
}


def zipped(template=TEMPLATE, **files):
    """A ZIP of these entries; ``template`` as its template.json."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if template is not None:
            archive.writestr("template.json", template if isinstance(template, bytes) else json.dumps(template))
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def entries(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_holds_the_template_and_each_image_once():
    files = entries(pack(TEMPLATE))

    names = list(files)
    assert [name.rpartition("-")[0] for name in names] == ["", "images/crest-groe", "images/paper"]
    assert [files[name] for name in names[1:]] == [SEAL, PAPER]
    template = json.loads(files["template.json"])
    assert template["page"] == {"background": {"title": "Paper", "file": names[2]}}
    assert [e.get("image") for e in template["elements"]] == [{"title": "Crest, große", "file": names[1]}] * 2 + [None]


def test_one_template_is_always_the_same_zip():
    assert pack(TEMPLATE) == pack(json.loads(json.dumps(TEMPLATE)))


def test_a_zip_imports_as_the_json_does():
    template = import_template(TEMPLATE)
    first = export_template(template)
    data, ending = template_file(template)
    template.delete()
    get_image_model().objects.all().delete()

    again = import_template(data)

    assert (ending, is_archive(data)) == ("zip", True)
    assert export_template(again) == first
    assert sorted(get_image_model().objects.values_list("title", flat=True)) == ["Crest, große", "Paper"]


def test_a_template_without_images_stays_json():
    template = import_template({"title": "Plain", "elements": [{"type": "text", "text": "Hello"}]})

    data, ending = template_file(template)

    assert (ending, json.loads(data)) == ("json", export_template(template))


def test_folders_and_images_that_nothing_names_are_passed_over():
    data = zipped({"title": "T"}, **{"images/": b"", "images/a.png": PAPER})

    assert import_template(data).title == "T"
    assert not get_image_model().objects.exists()


def background(name, title="T"):
    return {"title": title, "page": {"background": {"title": "A", "file": name}}}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK", "The ZIP is damaged"),
        (zipped()[:-30], "The ZIP is damaged"),
        (zipped().replace(b"template.json", b"template.jsom"), "There is no template.json in the ZIP."),
        (zipped(None, **{"images/a.png": PAPER}), "There is no template.json in the ZIP."),
        (zipped(b"{"), "This is not a template file (JSON): "),
        (zipped(b'{"title": "\\ud800"}'), "This is not a template file (JSON): "),
        (zipped(b"[]"), "Write an object: {…}."),
        (zipped({"title": "T", "colour": 1}), "Unknown: colour"),
        (zipped(**{"../a.png": PAPER}), "A template's ZIP does not hold: ../a.png"),
        (zipped(**{"images/../../a.png": PAPER}), "A template's ZIP does not hold: images/../../a.png"),
        (
            zipped(**{"/etc/passwd": PAPER, "images/a b.png": PAPER}),
            "A template's ZIP does not hold: /etc/passwd, images/a b",
        ),
        (zipped(**{f"images/{n}.png": b"" for n in range(500)}), "The ZIP has more than 500 files."),
        (zipped(**{f"images/{n}.png": bytes(18 << 20) for n in range(6)}), "Unpacked, the ZIP is larger than 100 MB."),
        (zipped(**{"images/a.png": bytes((20 << 20) + 1)}), "images/a.png: The file is larger than 20 MB."),
        (zipped(background("images/a.png")), "page.background.file: There is no images/a.png in the ZIP."),
        (zipped(background(["a"])), "page.background.file: There is no ['a'] in the ZIP."),
        (
            zipped(background("images/a.png"), **{"images/a.png": b"<svg/>"}),
            "page.background: The image “A” is not a PNG, JPEG or WebP picture.",
        ),
        (
            zipped(background("images/a.png", title=""), **{"images/a.png": PAPER}),
            "title: ",
        ),
        (zipped({"title": "T", "elements": [{"type": "image", "image": 7}]}), "elements[0].image: Write an image as"),
        (background("images/a.png"), "page.background: Write an image as"),
    ],
)
def test_a_zip_that_cannot_be_used_is_refused_in_words(data, message):
    with pytest.raises(TemplateInvalid) as caught:
        import_template(data)

    assert str(caught.value).startswith(message)
    assert (CredentialTemplate.objects.count(), get_image_model().objects.count()) == (0, 0)


def test_a_directory_that_lies_about_a_size_opens_no_door(monkeypatch):
    monkeypatch.setattr(template_archives, "MAX_BYTES", 1000)
    data = zipped(**{"images/a.png": bytes(5000)})
    size = (5000).to_bytes(4, "little")
    assert data.count(size) == 2

    with pytest.raises(TemplateInvalid):
        import_template(data.replace(size, (10).to_bytes(4, "little")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    file = io.BytesIO(zipped())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("template.json", "{}")

    with pytest.raises(TemplateInvalid, match="two files of one name"):
        import_template(file.getvalue())


def test_a_zip_with_a_password_is_refused():
    data = bytearray(zipped())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1

    with pytest.raises(TemplateInvalid, match="protected with a password"):
        import_template(bytes(data))

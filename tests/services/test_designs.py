import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail import hooks
from wagtail.models import Collection, ModelLogEntry

from tests.editor.people import make_collection, make_superuser
from wagtail_credentials.domain.colours import contrast
from wagtail_credentials.exceptions import TemplateInvalid
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.designs import HOOK, Design, Mood, all_designs, start_from_design
from wagtail_credentials.services.starters import starter_designs
from wagtail_credentials.services.templating import PLAIN, export_template, import_template, new_template

pytestmark = pytest.mark.django_db

STARTERS = starter_designs()
OWN = {"title": "House style", "mood": "playful", "elements": [{"type": "text", "text": "[recipient.name]"}]}


def root():
    return Collection.get_first_root_node()


def exported(template):
    return {key: value for key, value in export_template(template).items() if key not in ("title", "slug")}


def test_there_are_certificates_and_badges_in_every_mood():
    designs = [Design(name, file) for name, file in STARTERS.items()]

    assert sum(design.kind == "certificate" for design in designs) >= 6
    assert sum(design.kind == "badge" for design in designs) >= 3
    assert {design.mood for design in designs} == set(Mood.values)
    assert [design.name for design in designs if design.name != design.file["slug"]] == []


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_design_is_exported_as_it_was_imported(name):
    once = export_template(import_template(STARTERS[name]))
    again = export_template(import_template({**once, "slug": "again"}))

    assert {**again, "slug": name} == once
    for key in PLAIN:
        assert once[key] == STARTERS[name][key]
    for given, found in zip(STARTERS[name]["elements"], once["elements"], strict=True):
        assert {**found, **given} == found


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_design_asks_for_nothing_that_nothing_fills(name):
    template = new_template(STARTERS[name])

    assert template.unknown_placeholders() == set()
    assert [field.name for field in template.fields.all() if field.required] == []


def test_a_design_becomes_a_draft_of_its_own():
    collection, user = make_collection("Botany"), make_superuser()

    template = start_from_design(all_designs()["workshop"], collection=collection, user=user)

    assert (template.title, template.slug) == ("Workshop (copy)", "workshop-copy")
    assert (template.live, template.has_unpublished_changes, template.collection) == (False, True, collection)
    assert template.get_latest_revision_as_object().title == "Workshop (copy)"
    assert [field.name for field in CredentialTemplate.objects.get().fields.all()] == ["topic", "hours"]
    assert list(ModelLogEntry.objects.values_list("action", "user")) == [("wagtail.create", user.pk)]


def test_copies_are_independent():
    first = start_from_design(all_designs()["minimal"], collection=root())
    second = start_from_design(all_designs()["minimal"], collection=root())
    first.fields.all().delete()
    first.elements = "[]"
    first.save()

    assert (second.title, second.slug) == ("Certificate, minimal (copy 2)", "certificate-minimal-copy-2")
    assert exported(CredentialTemplate.objects.get(pk=second.pk)) == exported(new_template(STARTERS["minimal"]))
    assert all_designs()["minimal"].file == STARTERS["minimal"]


def test_a_copy_has_the_chosen_colours():
    design = all_designs()["diploma"].in_colours({"primary": "#7a1f3d"})

    template = start_from_design(design, collection=root())

    blocks = [element for element in template.design["elements"] if element["type"] == "line"]
    assert blocks[0]["fill"] == "#7a1f3d"
    assert contrast(template.design["elements"][5]["colour"], "#7a1f3d") >= 4.5


def test_a_template_of_that_name_stays_as_it_is():
    import_template({"title": "Mine", "slug": "workshop-copy"})

    template = start_from_design(all_designs()["workshop"], collection=root())

    assert template.slug == "workshop-copy-2"
    assert CredentialTemplate.objects.get(slug="workshop-copy").title == "Mine"


def test_designs_of_the_site_stand_beside_ours(tmp_path):
    path = tmp_path / "plain.json"
    path.write_text(json.dumps({"title": "Plain", "slug": "plain", "kind": "badge"}))

    with hooks.register_temporarily(HOOK, lambda: [OWN, path, str(path)]):
        designs = all_designs()

    assert list(designs) == ["house-style", "plain", *STARTERS]
    assert (designs["house-style"].mood, designs["plain"].kind) == ("playful", "badge")


def test_a_design_of_the_site_takes_the_place_of_ours():
    with hooks.register_temporarily(HOOK, lambda: [{**OWN, "slug": "minimal"}]):
        assert all_designs()["minimal"].title == "House style"


@pytest.mark.parametrize("item", [{}, {"title": 3}, [], "/nowhere.json", 7])
def test_what_is_registered_has_to_be_a_template_file(item):
    with hooks.register_temporarily(HOOK, lambda: [item]), pytest.raises(ImproperlyConfigured, match=HOOK):
        all_designs()


def test_a_design_that_is_wrong_leaves_nothing_behind():
    with pytest.raises(TemplateInvalid, match="elements"):
        start_from_design(Design("x", {**OWN, "elements": [{"type": "poem"}]}), collection=root())

    assert not CredentialTemplate.objects.exists()

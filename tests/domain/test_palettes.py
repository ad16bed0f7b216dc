import pytest

from wagtail_credentials.domain.colours import READABLE, contrast, tone
from wagtail_credentials.domain.palettes import ROLES, grounds, palette_of, recoloured
from wagtail_credentials.services.starters import starter_designs

DESIGNS = starter_designs()
#: Colours of all sorts: dark, pale, glaring, grey, and the same one twice.
CHOICES = [
    {"primary": "#7a1f3d", "accent": "#e0a526"},
    {"primary": "#ffd400", "accent": "#222222"},
    {"primary": "#f7c6d9", "accent": "#bfe3ff"},
    {"primary": "#000000", "accent": "#ffffff"},
    {"primary": "#00a86b", "accent": "#00a86b", "ground": "#f4fff9"},
    {"primary": "#9fb8ff", "accent": "#ffb86c", "ground": "#14161c"},
]


def letters(file):
    """(element, ground) of everything that is read."""
    page = file["page"].get("background_colour", "#ffffff")
    for index, element in enumerate(file["elements"]):
        if element["type"] in ("text", "signature", "qr_code"):
            for ground in grounds(file["elements"], index, page):
                yield element, ground


def too_faint(file):
    return [(e.get("text", e["type"]), e["colour"], g) for e, g in letters(file) if contrast(e["colour"], g) < READABLE]


def box(kind, colour="", fill="", **values):
    return {"type": kind, "x": 0, "y": 0, "width": 100, "height": 50, "colour": colour, "fill": fill, **values}


@pytest.mark.parametrize("name", DESIGNS)
def test_letters_of_a_starter_design_can_be_read(name):
    assert too_faint(DESIGNS[name]) == []


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("chosen", CHOICES)
def test_letters_can_be_read_in_any_colours(name, chosen):
    file = recoloured(DESIGNS[name], chosen)

    assert too_faint(file) == []
    assert file["palette"] == {**DESIGNS[name]["palette"], **chosen}


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_uses_every_colour_of_its_palette(name):
    used = str(DESIGNS[name]["elements"]) + str(DESIGNS[name]["page"].get("background_colour", "#ffffff"))

    assert [role for role in ROLES if DESIGNS[name]["palette"][role] not in used] == []


@pytest.mark.parametrize("name", DESIGNS)
def test_its_own_colours_change_nothing(name):
    assert recoloured(DESIGNS[name], DESIGNS[name]["palette"]) == DESIGNS[name]


def test_only_colours_change():
    file = recoloured(DESIGNS["diploma"], {"primary": "#7a1f3d"})

    def plain(elements):
        return [{key: value for key, value in e.items() if key not in ("colour", "fill")} for e in elements]

    assert plain(file["elements"]) == plain(DESIGNS["diploma"]["elements"])
    assert DESIGNS["diploma"]["palette"]["primary"] == "#17483c"


def test_a_tint_keeps_its_distance_and_a_grey_stays():
    palette = {"primary": "#17483c", "accent": "#d9c08a", "ground": "#ffffff"}
    painted = [box("shape", fill=fill) for fill in ("#17483c", "#23594b", "#777777", "#d9c08a")]

    file = recoloured({"title": "T", "palette": palette, "elements": painted}, {"primary": "#5b1a2b"})

    own, tint, grey, accent = (element["fill"] for element in file["elements"])
    lighter = tone("#23594b").lightness - tone("#17483c").lightness
    assert (own, grey, accent) == ("#5b1a2b", "#777777", "#d9c08a")
    assert tone(tint).lightness - tone("#5b1a2b").lightness == pytest.approx(lighter, abs=0.01)
    assert tone(tint).hue == pytest.approx(tone("#5b1a2b").hue, abs=0.2)


def test_grey_letters_stay_as_clear_on_dark_paper():
    file = {"title": "T", "elements": [box("text", "#1f2933")]}

    [letters] = recoloured(file, {"ground": "#101216"})["elements"]

    assert contrast(letters["colour"], "#101216") >= 10


def test_there_is_no_paper_round_a_badge():
    file = recoloured(DESIGNS["badge-hexagon"], {"primary": "#7a1f3d", "ground": "#101216"})

    assert file["page"] == {"size": "square"}


def test_colours_that_are_none_are_left_out():
    file = DESIGNS["minimal"]

    assert recoloured(file, {"primary": "red; }", "accent": None, "other": "#ffffff"}) == file


def test_the_ground_of_a_text_is_what_lies_right_under_it():
    over = [box("line", "#111111", "#222222"), box("shape", fill="#333333", shape="ellipse"), box("text", "#ffffff")]

    assert grounds(over, 2, "#ffffff") == ["#333333"]
    assert grounds(over[::2], 1, "#ffffff") == ["#222222"]
    assert grounds(over[2:], 0, "#fffdf8") == ["#fffdf8"]


def test_a_text_has_to_be_readable_on_an_ornament_and_on_what_lies_behind():
    over = [box("line", "#111111", "#222222"), box("shape", "#444444", shape="guilloche"), box("text", "#ffffff")]

    assert grounds(over, 2, "#ffffff") == ["#444444", "#222222"]


def test_a_qr_code_is_read_on_white():
    assert grounds([box("line", fill="#000000"), box("qr_code")], 1, "#000000") == ["#ffffff"]


def test_a_logo_gives_its_two_colours_the_darker_first():
    counts = [(5000, "#ffffff"), (300, "#f0b35a"), (200, "#14304f"), (150, "#333333"), (3, "#00ff00")]

    assert palette_of(counts) == {"primary": "#14304f", "accent": "#f0b35a"}


def test_a_logo_of_one_colour_gets_an_accent_of_its_own_kind():
    palette = palette_of([(500, "#14304f"), (500, "#ffffff")])

    assert palette["primary"] == "#14304f"
    assert tone(palette["accent"]).lightness > tone("#14304f").lightness


def test_a_white_logo_gives_no_colours():
    assert palette_of([(500, "#ffffff"), (20, "#fefefe")]) == {}

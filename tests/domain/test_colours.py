import pytest

from wagtail_credentials.domain.colours import READABLE, contrast, hexadecimal, readable, tone


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#14304f", "#ff8a65", "#0b4f4a", "#808080"])
def test_a_colour_survives_being_taken_apart(colour):
    assert hexadecimal(tone(colour)) == colour


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


def test_a_tone_that_no_screen_shows_gets_weaker():
    strongest = hexadecimal(tone("#ff0000")._replace(chroma=1))

    assert tone(strongest).hue == pytest.approx(tone("#ff0000").hue, abs=0.1)


def test_a_colour_that_can_be_read_stays():
    assert readable("#14304f", ["#ffffff", "#fffdf8"]) == "#14304f"


@pytest.mark.parametrize("grounds", [["#ffffff"], ["#14304f"], ["#ffd000"], ["#17483c", "#23594b"]])
def test_a_colour_that_cannot_be_read_is_moved_until_it_can(grounds):
    for colour in ("#d9c08a", "#808080", "#2a6fdb"):
        moved = readable(colour, grounds)

        assert min(contrast(moved, ground) for ground in grounds) >= READABLE


def test_letters_on_black_and_white_at_once_get_the_best_there_is():
    assert contrast(readable("#ffffff", ["#000000", "#ffffff"]), "#ffffff") > 4

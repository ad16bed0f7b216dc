import re

import pytest

from tests.designs import line, make_design, qr_code, signature, text
from wagtail_credentials.domain.design import design_html, design_texts, media_keys
from wagtail_credentials.domain.shapes import Shape

NASTY = '<script>alert(1)</script> {{ settings }} {% load x %} [recipient.email] "quoted" & Söhne'


def main_of(design, values=None, media=frozenset()):
    html = design_html(design, values or {}, media)
    return re.search(r'<main class="page"[^>]*>\n(.*)\n</main>', html, re.DOTALL)[1]


def test_the_page_has_exactly_the_size_of_the_design():
    html = design_html(make_design(width=297, height=209.9), {}, set())

    assert "@page { size: 297mm 209.9mm; margin: 0; }" in html


def test_language_and_title_are_those_of_the_design():
    html = design_html({**make_design(language="ar"), "title": "A & <B>"}, {}, set())

    assert '<html lang="ar" dir="rtl">' in html
    assert "<title>A &amp; &lt;B&gt;</title>" in html


def test_an_odd_language_becomes_the_site_s():
    assert '<html lang="en" dir="ltr">' in design_html(make_design(language='"><script>'), {}, set())


def test_values_are_escaped_isolated_and_filled_once():
    design = make_design(text("For [recipient.name]"))

    main = main_of(design, {"recipient.name": NASTY, "recipient.email": "ann@example.org"})

    assert main == (
        '<div class="box text" id="element-0" data-element="0"><h1>For <bdi dir="ltr">'
        "&lt;script&gt;alert(1)&lt;/script&gt; {{ settings }} {% load x %} [recipient.email] "
        "&quot;quoted&quot; &amp; Söhne</bdi></h1></div>"
    )


def test_the_text_of_the_design_is_escaped():
    assert "<h1>&lt;b&gt;</h1>" in main_of(make_design(text("<b>")))


def test_no_text_of_an_editor_gets_into_the_style_sheet():
    evil = "red; } body { background: url(file:///etc/passwd) } x {"
    design = make_design(text("x", colour=evil, font=evil, align=evil, vertical_align=evil), background_colour=evil)

    html = design_html(design, {}, set())

    assert "passwd" not in html


def test_a_right_to_left_name_turns_only_itself():
    design = make_design(text("Awarded to [recipient.name]"))

    main = main_of(design, {"recipient.name": "דוד"})

    assert '<h1>Awarded to <bdi dir="rtl">דוד</bdi></h1>' in main


def test_a_line_that_begins_right_to_left_runs_right_to_left():
    assert '<h1 dir="rtl">' in main_of(make_design(text("[recipient.name]")), {"recipient.name": "דוד"})


def test_shared_ideographs_are_drawn_as_their_language_does():
    design = make_design(text("[recipient.name]"))

    languages = [
        re.findall(r'lang="(.*?)"', main_of(design, {"recipient.name": name}))
        for name in ("高橋 さくら", "김민준 金", "歐陽修文")
    ]

    assert languages == [["ja"], ["ko"], []]


def test_letters_that_join_are_not_spaced_apart():
    design = make_design(text("[recipient.name]", letter_spacing=3))

    assert 'class="box text joined"' in main_of(design, {"recipient.name": "محمد"})
    assert 'class="box text"' in main_of(design, {"recipient.name": "Ann"})


def test_the_largest_text_is_the_heading():
    design = make_design(text("small", size=10), text("large", size=40), text("as large", size=40))

    tags = re.findall(r"<(h1|p)>", main_of(design))

    assert tags == ["p", "h1", "p"]


def test_elements_are_read_in_their_order():
    design = make_design(line(), text("first"), qr_code(), signature())

    order = re.findall(r'class="box (\w+)"', main_of(design))

    assert order == ["line", "text", "qr", "signature"]


def test_media_are_named_and_only_those_at_hand_are_drawn():
    design = make_design(
        qr_code(colour="#aabbcc"),
        signature(image=7),
        {"type": "image", "image": 8, "alternative_text": "Seal", "x": 1, "y": 1, "width": 5, "height": 5},
        background=9,
    )

    everything = media_keys(design)

    assert everything == {"media:background", "media:qr/aabbcc", "media:image/7", "media:image/8"}
    assert set(re.findall(r"media:[\w/]+", design_html(design, {}, everything))) == everything
    assert re.findall(r"media:[\w/]+", design_html(design, {}, set())) == []


def test_images_say_what_they_are_and_decoration_says_nothing():
    image = {"type": "image", "image": 8, "x": 1, "y": 1, "width": 5, "height": 5}
    design = make_design(qr_code(), signature(image=7), {**image, "alternative_text": 'The "seal"'}, image)

    main = main_of(design, {"credential.url": "https://x/c/1/"}, media_keys(design))

    alternatives = re.findall(r'alt="(.*?)"', main)
    assert alternatives == ["QR code that opens https://x/c/1/", "Signature of Ada Signer", "The &quot;seal&quot;"]
    assert main.count('aria-hidden="true"') == 1


def test_shrunk_texts_get_their_size_and_cut_ones_a_class():
    design = make_design(text("one", minimum_size=5), text("two", minimum_size=5))

    html = design_html(design, {}, set(), sizes={0: 9.5, 1: 5}, cut={1})

    assert re.findall(r'class="box (.*?)" id=.*? style="(.*?)"', html) == [
        ("text shrink", "font-size: 9.5pt"),
        ("text cut", "font-size: 5pt"),
    ]


@pytest.mark.parametrize("shape", Shape.values)
def test_a_shape_is_drawn_in_its_box_to_the_edge_of_its_line(shape):
    element = {
        "type": "shape",
        "shape": shape,
        "x": 0,
        "y": 0,
        "width": 30,
        "height": 20,
        "thickness": 2,
        "fill": "#aabbcc",
    }

    html = main_of(make_design({**element, "colour": "#112233"}))

    corners = [float(number) for number in re.findall(r"[-.\d]+", re.search(r' d="(.*?)Z"', html).group(1))]
    assert 'fill="#aabbcc" stroke="#112233" stroke-width="2"' in html
    assert (min(corners[1::2]), max(corners[1::2])) == pytest.approx((1, 19), abs=0.6) or shape == "star"
    assert all(-0.5 <= x <= 30.5 for x in corners[::2])


def test_a_shape_without_fill_and_outline_says_so():
    element = {
        "type": "shape",
        "shape": "hexagon",
        "x": 0,
        "y": 0,
        "width": 30,
        "height": 20,
        "thickness": 0,
        "fill": "",
    }

    assert ' fill="none"/>' in main_of(make_design(element))


@pytest.mark.parametrize(
    ("fit", "smallest", "classes"),
    [
        ("both", 8, "text shrink"),
        ("both", None, "text"),
        ("wrap", 8, "text"),
        ("shrink", 8, "text one-line shrink"),
        ("shrink", None, "text one-line"),
    ],
)
def test_a_text_that_does_not_fit_does_as_it_is_told(fit, smallest, classes):
    element = text("Ann", fit=fit, minimum_size=smallest)

    assert f'class="box {classes}"' in main_of(make_design(element))


def test_every_text_that_is_filled_is_known_with_its_place():
    design = make_design(text("one"), line(), signature())

    assert list(design_texts(design)) == [(0, "text", "one"), (2, "name", "Ada Signer"), (2, "role", "Director")]

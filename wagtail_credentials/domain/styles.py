"""The style sheet of a design: millimetres and points, constant for all recipients.

Every value is written by ``number``, ``colour`` or a table of ours: no text of an editor gets into CSS.
"""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .languages import document_language
from .scripts import language_direction

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
FAMILY = re.compile(r"[\w -]{1,100}")
WHITE = "#ffffff"


class Fit(TextChoices):
    """What a text does that is longer than its box; it shrinks only where it has a smallest size."""

    BOTH = "both", _("Wrap, then shrink")
    WRAP = "wrap", _("Wrap")
    SHRINK = "shrink", _("Shrink, on one line")


#: What stands in for letters that the chosen font has not: one family a script, in the mood of the chosen font.
SERIF = (
    "Noto Serif", "Noto Serif CJK SC", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari",
    "Noto Serif Thai", "Noto Serif Bengali", "Noto Serif Tamil", "Noto Serif Georgian", "Noto Serif Armenian",
    "Noto Sans", "DejaVu Serif", "serif",
)  # fmt: skip
SANS = (
    "Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Thai", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Georgian", "Noto Sans Armenian",
    "Noto Serif", "DejaVu Sans", "sans-serif",
)  # fmt: skip

CONSTANT = """\
html, body { margin: 0; padding: 0; }
h1, p { margin: 0; font: inherit; }
.page { position: absolute; top: 0; left: 0; overflow: hidden; hyphens: none;
  background-size: 100% 100%; background-repeat: no-repeat; }
.box { position: absolute; box-sizing: border-box; }
.text { white-space: pre-line; overflow-wrap: break-word; }
.shrink { overflow-wrap: normal; }
.cut { overflow-wrap: break-word; overflow: hidden; align-content: start !important; }
.one-line { white-space: pre; }
.joined { letter-spacing: normal !important; }
.image { background-size: contain; background-position: center; background-repeat: no-repeat; }
.image img, .qr img { display: block; width: 100%; height: 100%; object-fit: contain; }
.shape > svg { display: block; position: absolute; top: 0; left: 0; }
.signature { text-align: center; line-height: 1.25; }
.signature > * { position: absolute; left: 0; right: 0; }
.signature img { width: 100%; object-fit: contain; object-position: center bottom; }
"""
#: Browsers align a block's lines by this, also where they do not fit; WeasyPrint does not know it, see
#: ``rendering.fitting.align``.
VERTICAL = {"top": "start", "middle": "unsafe center", "bottom": "unsafe end"}
LINE_HEIGHT = 1.25
MILLIMETRES_PER_POINT = 25.4 / 72


def number(value) -> str:
    """A number as CSS writes it, to a thousandth."""
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


def colour(value, default="#1f2933") -> str:
    """``#rrggbb``, or the default where the value is none."""
    return value if value and COLOUR.fullmatch(value) else default


def families(family: str) -> str:
    """The chosen font and those that stand in for letters it has not, as CSS lists them."""
    chosen = family if FAMILY.fullmatch(family) else SERIF[0]
    names = dict.fromkeys([chosen, *(SERIF if "Serif" in chosen else SANS)])
    return ", ".join(name if name in ("serif", "sans-serif") else f'"{name}"' for name in names)


def design_css(design: dict) -> str:
    """The whole style sheet: one page of exactly the design's size, one rule for each element."""
    page = design["page"]
    size = f"{number(page['width'])}mm {number(page['height'])}mm"
    width, height = size.split()
    ground = colour(page.get("background_colour"), WHITE)
    painted = "" if ground.lower() == WHITE else f" background-color: {ground};"
    align = language_direction(document_language(design.get("language", "")))
    rules = [
        f"@page {{ size: {size}; margin: 0; }}",
        CONSTANT + f".page {{ width: {width}; height: {height};{painted} }}",
        *(element_css(index, element, align) for index, element in enumerate(design["elements"])),
    ]
    return "\n".join(rules)


def element_css(index: int, element: dict, direction: str) -> str:
    """The rule of one element, by its place in the design."""
    box = "; ".join(f"{side}: {number(element[key])}mm" for side, key in BOX)
    return f"#element-{index} {{ {box}; {RULES[element['type']](element, direction)} }}"


BOX = (("left", "x"), ("top", "y"), ("width", "width"), ("height", "height"))


def _font(element):
    return (
        f"font-family: {families(element['font'])}; font-size: {number(element['size'])}pt; "
        f"color: {colour(element.get('colour'))};"
    )


def _text(element, direction):
    start, end = ("left", "right") if direction == "ltr" else ("right", "left")
    align = {"start": start, "center": "center", "end": end, "justify": "justify"}
    parts = [
        _font(element),
        f"line-height: {number(element.get('line_height', 1.2))};",
        f"text-align: {align.get(element.get('align'), 'center')};",
        f"align-content: {VERTICAL.get(element.get('vertical_align'), VERTICAL['middle'])};",
        f"letter-spacing: {number(element.get('letter_spacing') or 0)}pt;",
        "font-weight: bold;" if element.get("bold") else "",
        "font-style: italic;" if element.get("italic") else "",
        "text-transform: uppercase;" if element.get("uppercase") else "",
    ]
    return " ".join(filter(None, parts))


def _line(element, _direction):
    side = "border" if element.get("frame") else "border-top"
    fill = f" background-color: {colour(element['fill'])};" if element.get("fill") else ""
    return (
        f"{side}: {number(element['thickness'])}mm solid {colour(element.get('colour'))}; "
        f"border-radius: {number(element.get('radius') or 0)}mm;{fill}"
    )


RULES = {
    "text": _text,
    "line": _line,
    "signature": lambda element, _direction: _font(element),
    "image": lambda _element, _direction: "",
    "shape": lambda _element, _direction: "",
    "logo": lambda _element, _direction: "",
    "qr_code": lambda _element, _direction: "",
}

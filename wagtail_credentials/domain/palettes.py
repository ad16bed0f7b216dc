"""A design in other colours: every colour of its template file follows the one of its palette that it belongs to.

A palette is ``{"primary": "#…", "accent": "#…", "ground": "#…"}``; a design declares its own.
"""

from .colours import GREY, READABLE, Tone, contrast, distance, hexadecimal, readable, tone
from .shapes import Shape
from .styles import COLOUR, WHITE

ROLES = ("primary", "accent", "ground")
DEFAULT = {"primary": "#14304f", "accent": "#b08d3c", "ground": WHITE}
#: Keys of an element that hold a colour, and types whose colour is that of letters.
PAINTED, LETTERS = ("colour", "fill"), ("text", "signature", "qr_code")
#: A tint this near to the paper moves with it; a grey further away stays grey.
TINT = 0.09
#: Shapes too thin or too broken to be the ground of a text; it has to be readable on them too.
ORNAMENTS = {Shape.GUILLOCHE, Shape.RAYS, Shape.LAUREL, Shape.FLOURISH, Shape.TAILS, Shape.STAR, Shape.DIAMOND}
#: More contrast than this is not missed when paper turns dark.
STRONG = 10
#: How much of a logo is a colour that counts, and how different a second one must look.
SHARE, DIFFERENT = 0.02, 0.12


def as_palette(given: dict) -> dict[str, str]:
    """The colours of ``given`` that are written well, by role; anything else is left out."""
    given = given if isinstance(given, dict) else {}
    return {role: given[role].lower() for role in ROLES if COLOUR.fullmatch(str(given.get(role) or ""))}


def recoloured(file: dict, chosen: dict[str, str]) -> dict:
    """The template file in the chosen colours: tints keep their distance, text its contrast. ``file`` stays as it is.

    Roles that were not chosen keep the design's own colour.
    """
    own = {**DEFAULT, **as_palette(file.get("palette") or {})}
    wanted = {**own, **as_palette(chosen)}
    if wanted == own:
        return file
    page, before = dict(file.get("page") or {}), file.get("elements") or []
    paper = page.get("background_colour") or WHITE
    ground = _moved(paper, own, wanted)
    if file.get("kind") == "badge":
        # Round a badge there is nothing: paper would make it a square.
        ground = paper
    elif ground != paper:
        page["background_colour"] = ground
    after = [_repainted(element, own, wanted) for element in before]
    elements = [
        _legible(element, grounds(after, i, ground), _contrast_before(before, i, paper))
        for i, element in enumerate(after)
    ]
    return {**file, "palette": wanted, "page": page, "elements": elements}


def _repainted(element, own, wanted):
    return {**element, **{key: _moved(element[key], own, wanted) for key in PAINTED if element.get(key)}}


def _moved(colour, own, wanted):
    colour = colour.lower()
    for role in ROLES:
        if colour == own[role]:
            return wanted[role]
    here, tones = tone(colour), {role: tone(own[role]) for role in ROLES}
    if distance(here, tones["ground"]) < TINT:
        role = "ground"
    elif here.grey:
        return colour
    else:
        role = min(("primary", "accent"), key=lambda role: distance(here, tones[role]))
    return colour if own[role] == wanted[role] else hexadecimal(_shifted(here, tones[role], tone(wanted[role])))


def _shifted(here: Tone, old: Tone, new: Tone) -> Tone:
    """As far from the new colour as ``here`` is from the old one."""
    strength = here.chroma / old.chroma if old.chroma > GREY else 1
    turn = here.hue - old.hue if old.chroma > GREY and not here.grey else 0
    return Tone(new.lightness + here.lightness - old.lightness, new.chroma * min(strength, 1.5), new.hue + turn)


def _contrast_before(elements, index, paper):
    colour = elements[index].get("colour")
    return min((contrast(colour, below) for below in grounds(elements, index, paper)), default=0) if colour else 0


def _legible(element, below, before):
    """The element with letters that can be read; a grey keeps the contrast that it had, a colour is kept as it is."""
    if element.get("type") not in LETTERS or not element.get("colour"):
        return element
    wanted = max(READABLE, min(before, STRONG)) if tone(element["colour"]).grey else READABLE
    return {**element, "colour": readable(element["colour"], below, wanted)}


def grounds(elements: list[dict], index: int, page: str) -> list[str]:
    """The colours on which the letters of an element stand; a QR code brings its own white."""
    element = elements[index]
    if element.get("type") == "qr_code":
        return [WHITE]
    found = {}
    for point in _points(element):
        for below in reversed(elements[:index]):
            if painted := _painted(below, point):
                found[painted] = True
                if _covers(below):
                    break
        else:
            found[page] = True
    return list(found)


def _points(element):
    left, top, width, height = (float(element.get(key) or 0) for key in ("x", "y", "width", "height"))
    edge = min(2, width / 2)
    return [(x, top + height / 2) for x in (left + edge, left + width / 2, left + width - edge)]


def _covers(element):
    return element.get("shape") not in ORNAMENTS


def _painted(element, point):
    """The colour that the element shows at the point, "" for none."""
    (x, y), (left, top) = point, (element.get("x", 0), element.get("y", 0))
    inside = left <= x <= left + element.get("width", 0) and top <= y <= top + element.get("height", 0)
    if not inside or element.get("type") not in ("line", "shape"):
        return ""
    drawn = element.get("colour", "") if element.get("shape") in ORNAMENTS else ""
    return element.get("fill") or drawn


def palette_of(counts: list[tuple[int, str]]) -> dict[str, str]:
    """Two colours out of the [(pixels, colour)] of a logo: the one it shows most, and the next that looks different.

    Paper and greys count only where there is nothing else; {} for a logo that is white.
    """
    seen = sum(count for count, _colour in counts) or 1
    inks = [(n, c) for n, c in counts if n / seen >= SHARE and contrast(c, WHITE) > 1.25]
    inks.sort(key=lambda ink: -ink[0] * (0.15 if tone(ink[1]).grey else 1))
    if not inks:
        return {}
    primary = inks[0][1]
    others = [colour for _count, colour in inks if distance(tone(colour), tone(primary)) > DIFFERENT]
    accent = (
        others[0] if others else hexadecimal(tone(primary)._replace(lightness=min(tone(primary).lightness + 0.3, 0.85)))
    )
    if contrast(accent, WHITE) > contrast(primary, WHITE):
        primary, accent = accent, primary
    return {"primary": primary, "accent": accent}

"""A design and one recipient's values as one page of HTML: absolutely placed boxes, in millimetres.

Elements are drawn, and read aloud, in their own order. All text is escaped; a value is isolated in ``<bdi>``, so that a
right-to-left name cannot turn the words round it. Media are named, never addressed: ``media:background``,
``media:image/<id>``, ``media:qr/<colour>``. Whoever draws the page answers these names and nothing else.
"""

from html import escape

from django.utils.translation import gettext as _

from .languages import document_language, in_language
from .placeholders import filled_lines
from .scripts import direction, ideograph_language, joined, language_direction
from .shapes import outline
from .styles import LINE_HEIGHT, MILLIMETRES_PER_POINT, Fit, colour, design_css, number

BACKGROUND = "media:background"
#: Among the facts: the id of the image that is the issuer's logo.
LOGO = "issuer.logo"


def image_key(pk) -> str:
    """The name under which an image of the site is drawn."""
    return f"media:image/{int(pk)}"


def qr_key(element: dict) -> str:
    """The name under which a QR code of the element's colour is drawn."""
    return f"media:qr/{colour(element.get('colour')).lstrip('#')}"


def media_keys(design: dict) -> set[str]:
    """The names of all media that the design draws."""
    elements = design["elements"]
    images = {image_key(e["image"]) for e in elements if e["type"] in ("image", "signature") and e.get("image")}
    codes = {qr_key(e) for e in elements if e["type"] == "qr_code"}
    return images | codes | ({BACKGROUND} if design["page"].get("background") else set())


def design_texts(design: dict):
    """(place, key, text) of every text in which placeholders are filled."""
    for index, element in enumerate(design["elements"]):
        for key in TEXTS.get(element["type"], ()):
            yield index, key, element.get(key) or ""


TEXTS = {"text": ("text",), "signature": ("name", "role")}


def design_html(design: dict, values: dict[str, str], media: set[str], **fitted) -> str:
    """The whole page with its style sheet, as one string.

    ``media`` holds the names that can be answered: others are left out. ``fitted``: see ``design_markup``.
    """
    head = f"<style>{design_css(design)}</style>"
    return design_markup(design, values, media, head=head, **fitted)


def design_markup(design, values, media, *, head="", sizes=None, cut=frozenset()) -> str:
    """The page without its style sheet.

    ``sizes`` holds the font size in points of each text element (by its place) that was shrunk to fit its box,
    ``cut`` the places of those that do not even fit at their smallest size.
    """
    language = document_language(design.get("language", ""))
    with in_language(language):
        elements = "\n".join(_elements(design, values, media, sizes or {}, cut))
    background = f' style="background-image: url({BACKGROUND})"' if BACKGROUND in media else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{language_direction(language)}">\n'
        f'<head><meta charset="utf-8"><title>{escape(design["title"])}</title>{head}</head>\n'
        f'<body><main class="page"{background}>\n{elements}\n</main></body></html>'
    )


def _elements(design, values, media, sizes, cut):
    heading = heading_index(design["elements"])
    default = language_direction(document_language(design.get("language", "")))
    for index, element in enumerate(design["elements"]):
        if element["type"] == "text":
            yield _text(index, element, values, default, index == heading, sizes.get(index), index in cut)
        else:
            yield DRAW[element["type"]](index, element, values, media)


def shrinks(element: dict) -> bool:
    """Whether the text gets smaller where it does not fit its box."""
    return bool(element.get("minimum_size")) and element.get("fit") != Fit.WRAP


def heading_index(elements: list[dict]) -> int | None:
    """The place of the text element that is the page's heading: the first of the largest."""
    sizes = [(-float(e["size"]), index) for index, e in enumerate(elements) if e["type"] == "text"]
    return min(sizes)[1] if sizes else None


def _box(index, classes, content, style="", attributes=""):
    style = f' style="{style}"' if style else ""
    return f'<div class="box {classes}" id="element-{index}" data-element="{index}"{attributes}{style}>{content}</div>'


def _text(index, element, values, default, heading, size, cut):
    lines = filled_lines(element["text"], values)
    plain = "\n".join("".join(piece for piece, _filled in line) for line in lines)
    if not plain.strip():
        return _box(index, "text", "")
    classes = ["text"]
    if element.get("fit") == Fit.SHRINK:
        classes.append("one-line")
    if shrinks(element):
        classes.append("cut" if cut else "shrink")
    if joined(plain):
        classes.append("joined")
    tag, way = "h1" if heading else "p", direction(plain, default)
    turned = f' dir="{way}"' if way != default else ""
    style = f"font-size: {number(size)}pt" if size else ""
    return _box(index, " ".join(classes), f"<{tag}{turned}>{_inline(lines)}</{tag}>", style)


def _inline(lines):
    return "\n".join("".join(_value(piece) if filled else escape(piece) for piece, filled in line) for line in lines)


def _value(text):
    language = ideograph_language(text)
    spoken = f' lang="{language}"' if language else ""
    return f'<bdi dir="{direction(text)}"{spoken}>{escape(text)}</bdi>' if text else ""


def _plain(text, values):
    return _inline(filled_lines(text or "", values))


def _image(index, element, values, media):
    key = image_key(element["image"]) if element.get("image") else ""
    if key not in media:
        return _box(index, "image", "")
    if alternative := element.get("alternative_text"):
        return _box(index, "image", f'<img src="{key}" alt="{escape(alternative)}">')
    return _box(index, "image", "", f"background-image: url({key})", ' aria-hidden="true"')


def logo_key(values: dict[str, str]) -> str:
    """The name under which the issuer's logo is drawn, "" for none."""
    return image_key(values[LOGO]) if values.get(LOGO) else ""


def _logo(index, element, values, media):
    key = logo_key(values)
    alternative = escape(values.get("issuer.name", ""))
    return _box(index, "image", f'<img src="{key}" alt="{alternative}">' if key in media else "")


def _qr_code(index, element, values, media):
    key = qr_key(element)
    alternative = escape(_("QR code that opens %(url)s") % {"url": values.get("credential.url", "")})
    return _box(index, "qr", f'<img src="{key}" alt="{alternative}">' if key in media else "")


def _shape(index, element, values, media):
    width, height, thickness = (float(element[key]) for key in ("width", "height", "thickness"))
    path = outline(element.get("shape"), width, height, thickness / 2)
    fill = colour(element["fill"]) if element.get("fill") else "none"
    stroke = (
        f' stroke="{colour(element.get("colour"))}" stroke-width="{number(thickness)}" stroke-linejoin="round"'
        if thickness
        else ""
    )
    size = f'width="{number(width)}mm" height="{number(height)}mm" viewBox="0 0 {number(width)} {number(height)}"'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{path}" fill="{fill}"{stroke}/></svg>'
    return _box(index, "shape", drawn, attributes=' aria-hidden="true"')


def _line(index, element, values, media):
    return _box(index, "line", "", attributes=' aria-hidden="true"')


def _signature(index, element, values, media):
    name, role = _plain(element["name"], values), _plain(element.get("role"), values)
    line = float(element["size"]) * MILLIMETRES_PER_POINT * LINE_HEIGHT
    below = line * (1 + ROLE * bool(role)) + GAP
    parts = []
    key = image_key(element["image"]) if element.get("image") else ""
    if key in media:
        height = number(max(float(element["height"]) - below - GAP, 1))
        alternative = escape(_("Signature of %(name)s") % {"name": element["name"]})
        parts.append(f'<img src="{key}" alt="{alternative}" style="top: 0; height: {height}mm">')
    parts.append(f'<div style="bottom: {number(below)}mm; border-top: 0.25mm solid"></div>')
    parts.append(f'<p style="bottom: {number(line * ROLE * bool(role))}mm">{name}</p>')
    if role:
        parts.append(f'<p style="bottom: 0; font-size: {number(ROLE * float(element["size"]))}pt">{role}</p>')
    return _box(index, "signature", "".join(parts))


#: Size of a signature's role beside its name; millimetres between its line and what stands above and below.
ROLE, GAP = 0.85, 1

DRAW = {"image": _image, "logo": _logo, "shape": _shape, "qr_code": _qr_code, "line": _line, "signature": _signature}

"""What the steps of a batch issue draw: a template's design in miniature."""

from django import template

from ..domain.shapes import Shape, outline

register = template.Library()

#: The part of a text's box that its miniature bar fills: letters are smaller than their line.
LETTERS = 0.42
#: Letters wide as a part of their height, and millimetres to a point.
NARROW, POINT = 0.55, 0.3528


@register.simple_tag
def thumbnail(credential_template):
    """The page in millimetres: ``width``, ``height``, ``colour``, and ``boxes``, bars where its elements stand."""
    design = credential_template.design
    page = design["page"]
    boxes = [box for element in design["elements"] if (box := _box(element))]
    return {"width": page["width"], "height": page["height"], "colour": page["background_colour"], "boxes": boxes}


def _box(element):
    """A rectangle's attributes for one element, or None for one without a place."""
    box = {name: float(element.get(name) or 0) for name in ("x", "y", "width", "height")}
    if not (box["width"] and box["height"]):
        return None
    plain = {**box, "radius": 0.8, "fill": "#8a94a6", "stroke": "none", "thickness": 0, "opacity": 0.5}
    draws = {"text": _bar, "line": _line, "shape": _shape, "qr_code": _solid}
    return draws.get(element["type"], lambda element, box: box)(element, plain)


def _bar(element, box):
    """A bar as long and as high as the text, roughly, in its colour and at its place."""
    size = float(element.get("size") or 12) * POINT
    width = min(box["width"], max(len(element.get("text", "")) * size * NARROW, size))
    left = {"start": 0, "justify": 0, "end": 1}.get(element.get("align"), 0.5) * (box["width"] - width)
    height = size * LETTERS
    return {
        **box,
        "x": box["x"] + left,
        "y": box["y"] + (box["height"] - height) / 2,
        "width": width,
        "height": height,
        "radius": height / 3,
        "fill": element.get("colour") or box["fill"],
        "opacity": 0.75,
    }


def _line(element, box):
    colour, thickness = element.get("colour") or "#1f2933", float(element.get("thickness") or 0.3)
    if not element.get("frame"):
        return {**box, "height": max(thickness, 0.6), "fill": colour, "opacity": 1}
    fill, radius = element.get("fill") or "none", element.get("radius") or 0
    return {**box, "fill": fill, "stroke": colour, "thickness": max(thickness, 0.6), "radius": radius, "opacity": 1}


def _shape(element, box):
    if element.get("shape") == Shape.GUILLOCHE:
        # Hundreds of curves that nobody sees so small.
        return None
    stroke, thickness = element.get("colour") or "#1f2933", float(element.get("thickness") or 0)
    path = outline(element.get("shape"), box["width"], box["height"], thickness / 2)
    fill = element.get("fill") or "none"
    return {**box, "path": path, "fill": fill, "stroke": stroke, "thickness": thickness, "opacity": 1}


def _solid(element, box):
    return {**box, "fill": "#1f2933", "opacity": 0.6}

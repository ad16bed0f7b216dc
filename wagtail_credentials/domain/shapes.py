"""The outlines of shapes that a design may hold, as SVG paths in millimetres."""

import math

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shape(TextChoices):
    ELLIPSE = "ellipse", _("Circle")
    SHIELD = "shield", _("Shield")
    HEXAGON = "hexagon", _("Hexagon")
    SEAL = "seal", _("Seal")
    STAR = "star", _("Star")
    RIBBON = "ribbon", _("Ribbon")


#: Teeth of a seal, and how deep they are.
TEETH, DEPTH = 24, 0.06


def outline(shape: str, width: float, height: float, inset: float = 0) -> str:
    """The path of the shape in a box of this size, ``inset`` millimetres from its edge: half of its stroke."""
    points = OUTLINES.get(shape, OUTLINES[Shape.ELLIPSE])
    across, down = max(width - 2 * inset, 0.01), max(height - 2 * inset, 0.01)

    def place(x, y):
        return f"{_short(inset + x * across)} {_short(inset + y * down)}"

    return " ".join(f"{command}{' '.join(place(x, y) for x, y in corners)}" for command, corners in points) + "Z"


def _short(value):
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _polygon(corners):
    first, *others = corners
    return [("M", [first]), *(("L", [corner]) for corner in others)]


def _round(x, y, radius, turn):
    return x + radius * math.cos(turn), y + radius * math.sin(turn)


def _points(count, radii, start=-math.pi / 2):
    """Corners round the middle of the box, their distances taking turns."""
    return [
        _round(0.5, 0.5, radii[number % len(radii)], start + 2 * math.pi * number / count) for number in range(count)
    ]


#: A quarter of a circle as a Bézier curve.
K = 0.5522847498
ELLIPSE = [
    ("M", [(0.5, 0)]),
    ("C", [(0.5 + K / 2, 0), (1, 0.5 - K / 2), (1, 0.5)]),
    ("C", [(1, 0.5 + K / 2), (0.5 + K / 2, 1), (0.5, 1)]),
    ("C", [(0.5 - K / 2, 1), (0, 0.5 + K / 2), (0, 0.5)]),
    ("C", [(0, 0.5 - K / 2), (0.5 - K / 2, 0), (0.5, 0)]),
]
SHIELD = [
    ("M", [(0.5, 0)]),
    ("C", [(0.65, 0.09), (0.82, 0.13), (1, 0.13)]),
    ("C", [(1.02, 0.52), (0.9, 0.83), (0.5, 1)]),
    ("C", [(0.1, 0.83), (-0.02, 0.52), (0, 0.13)]),
    ("C", [(0.18, 0.13), (0.35, 0.09), (0.5, 0)]),
]
HEXAGON = _polygon([(0.5, 0), (1, 0.25), (1, 0.75), (0.5, 1), (0, 0.75), (0, 0.25)])
RIBBON = _polygon([(0, 0), (1, 0), (0.93, 0.5), (1, 1), (0, 1), (0.07, 0.5)])

OUTLINES = {
    Shape.ELLIPSE: ELLIPSE,
    Shape.SHIELD: SHIELD,
    Shape.HEXAGON: HEXAGON,
    Shape.SEAL: _polygon(_points(2 * TEETH, (0.5, 0.5 - DEPTH / 2))),
    Shape.STAR: _polygon(_points(10, (0.5, 0.22))),
    Shape.RIBBON: RIBBON,
}

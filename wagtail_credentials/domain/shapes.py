"""The outlines of shapes that a design may hold, as SVG paths in millimetres."""

import math

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import ornaments
from .ornaments import K, polar, polygon


class Shape(TextChoices):
    ELLIPSE = "ellipse", _("Circle")
    SHIELD = "shield", _("Shield")
    HEXAGON = "hexagon", _("Hexagon")
    SEAL = "seal", _("Seal")
    STAR = "star", _("Star")
    RIBBON = "ribbon", _("Ribbon")
    CREST = "crest", _("Shield with a straight top")
    ROSETTE = "rosette", _("Rosette")
    BANNER = "banner", _("Banner")
    TAILS = "tails", _("Ribbon ends")
    LAUREL = "laurel", _("Laurel wreath")
    PLAQUE = "plaque", _("Frame with cut corners")
    GUILLOCHE = "guilloche", _("Guilloche")
    RAYS = "rays", _("Rays")
    FLOURISH = "flourish", _("Ornamental rule")
    DIAMOND = "diamond", _("Diamond")
    WAVE = "wave", _("Wave")
    SLOPE = "slope", _("Slope")


#: Teeth of a seal, and how deep they are.
TEETH, DEPTH = 24, 0.06


def outline(shape: str, width: float, height: float, inset: float = 0) -> str:
    """The path of the shape in a box of this size, ``inset`` millimetres from its edge: half of its stroke."""
    across, down = max(width - 2 * inset, 0.01), max(height - 2 * inset, 0.01)
    points = ornaments.plaque(across, down) if shape == Shape.PLAQUE else OUTLINES.get(shape, ELLIPSE)

    def place(x, y):
        return f"{_short(inset + x * across)} {_short(inset + y * down)}"

    path = " ".join(f"{command}{' '.join(place(x, y) for x, y in corners)}" for command, corners in points)
    return path.replace(" M", "Z M") + "Z"


def _short(value):
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _points(count, radii, start=-math.pi / 2):
    """Corners round the middle of the box, their distances taking turns."""
    return [polar(radii[number % len(radii)], start + 2 * math.pi * number / count) for number in range(count)]


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
HEXAGON = polygon([(0.5, 0), (1, 0.25), (1, 0.75), (0.5, 1), (0, 0.75), (0, 0.25)])
RIBBON = polygon([(0, 0), (1, 0), (0.93, 0.5), (1, 1), (0, 1), (0.07, 0.5)])

OUTLINES = {
    Shape.ELLIPSE: ELLIPSE,
    Shape.SHIELD: SHIELD,
    Shape.HEXAGON: HEXAGON,
    Shape.SEAL: polygon(_points(2 * TEETH, (0.5, 0.5 - DEPTH / 2))),
    Shape.STAR: polygon(_points(10, (0.5, 0.22))),
    Shape.RIBBON: RIBBON,
    Shape.CREST: ornaments.CREST,
    Shape.ROSETTE: ornaments.ROSETTE,
    Shape.BANNER: ornaments.BANNER,
    Shape.TAILS: ornaments.TAILS,
    Shape.LAUREL: ornaments.LAUREL,
    Shape.GUILLOCHE: ornaments.GUILLOCHE,
    Shape.RAYS: ornaments.RAYS,
    Shape.FLOURISH: ornaments.FLOURISH,
    Shape.DIAMOND: ornaments.DIAMOND,
    Shape.WAVE: ornaments.WAVE,
    Shape.SLOPE: ornaments.SLOPE,
}

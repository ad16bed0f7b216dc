"""Colours as the eye sorts them: lightness, strength and hue (OKLCH), and the contrast that text needs (WCAG 2.2)."""

import math
from typing import NamedTuple

#: What text must have on its ground, whatever its size: WCAG 2.2, 1.4.3.
READABLE = 4.5
#: From here on a colour counts as grey: its hue says nothing.
GREY = 0.03

FROM_RGB = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


class Tone(NamedTuple):
    """A colour by lightness (0 to 1), chroma (0 to about 0.3) and hue (radians)."""

    lightness: float
    chroma: float
    hue: float

    @property
    def grey(self) -> bool:
        return self.chroma < GREY

    @property
    def lab(self) -> tuple[float, float, float]:
        return self.lightness, self.chroma * math.cos(self.hue), self.chroma * math.sin(self.hue)


def _times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _linear(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def tone(colour: str) -> Tone:
    """The tone of ``#rrggbb``."""
    lightness, a, b = _times(TO_LAB, [max(x, 0) ** (1 / 3) for x in _times(FROM_RGB, _linear(colour))])
    return Tone(lightness, math.hypot(a, b), math.atan2(b, a))


def hexadecimal(wanted: Tone) -> str:
    """``#rrggbb`` of a tone; weaker where no screen shows one so strong."""
    lightness, chroma = min(max(wanted.lightness, 0), 1), wanted.chroma
    while True:
        channels = _times(TO_RGB, [x**3 for x in _times(FROM_LAB, Tone(lightness, chroma, wanted.hue).lab)])
        if chroma <= 0 or all(-0.0005 <= c <= 1.0005 for c in channels):
            return "#" + "".join(f"{round(255 * _gamma(c)):02x}" for c in channels)
        chroma = max(chroma - 0.004, 0)


def _gamma(channel):
    c = min(max(channel, 0), 1)
    return 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def distance(one: Tone, other: Tone) -> float:
    """How different two tones look: 0.02 is just seen, 1 lies between black and white."""
    return math.dist(one.lab, other.lab)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted(
        0.05 + sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), _linear(c), strict=True)) for c in (one, other)
    )
    return high / low


def readable(colour: str, grounds: list[str], wanted: float = READABLE) -> str:
    """The colour, as much lighter or darker as text in it needs for this contrast with all these grounds."""

    def least(candidate):
        return min((contrast(candidate, ground) for ground in grounds), default=21)

    start = tone(colour)
    steps = sorted((i / 50 for i in range(51)), key=lambda lightness: abs(lightness - start.lightness))
    candidates = [colour, *(hexadecimal(start._replace(lightness=step)) for step in steps)]
    return next((c for c in candidates if least(c) >= wanted), None) or max(candidates, key=least)

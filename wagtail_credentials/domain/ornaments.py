"""Outlines that a designer would otherwise draw by hand: wreath, guilloche, plaque, banner … in a box of one by one.

An outline is a list of (SVG command, points); ``M`` begins another closed part.
"""

import math

#: A quarter of a circle as a Bézier curve.
K = 0.5522847498


def polygon(corners):
    """Straight lines round the corners."""
    first, *others = corners
    return [("M", [first]), *(("L", [corner]) for corner in others)]


def polar(radius, turn, middle=(0.5, 0.5)):
    """The point so far from the middle, at an angle."""
    return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)


def smooth(points):
    """A closed curve through the points, without corners (Catmull and Rom's)."""
    count = len(points)
    curve = [("M", [points[0]])]
    for i in range(count):
        before, start, end, after = (points[(i + step) % count] for step in (-1, 0, 1, 2))
        first = tuple(a + (c - b) / 6 for a, b, c in zip(start, before, end, strict=True))
        second = tuple(a - (c - b) / 6 for a, b, c in zip(end, start, after, strict=True))
        curve.append(("C", [first, second, end]))
    return curve


def _scallops(count=24, valley=0.47):
    """Round bows from valley to valley, whose tops touch the box."""
    half, reach = math.pi / count, math.pi / count * 0.55
    # The middle of a Bézier curve lies at an eighth of its ends and three eighths of its handles.
    handle = (0.5 - valley * math.cos(half) / 4) * 4 / 3 / math.cos(reach)
    tops = [2 * half * i for i in range(count)]
    bows = [[polar(handle, top - reach), polar(handle, top + reach), polar(valley, top + half)] for top in tops]
    return [("M", [polar(valley, -half)]), *(("C", bow) for bow in bows)]


def _loops(turns, waves, depth, samples):
    """A line that swings between two radii on its way round, several times: a banknote's rosette."""

    def point(share):
        swing = 0.5 - 0.5 * math.cos(2 * math.pi * waves * share)
        return polar(0.5 - depth * swing, 2 * math.pi * turns * share)

    return smooth([point(i / samples) for i in range(samples)])


def filled(curve):
    """The curve stretched until it touches all four sides of its box."""
    points = [point for _command, corners in curve for point in corners]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    return [
        (command, [((x - left) / (right - left), (y - top) / (bottom - top)) for x, y in corners])
        for command, corners in curve
    ]


def mirrored(curve):
    """The curve and its image on the other side."""
    return [*curve, *((command, [(1 - x, y) for x, y in corners]) for command, corners in curve)]


def _leaf(base, turn, length):
    """A lens from its base to its tip."""
    side, tip = length * 0.3, polar(length, turn, base)
    near, far = polar(length * 0.35, turn, base), polar(length * 0.7, turn, base)
    left, right = turn - math.pi / 2, turn + math.pi / 2
    return [
        ("M", [base]),
        ("C", [polar(side, left, near), polar(side * 0.8, left, far), tip]),
        ("C", [polar(side * 0.8, right, far), polar(side, right, near), base]),
    ]


def _branch(leaves=9):
    """The right half of a wreath: pairs of leaves up an arc, smaller towards the tip."""
    curve = []
    for number in range(leaves):
        turn = math.radians(84 - number * 138 / (leaves - 1))
        length = 0.19 - 0.05 * number / (leaves - 1)
        # Leaves point the way the stem grows, one a little outwards and one a little inwards.
        curve += _leaf(polar(0.4, turn), turn - math.radians(62), length)
        curve += _leaf(polar(0.385, turn), turn - math.radians(122), length * 0.92)
    return [*curve, *_leaf(polar(0.39, math.radians(-54)), math.radians(-152), 0.15)]


def plaque(width, height):
    """A frame whose corners are cut out round, by the same length across and down."""
    cut = 0.07 * min(width, height)
    a, b = cut / width, cut / height
    return [
        ("M", [(a, 0)]),
        ("L", [(1 - a, 0)]),
        ("C", [(1 - a, b * K), (1 - a * K, b), (1, b)]),
        ("L", [(1, 1 - b)]),
        ("C", [(1 - a * K, 1 - b), (1 - a, 1 - b * K), (1 - a, 1)]),
        ("L", [(a, 1)]),
        ("C", [(a, 1 - b * K), (a * K, 1 - b), (0, 1 - b)]),
        ("L", [(0, b)]),
        ("C", [(a * K, b), (a, b * K), (a, 0)]),
    ]


def _rays(count=36):
    turns = [2 * math.pi * i / count for i in range(count)]
    half = math.pi / count / 2
    wedges = [polygon([(0.5, 0.5), polar(0.5, turn - half), polar(0.5, turn + half)]) for turn in turns]
    return [step for wedge in wedges for step in wedge]


CREST = [
    ("M", [(0, 0)]),
    ("L", [(1, 0)]),
    ("L", [(1, 0.46)]),
    ("C", [(1, 0.76), (0.76, 0.92), (0.5, 1)]),
    ("C", [(0.24, 0.92), (0, 0.76), (0, 0.46)]),
]
ROSETTE = _scallops()
GUILLOCHE = filled(_loops(7, 38, 0.24, 380))
LAUREL = filled(mirrored(_branch()))
DIAMOND = polygon([(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)])
FLOURISH = [
    *mirrored(polygon([(0, 0.5), (0.45, 0.36), (0.45, 0.64)])),
    *polygon([(0.5, 0), (0.53, 0.5), (0.5, 1), (0.47, 0.5)]),
]
TAILS = mirrored(polygon([(0.2, 0), (0.5, 0), (0.32, 1), (0.19, 0.83), (0, 0.88)]))
BANNER = [
    *polygon([(0.12, 0), (0.88, 0), (0.88, 0.76), (0.12, 0.76)]),
    *mirrored(polygon([(0, 0.24), (0.107, 0.24), (0.107, 1), (0, 1), (0.04, 0.62)])),
    *mirrored(polygon([(0.12, 0.81), (0.2, 0.81), (0.12, 1)])),
]
SLOPE = polygon([(0, 0), (1, 0), (1, 0.6), (0, 1)])
WAVE = [
    ("M", [(0, 0)]),
    ("L", [(1, 0)]),
    ("L", [(1, 0.7)]),
    ("C", [(0.86, 0.5), (0.68, 0.52), (0.5, 0.74)]),
    ("C", [(0.34, 0.94), (0.16, 1), (0, 0.84)]),
]
RAYS = filled(_rays())

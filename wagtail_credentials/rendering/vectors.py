"""A laid out page as SVG: letters as outlines, so that it looks the same wherever it is opened.

WeasyPrint writes no SVG, but says in a dozen drawing commands what is on a page; those are read here before they become
a PDF. Whatever else a page may hold (gradients, transparency) no design of ours can ask for.
"""

import base64
import re
from html import escape
from io import BytesIO

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

#: What is shown in a row of glyphs: their numbers in hexadecimal, and moves by thousandths of the size.
SHOWN = re.compile(r"<([0-9a-fA-F]*)>|(-?\d+(?:\.\d+)?(?:e-?\d+)?)")
JOINS, CAPS = ("miter", "round", "bevel"), ("butt", "round", "square")
IDENTITY = (1, 0, 0, 1, 0, 0)


def page_svg(document, size: tuple[float, float], title: str) -> str:
    """The first page of a laid out document as SVG of this size in millimetres; transparent where nothing is drawn."""
    found = {}

    def read(laid_out, pdf):
        page = next(item for item in pdf.objects if hasattr(item, "_images"))
        fonts = {font.hash: Outlines(font) for font in laid_out.fonts.values()}
        found["content"] = Reading(fonts, page._images, pdf.objects).drawn(page)

    document.copy(document.pages[:1]).write_pdf(finisher=read)
    width, height = (_short(side) for side in size)
    # Points, as in the PDF.
    box = " ".join(_short(side / 25.4 * 72) for side in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {box}" role="img">\n'
        f"<title>{escape(title)}</title>\n{found['content']}\n</svg>\n"
    )


class Outlines:
    """The glyphs of one font of the document."""

    def __init__(self, font):
        self.widths = font.widths
        self.file = TTFont(BytesIO(font.file_content), fontNumber=max(font.index, 0), lazy=True)
        self.glyphs = self.file.getGlyphSet()
        self.unit = 1 / self.file["head"].unitsPerEm

    def path(self, number: int, matrix) -> str:
        """One glyph as an SVG path; ``matrix`` takes an em to the page."""
        pen = SVGPathPen(self.glyphs, ntos=_short)
        scaled = _times((self.unit, 0, 0, self.unit, 0, 0), matrix)
        self.glyphs[self.file.getGlyphName(number)].draw(TransformPen(pen, scaled))
        return pen.getCommands()


class Reading:
    """Follows drawing commands, and writes down what they leave on the page."""

    def __init__(self, fonts: dict[str, Outlines], images: dict, objects: list):
        self.fonts, self.images, self.objects = fonts, images, objects
        self.groups = {}
        self.state = {
            "matrix": None, "fill": "#000000", "stroke": "#000000", "width": 1, "join": 0, "cap": 0, "dash": "",
            "clip": "", "font": None, "size": 0, "rise": 0, "text": IDENTITY, "opacity": {"a": 1, "A": 1},
        }  # fmt: skip
        self.kept, self.path, self.clipping = [], [], ""
        self.clips, self.lines = {}, []

    def drawn(self, page) -> str:
        """The content of the SVG."""
        self.read(page)
        clips = "".join(f'<clipPath id="{name}"{rest}</clipPath>' for rest, name in self.clips.items())
        return "\n".join([*([f"<defs>{clips}</defs>"] if clips else []), *self.lines])

    def read(self, stream):
        """Follow the commands of a page, or of a group of commands that it calls by name."""
        outer, self.groups = self.groups, stream._resources.get("XObject", {})
        for command in stream.stream:
            if isinstance(command, bytes):
                self.follow(command.decode("latin-1"))
        self.groups = outer

    def follow(self, command: str):
        if command.endswith("TJ"):
            return self.show(command)
        *values, name = command.split()
        if step := STEPS.get(name):
            step(self, values)
        elif name in PAINTS:
            self.paint(*PAINTS[name])
        return None

    def put(self, **values):
        self.state = {**self.state, **values}

    def restore(self, _values):
        self.state = self.kept.pop()

    def transform(self, values):
        own = tuple(map(float, values))
        # The first one turns a PDF's page, which begins at the bottom, upside down: an SVG begins at the top.
        self.put(matrix=IDENTITY if self.state["matrix"] is None else _times(own, self.state["matrix"]))

    def point(self, x, y):
        a, b, c, d, e, f = self.state["matrix"] or IDENTITY
        return f"{_short(a * x + c * y + e)} {_short(b * x + d * y + f)}"

    def draw_to(self, letter, values):
        numbers = list(map(float, values))
        points = (self.point(*numbers[at : at + 2]) for at in range(0, len(numbers), 2))
        self.path.append(letter + " ".join(points))

    def rectangle(self, values):
        x, y, width, height = map(float, values)
        corners = ((x + width, y), (x + width, y + height), (x, y + height))
        self.path.append(f"M{self.point(x, y)}" + "".join(f"L{self.point(*corner)}" for corner in corners) + "Z")

    def paint(self, fill, stroke, rule):
        """End the path: fill it, draw along it, or let it limit what follows."""
        path = "".join(self.path)
        if path and (fill or stroke):
            self.lines.append(f'<path d="{path}"{self.look(fill, stroke, rule)}/>')
        if self.clipping:
            self.put(clip=self.clip_of(path, self.clipping))
        self.path, self.clipping = [], ""

    def look(self, fill, stroke, rule=""):
        state = self.state
        parts = [f' fill="{state["fill"] if fill else "none"}"']
        if rule:
            parts.append(f' fill-rule="{rule}"')
        if fill and state["opacity"]["a"] != 1:
            parts.append(f' fill-opacity="{_short(state["opacity"]["a"])}"')
        if stroke:
            a, b, c, d, _e, _f = state["matrix"] or IDENTITY
            width = _short(state["width"] * abs(a * d - b * c) ** 0.5)
            parts.append(f' stroke="{state["stroke"]}" stroke-width="{width}"')
            parts.append(f' stroke-linejoin="{JOINS[state["join"]]}" stroke-linecap="{CAPS[state["cap"]]}"')
            if state["opacity"]["A"] != 1:
                parts.append(f' stroke-opacity="{_short(state["opacity"]["A"])}"')
        return "".join(parts) + self.limit()

    def limit(self):
        return f' clip-path="url(#{self.state["clip"]})"' if self.state["clip"] else ""

    def clip_of(self, path, rule):
        """The name of a clip that is within the present one."""
        even = ' clip-rule="evenodd"' if rule == "evenodd" else ""
        rest = f'{self.limit()}><path d="{path}"{even}/>'
        return self.clips.setdefault(rest, f"c{len(self.clips) + 1}")

    def set_alpha(self, values):
        kind, amount = values[0][1], values[0][2:]
        if kind in "aA" and re.fullmatch(r"\d+(\.\d+)?", amount):
            self.put(opacity={**self.state["opacity"], kind: float(amount)})

    def show(self, command):
        """A row of glyphs, as one path."""
        state, paths, across = self.state, [], 0.0
        font, size = state["font"], state["size"]
        for glyphs, move in SHOWN.findall(command):
            if move:
                across -= float(move) / 1000
                continue
            for at in range(0, len(glyphs), 4):
                number = int(glyphs[at : at + 4], 16)
                place = _times((size, 0, 0, size, across * size, state["rise"]), state["text"])
                paths.append(font.path(number, _times(place, state["matrix"] or IDENTITY)))
                across += font.widths.get(number, 0) / 1000
        self.put(text=_times((1, 0, 0, 1, across * size, 0), state["text"]))
        if path := "".join(paths):
            self.lines.append(f'<path d="{path}"{self.look(True, False)}/>')

    def call(self, values):
        """Draw an image, or what a group holds."""
        name = values[0].lstrip("/")
        if used := self.images.get(name):
            return self.place_image(used)
        number = int(self.groups[name].split()[0])
        before = self.state
        self.read(self.objects[number])
        self.state = before
        return None

    def place_image(self, used):
        """An image fills the unit square, which stands on its head as everything in a PDF."""
        data = used["image"].image_data.data
        kind = "jpeg" if used["image"].format == "JPEG" else "png"
        matrix = ",".join(_short(part) for part in _times((1, 0, 0, -1, 0, 1), self.state["matrix"] or IDENTITY))
        address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        image = (
            f'<image width="1" height="1" preserveAspectRatio="none" transform="matrix({matrix})" href="{address}"/>'
        )
        self.lines.append(f"<g{self.limit()}>{image}</g>" if self.limit() else image)


#: Path-painting commands: (fill, stroke, fill rule).
PAINTS = {
    "f": (True, False, ""), "f*": (True, False, "evenodd"), "S": (False, True, ""), "B": (True, True, ""),
    "B*": (True, True, "evenodd"), "n": (False, False, ""),
}  # fmt: skip


def _colour(values):
    return "#" + "".join(f"{round(255 * float(value)):02x}" for value in values)


STEPS = {
    "q": lambda reading, _values: reading.kept.append(reading.state),
    "Q": Reading.restore,
    "cm": Reading.transform,
    "m": lambda reading, values: reading.draw_to("M", values),
    "l": lambda reading, values: reading.draw_to("L", values),
    "c": lambda reading, values: reading.draw_to("C", values),
    "h": lambda reading, _values: reading.path.append("Z"),
    "re": Reading.rectangle,
    "W": lambda reading, _values: setattr(reading, "clipping", "nonzero"),
    "W*": lambda reading, _values: setattr(reading, "clipping", "evenodd"),
    "rg": lambda reading, values: reading.put(fill=_colour(values)),
    "RG": lambda reading, values: reading.put(stroke=_colour(values)),
    "w": lambda reading, values: reading.put(width=float(values[0])),
    "j": lambda reading, values: reading.put(join=int(values[0])),
    "J": lambda reading, values: reading.put(cap=int(values[0])),
    "gs": Reading.set_alpha,
    "Tm": lambda reading, values: reading.put(text=tuple(map(float, values))),
    "Tf": lambda reading, values: reading.put(font=reading.fonts[values[0].lstrip("/")], size=float(values[1])),
    "Ts": lambda reading, values: reading.put(rise=float(values[0])),
    "Do": Reading.call,
}


def _times(inner, outer):
    """The matrix that applies ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _short(value) -> str:
    """A number to a thousandth, which is a third of a micrometre."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"

"""Draw every design of the gallery with names that are hard to set, on one sheet: docs/images/designs.png.

Run by ``make designs``. ``--only NAME`` and ``--to FILE`` help while a design is being made, ``--primary '#…'`` and
``--accent '#…'`` show it in other colours.
"""

import argparse
import os
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Who receives them, column by column. The last has 120 characters.
PEOPLE = {
    "Latin": "Zoë Ångström",
    "Arabic": "عبد الرحمن بن محمد الأندلسي",
    "Hindi": "श्रीलक्ष्मी वेंकटेश्वरन",
    "Chinese": "欧阳静怡",
    "120 characters": "Maria Wilhelmina Alexandrine von Hohenstein-Württemberg de la Concepción Fernández y Ramírez "
    "Papadopoulos-Konstantinides",
}
WIDTH, GAP, MARGIN, HEAD, COLOURS = 440, 20, 28, 48, 160
PAPER, INK = "#e9ebee", "#20262e"


def draw(design, name: str, width: int):
    """The design with this name, as a picture of this width on white."""
    from PIL import Image

    from wagtail_credentials.services.design_pictures import design_picture

    picture = Image.open(BytesIO(design_picture(design, longer_side=2 * width, name=name))).convert("RGBA")
    ground = Image.new("RGBA", picture.size, PAPER if design.kind == "badge" else "#ffffff")
    flat = Image.alpha_composite(ground, picture).convert("RGB")
    flat.thumbnail((width, width))
    return flat


def sheet(designs: list, width: int):
    """All of them: a row for each design, a column for each of ``PEOPLE``."""
    from PIL import Image, ImageDraw, ImageFont

    rows = [[draw(design, name, width) for name in PEOPLE.values()] for design in designs]
    heights = [max(cell.height for cell in row) for row in rows]
    size = (
        2 * MARGIN + len(PEOPLE) * (width + GAP) - GAP,
        MARGIN + HEAD + sum(heights) + len(rows) * (GAP + HEAD // 2),
    )
    paper = Image.new("RGB", size, PAPER)
    pen, small = ImageDraw.Draw(paper), ImageFont.load_default(15)
    for column, title in enumerate(PEOPLE):
        pen.text((MARGIN + column * (width + GAP), MARGIN - 6), title, INK, ImageFont.load_default(18))
    top = MARGIN + HEAD - 16
    for design, row, height in zip(designs, rows, heights, strict=True):
        pen.text((MARGIN, top), f"{design.title} ({design.name})", INK, small)
        for column, cell in enumerate(row):
            left = MARGIN + column * (width + GAP) + (width - cell.width) // 2
            paper.paste(cell, (left, top + HEAD // 2 + (height - cell.height) // 2))
        top += height + GAP + HEAD // 2
    return paper


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--to", type=Path, default=ROOT / "docs/images/designs.png")
    parser.add_argument("--width", type=int, default=WIDTH)
    for role in ("primary", "accent", "ground"):
        parser.add_argument(f"--{role}")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    import django
    from PIL import Image

    django.setup()
    from wagtail_credentials.services.designs import all_designs

    chosen = {role: getattr(options, role) for role in ("primary", "accent", "ground")}
    designs = [d.in_colours(chosen) for name, d in all_designs().items() if not options.only or name in options.only]
    designs.sort(key=lambda design: design.kind == "badge")
    drawn = sheet(designs, options.width).quantize(COLOURS, dither=Image.Dither.NONE)
    drawn.save(options.to, optimize=True)
    print(f"{options.to}: {options.to.stat().st_size // 1024} KB, {len(designs)} designs")


if __name__ == "__main__":
    main()

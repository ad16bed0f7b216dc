"""The designer's canvas as a browser shows it: millimetres to pixels, elements by their names, ink by its edges."""

import io
import re

import pypdfium2
from PIL import Image, ImageChops

TEMPLATES = "/admin/snippets/wagtail_credentials/credentialtemplate/"
#: Pixels of a millimetre in which the canvas and the document are compared.
SHARP = 16


class Canvas:
    def __init__(self, page):
        self.page = page
        self.sheet = page.locator("[data-wc-sheet]")

    def open(self, template=None):
        self.page.goto(f"{TEMPLATES}edit/{template.pk}/" if template else f"{TEMPLATES}add/")
        self.page.wait_for_function("window.wagtailCredentialsDesigner?.instance?.drawing.size")
        return self

    def rest(self):
        """Until what was done is drawn."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_load_state("networkidle")

    def box(self):
        """{x, y, width, height} of the one element that is selected, in millimetres, as the form has them."""
        labels = {"x": "From the left", "y": "From the top", "width": "Width", "height": "Height"}
        values = self.page.locator("[data-wc-inspector]")
        return {key: float(values.get_by_label(f"{label} (mm)").input_value()) for key, label in labels.items()}

    def names(self):
        """The elements, in reading order."""
        return [text.strip() for text in self.page.locator(".wc-designer__pick span").all_inner_texts()]

    def item(self, name):
        return self.page.get_by_role("application").get_by_role("button", name=re.compile(name))

    def add(self, name):
        self.page.locator("[data-wc-menu-toggle]").click()
        self.page.locator("#wc-designer-add").get_by_role("button", name=name, exact=True).click()
        self.rest()

    def tool(self, name):
        self.page.locator("[data-wc-toolbar]").get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_timeout(100)

    def value(self, label):
        return self.page.locator("[data-wc-inspector]").get_by_label(label, exact=True)

    def point(self, x, y):
        """Pixels of the window for millimetres of the page."""
        self.sheet.evaluate("sheet => sheet.scrollIntoView({ block: 'center' })")
        corner, pixels = self.sheet.bounding_box(), self.pixels()
        return corner["x"] + x * pixels, corner["y"] + y * pixels

    def pixels(self):
        return self.page.evaluate("wagtailCredentialsDesigner.instance.pixels")

    def click(self, x, y, **options):
        self.page.mouse.click(*self.point(x, y), **options)

    def drag(self, start, end, release=True):
        self.page.mouse.move(*self.point(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.point((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), steps=4)
        self.page.mouse.move(*self.point(*end), steps=4)
        if release:
            self.page.mouse.up()
            self.page.wait_for_timeout(100)

    def picture(self):
        """The drawn page alone, in SHARP pixels a millimetre."""
        self.page.evaluate(
            "sharp => { wagtailCredentialsDesigner.instance.view.zoomTo(sharp / wagtailCredentialsDesigner.PIXELS);"
            "wagtailCredentialsDesigner.instance.view.layOut = () => {};"
            "document.querySelector('.wc-designer__items').remove();"
            "document.body.replaceChildren(document.querySelector('[data-wc-sheet]')); }",
            SHARP,
        )
        self.page.wait_for_timeout(300)
        return Image.open(io.BytesIO(self.page.locator("[data-wc-paper]").screenshot())).convert("L")


def printed(pdf):
    """The document as a picture, in SHARP pixels a millimetre."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=SHARP * 25.4 / 72).to_pil().convert("L")


def ink(picture, box):
    """Left, upper, right and lower edge, in millimetres, of what is drawn inside of a box of millimetres."""
    x, y, width, height = (box[key] for key in ("x", "y", "width", "height"))
    part = picture.crop([round(side * SHARP) for side in (x, y, x + width, y + height)])
    dark = ImageChops.invert(part).point(lambda level: 255 if level > 48 else 0)
    left, upper, right, lower = dark.getbbox()
    return [side / SHARP for side in (left, upper, right, lower)]

"""The designer on a template's form: the page to scale, a view over the inputs of the elements below it."""

from datetime import date

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from ..domain.design import TEXTS
from ..models.elements import ElementsBlock
from .design_fonts import font_faces
from .design_presets import presets_for
from .design_words import DATE_FORMATS, placeholders, words

SCRIPTS = (
    "store", "history", "snapping", "letters", "drawing", "rulers", "placeholders", "inspector", "items", "pointer",
    "commands", "view", "toolbar", "designer",
)  # fmt: skip


def static(path):
    return versioned_static(f"wagtail_credentials/{path}")


class ElementsAdapter(StreamBlockAdapter):
    """Wagtail's own StreamField, which tells the designer when it stands."""

    js_constructor = "wagtail_credentials.ElementsBlock"

    @cached_property
    def media(self):
        return super().media + forms.Media(js=[static("js/designer/elements.js")])


register(ElementsAdapter(), ElementsBlock)


class DesignerPanel(Panel):
    """Without JavaScript it says that the elements are edited by numbers."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Page"), "icon": "view", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_credentials/editor/designer/panel.html"

        @property
        def media(self):
            scripts = [static(f"js/designer/{name}.js") for name in SCRIPTS]
            return forms.Media(css={"all": [static("css/designer.css")]}, js=scripts)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            presets = presets_for(ElementsBlock().child_blocks)
            return {**context, "presets": presets, "config": self.config(presets), "keys": KEYS}

        def config(self, presets):
            width, height = self.instance.page_millimetres
            return {
                "url": self.url,
                "page": {"width": width or 297, "height": height or 210},
                "presets": {preset["name"]: preset for preset in presets},
                "texts": TEXTS,
                "fonts": font_faces(),
                "words": words(),
                "placeholders": placeholders(),
                "formats": [{"format": style, "example": _example(style)} for style in DATE_FORMATS],
                "language": get_language(),
            }

        @property
        def url(self):
            if self.instance.pk:
                return reverse("credentials_admin:draw_template", args=[self.instance.pk])
            return reverse("credentials_admin:draw_new_template")


def _example(style):
    return date_format(date(2026, 9, 30), style) if style else ""


#: The keys on a selected element, as the help shows them.
KEYS = [
    ("Tab", _("next element")),
    ("← ↑ → ↓", _("move by 1 mm")),
    ("Shift + ← ↑ → ↓", _("move by 10 mm")),
    ("Alt + ← ↑ → ↓", _("resize by 1 mm; with Shift by 10 mm")),
    ("Enter", _("edit its text and values; Escape leads back")),
    ("Space", _("hold it and go on to others; there, add or take away")),
    ("[   ]", _("back and forward")),
    ("Ctrl + D", _("duplicate")),
    ("Delete", _("delete")),
    ("Ctrl + A", _("select all")),
    ("Ctrl + Z", _("undo; with Shift redo")),
    ("Escape", _("select nothing")),
    ("Alt", _("held while dragging: no snapping")),
    ("Shift", _("held while resizing: keeps the proportions; while clicking: selects several")),
]

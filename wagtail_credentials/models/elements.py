"""The blocks a design is made of. Positions and sizes are millimetres from the page's top left corner."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from ..conf import conf
from ..domain.design import design_texts
from ..domain.placeholders import unknown_placeholders
from ..domain.shapes import Shape
from ..domain.styles import Fit

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six hexadecimal digits: #1b3a5c."))


def font_choices():
    return [(family, family) for family in conf.fonts]


def shape_choices():
    """Called, so that another shape needs no migration."""
    return Shape.choices


#: What tells elements without words from each other in the form.
MEASURES = "{width} × {height}, {x} / {y}"


class ColourBlock(blocks.FieldBlock):
    """A colour as ``#rrggbb``, picked with the browser's own picker."""

    def __init__(self, required=True, help_text=None, validators=(), **kwargs):
        self.field = forms.CharField(
            required=required,
            help_text=help_text,
            validators=[COLOUR, *validators],
            # A browser's picker cannot be empty: it would send black where nothing was chosen.
            widget=forms.TextInput(attrs={"type": "color"} if required else {"placeholder": "#rrggbb"}),
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "palette"


class ElementBlock(blocks.StructBlock):
    """A box somewhere on the page."""

    x = blocks.FloatBlock(label=_("From the left (mm)"), default=20)
    y = blocks.FloatBlock(label=_("From the top (mm)"), default=20)
    width = blocks.FloatBlock(label=_("Width (mm)"), default=100, min_value=0.1, max_value=2000)
    height = blocks.FloatBlock(label=_("Height (mm)"), default=10, min_value=0.1, max_value=2000)


class TextElement(ElementBlock):
    text = blocks.TextBlock(
        label=_("Text"),
        max_length=5000,
        help_text=_("Placeholders such as [recipient.name] are filled for each recipient."),
    )
    font = blocks.ChoiceBlock(label=_("Font"), choices=font_choices, default="Noto Serif")
    size = blocks.FloatBlock(label=_("Size (pt)"), default=14, min_value=4, max_value=300)
    fit = blocks.ChoiceBlock(label=_("Where it does not fit"), choices=Fit.choices, default=Fit.BOTH)
    minimum_size = blocks.FloatBlock(
        label=_("Shrink to fit, down to (pt)"),
        required=False,
        min_value=4,
        max_value=300,
        help_text=_("Left empty, the text keeps its size."),
    )
    bold = blocks.BooleanBlock(label=_("Bold"), required=False)
    italic = blocks.BooleanBlock(label=_("Italic"), required=False)
    uppercase = blocks.BooleanBlock(label=_("Upper case"), required=False)
    letter_spacing = blocks.FloatBlock(label=_("Letter spacing (pt)"), default=0, min_value=-5, max_value=50)
    line_height = blocks.FloatBlock(label=_("Line height"), default=1.2, min_value=0.5, max_value=4)
    colour = ColourBlock(label=_("Colour"), default="#1f2933")
    align = blocks.ChoiceBlock(
        label=_("Alignment"),
        choices=[("start", _("Start")), ("center", _("Centre")), ("end", _("End")), ("justify", _("Justified"))],
        default="center",
    )
    vertical_align = blocks.ChoiceBlock(
        label=_("Vertical alignment"),
        choices=[("top", _("Top")), ("middle", _("Middle")), ("bottom", _("Bottom"))],
        default="middle",
    )

    class Meta:
        icon = "title"
        label = _("Text")
        label_format = "{text}"
        preview_value = {"text": "[recipient.name]"}
        description = _("A line or paragraph, with placeholders filled for each recipient.")


class ImageElement(ElementBlock):
    image = ImageChooserBlock(label=_("Image"))
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"), required=False, help_text=_("What it means, if it means something.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = MEASURES
        description = _("A picture from the site's images.")


class SignatureElement(ElementBlock):
    image = ImageChooserBlock(label=_("Image of the signature"), required=False)
    name = blocks.CharBlock(label=_("Name"))
    role = blocks.CharBlock(label=_("Role"), required=False)
    font = blocks.ChoiceBlock(label=_("Font"), choices=font_choices, default="Noto Serif")
    size = blocks.FloatBlock(label=_("Size (pt)"), default=10, min_value=4, max_value=300)
    colour = ColourBlock(label=_("Colour"), default="#1f2933")

    class Meta:
        icon = "pick"
        label = _("Signature")
        label_format = "{name}"
        description = _("A signature above a line, with the name and role of who signs.")


class LineElement(ElementBlock):
    colour = ColourBlock(label=_("Colour"), default="#1f2933")
    thickness = blocks.FloatBlock(label=_("Thickness (mm)"), default=0.3, min_value=0.05, max_value=50)
    frame = blocks.BooleanBlock(
        label=_("Frame"), required=False, help_text=_("Drawn round the box instead of along its top.")
    )
    radius = blocks.FloatBlock(label=_("Corner radius (mm)"), default=0, min_value=0, max_value=1000)
    fill = ColourBlock(label=_("Fill"), required=False)

    class Meta:
        icon = "minus"
        label = _("Line or frame")
        label_format = MEASURES
        description = _("A line, a frame or a filled shape.")


class ShapeElement(ElementBlock):
    shape = blocks.ChoiceBlock(label=_("Shape"), choices=shape_choices, default=Shape.ELLIPSE)
    fill = ColourBlock(label=_("Fill"), required=False)
    colour = ColourBlock(label=_("Colour of the outline"), default="#1f2933")
    thickness = blocks.FloatBlock(label=_("Thickness (mm)"), default=0.5, min_value=0, max_value=50)

    class Meta:
        icon = "pick"
        label = _("Shape")
        label_format = "{shape}, " + MEASURES
        description = _("A circle, shield, hexagon, seal, star or ribbon: the body of a badge, or an ornament.")


class LogoElement(ElementBlock):
    class Meta:
        icon = "credential-issuer"
        label = _("Issuer's logo")
        label_format = MEASURES
        description = _("The logo of the issuer, as it is when a batch is confirmed; nothing where there is none.")


class QRCodeElement(ElementBlock):
    colour = ColourBlock(label=_("Colour"), default="#1f2933")

    class Meta:
        icon = "link"
        label = _("QR code")
        label_format = MEASURES
        description = _("Leads to the credential's permanent address.")


class ElementsBlock(blocks.StreamBlock):
    """The design: drawn, and read aloud, in this order."""

    text = TextElement()
    image = ImageElement()
    signature = SignatureElement()
    line = LineElement()
    shape = ShapeElement()
    logo = LogoElement()
    qr_code = QRCodeElement()

    class Meta:
        # A design has twenty of them: one is edited at a time.
        collapsed = True

    def clean(self, value, **kwargs):
        value = super().clean(value, **kwargs)
        errors = {}
        for index, key, text in design_texts({"elements": [{"type": c.block_type, **c.value} for c in value]}):
            if unknown := unknown_placeholders(text):
                message = _("Unknown placeholder: %(names)s") % {"names": ", ".join(sorted(unknown))}
                errors[index] = blocks.StructBlockValidationError(block_errors={key: ValidationError(message)})
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return value


def defaults(block: blocks.StructBlock) -> dict:
    """What an element of this block says where nobody said anything, as the database keeps it."""
    return {name: child.get_prep_value(child.get_default()) for name, child in block.child_blocks.items()}

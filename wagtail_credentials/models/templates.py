from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, PreviewableMixin

from ..domain.columns import RESERVED, Column, FieldType, columns_for
from ..domain.design import design_texts
from ..domain.headings import heading_key
from ..domain.placeholders import unknown_placeholders
from .elements import COLOUR, ElementsBlock, defaults
from .snippets import CredentialsSnippet


class Kind(models.TextChoices):
    CERTIFICATE = "certificate", _("Certificate")
    BADGE = "badge", _("Badge")


class PageSize(models.TextChoices):
    A4 = "a4", _("A4")
    LETTER = "letter", _("Letter")
    SQUARE = "square", _("Square, 100 mm")
    CUSTOM = "custom", _("Custom")


class Orientation(models.TextChoices):
    LANDSCAPE = "landscape", _("Landscape")
    PORTRAIT = "portrait", _("Portrait")


#: Width and height in millimetres, portrait.
PAGE_SIZES = {PageSize.A4: (210, 297), PageSize.LETTER: (215.9, 279.4), PageSize.SQUARE: (100, 100)}


class CredentialTemplate(PreviewableMixin, CredentialsSnippet, ClusterableModel):
    """The look of a credential and the extra fields each recipient fills. Keeps no personal data."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CERTIFICATE)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What is awarded, where a batch has no group.")
    )
    criteria = models.TextField(_("criteria"), blank=True, help_text=_("What earns it, where a batch has no group."))
    issuer = models.ForeignKey(
        "Issuer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="templates",
        verbose_name=_("issuer"),
        help_text=_("Who stands behind it, where a batch has no group."),
    )
    page_size = models.CharField(_("page size"), max_length=10, choices=PageSize.choices, default=PageSize.A4)
    orientation = models.CharField(
        _("orientation"), max_length=10, choices=Orientation.choices, default=Orientation.LANDSCAPE
    )
    page_width = models.FloatField(_("width (mm)"), null=True, blank=True, validators=[MinValueValidator(10)])
    page_height = models.FloatField(_("height (mm)"), null=True, blank=True, validators=[MinValueValidator(10)])
    background = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("background image"),
    )
    background_colour = models.CharField(_("background colour"), max_length=7, default="#ffffff", validators=[COLOUR])
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("Of dates and of the document: en, de, ar …")
    )
    elements = StreamField(ElementsBlock(), blank=True, verbose_name=_("elements"))

    design_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("page_size"), FieldPanel("orientation")]),
        FieldRowPanel([FieldPanel("page_width"), FieldPanel("page_height")], heading=_("Custom size")),
        FieldRowPanel([FieldPanel("background"), FieldPanel("background_colour")]),
        FieldPanel("elements"),
    ]
    field_panels = [
        InlinePanel("fields", heading=_("Fields"), label=_("Field"), help_text=_("What each recipient's row fills.")),
    ]
    settings_panels = [
        FieldPanel("kind"),
        FieldPanel("language"),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("criteria"), FieldPanel("issuer")],
            heading=_("Where a batch has no group"),
        ),
        FieldPanel("slug"),
        FieldPanel("collection"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(design_panels, heading=_("Design")),
            ObjectList(field_panels, heading=_("Fields")),
            ObjectList(settings_panels, heading=_("Settings")),
        ]
    )

    preview_modes = [("sample", _("Sample data")), ("longest", _("Longest name"))]
    default_preview_size = "desktop"

    class Meta(CredentialsSnippet.Meta):
        verbose_name = _("credential template")
        verbose_name_plural = _("credential templates")

    def clean(self):
        super().clean()
        if self.page_size == PageSize.CUSTOM and not (self.page_width and self.page_height):
            raise ValidationError({"page_width": _("A custom page needs a width and a height in millimetres.")})

    @property
    def page_millimetres(self) -> tuple[float, float]:
        """Width and height of the page."""
        if self.page_size == PageSize.CUSTOM:
            return self.page_width, self.page_height
        sides = PAGE_SIZES[PageSize(self.page_size)]
        return tuple(reversed(sides)) if self.orientation == Orientation.LANDSCAPE else sides

    @property
    def field_dicts(self) -> list[dict]:
        """The extra fields as ``domain.columns.columns_for`` and template files know them."""
        return [field.as_dict() for field in self.fields.all()]

    @property
    def columns(self) -> list[Column]:
        """What a sheet of recipients of this template holds."""
        return columns_for(self.field_dicts)

    @property
    def element_dicts(self) -> list[dict]:
        """The elements as plain values; what an older revision lacks takes its block's default.

        Images are their ids, also of images deleted since, so that whoever draws them can say so.
        """
        blocks = self.elements.stream_block.child_blocks
        return [
            {"type": raw["type"], **defaults(blocks[raw["type"]]), **raw["value"]} for raw in self.elements.raw_data
        ]

    @property
    def design(self) -> dict:
        """The look as plain values, images as their ids: what ``domain.design`` draws."""
        width, height = self.page_millimetres
        return {
            "title": self.title,
            "language": self.language,
            "kind": self.kind,
            "page": {
                "width": width,
                "height": height,
                "background": self.background_id,
                "background_colour": self.background_colour,
            },
            "elements": self.element_dicts,
        }

    def unknown_placeholders(self) -> set[str]:
        """Placeholders of the elements that neither the fixed list nor a field of the template fills."""
        names = {field.name for field in self.fields.all()}
        return set().union(*(unknown_placeholders(text, names) for _index, _key, text in design_texts(self.design)))

    def get_preview_template(self, request, mode_name):
        return "wagtail_credentials/preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "mode": mode_name}


class TemplateField(Orderable):
    """One extra field that each recipient's row fills, as ``[field.<name>]`` in the design."""

    template = ParentalKey(CredentialTemplate, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(
        _("name"),
        max_length=50,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use small letters, digits and _, beginning with a letter."))
        ],
        help_text=_("The heading of its column, and its placeholder: grade becomes [field.grade]."),
    )
    label = models.CharField(_("label"), max_length=100, blank=True)
    help_text = models.CharField(_("help"), max_length=255, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=FieldType.choices, default=FieldType.TEXT)
    required = models.BooleanField(_("required"), default=False)
    max_length = models.PositiveIntegerField(_("maximum length"), null=True, blank=True)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One a line."))
    example = models.CharField(_("example"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("label")]),
        FieldRowPanel([FieldPanel("type"), FieldPanel("required"), FieldPanel("max_length")]),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("help_text"), FieldPanel("example")]),
    ]

    class Meta(Orderable.Meta):
        unique_together = [("template", "name")]

    def __str__(self):
        return self.label or self.name

    def clean(self):
        super().clean()
        if heading_key(self.name) in map(heading_key, RESERVED):
            raise ValidationError({"name": _("Sheets have a column of this name already. Choose another one.")})
        if self.type == FieldType.CHOICE and not self.choice_list:
            raise ValidationError({"choices": _("Write at least one choice.")})

    @property
    def choice_list(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def as_dict(self) -> dict:
        """The field as a template file has it."""
        return {
            "name": self.name,
            "label": self.label,
            "help_text": self.help_text,
            "type": self.type,
            "required": self.required,
            "max_length": self.max_length,
            "choices": self.choice_list,
            "example": self.example,
        }

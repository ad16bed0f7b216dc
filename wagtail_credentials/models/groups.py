from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from ..domain.verdicts import DuplicateRule
from .snippets import CredentialsSnippet


class ValidityUnit(models.TextChoices):
    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class CredentialGroup(CredentialsSnippet):
    """What is awarded: a course or programme (Open Badges 3.0: Achievement). Keeps no personal data."""

    description = models.TextField(_("description"), blank=True, help_text=_("What it is, in a sentence or two."))
    criteria = models.TextField(_("criteria"), blank=True, help_text=_("What somebody has done to earn it."))
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    issuer = models.ForeignKey(
        "Issuer", on_delete=models.PROTECT, related_name="groups", verbose_name=_("issuer"), null=True, blank=True
    )
    template = models.ForeignKey(
        "CredentialTemplate",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="groups",
        verbose_name=_("usual template"),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published under"),
        help_text=_("The page whose addresses its credentials get. Left empty, the site's credentials page."),
    )
    validity_amount = models.PositiveSmallIntegerField(
        _("valid for"), null=True, blank=True, help_text=_("Left empty, its credentials do not expire.")
    )
    validity_unit = models.CharField(_("unit"), max_length=10, choices=ValidityUnit.choices, default=ValidityUnit.YEARS)
    duplicate_rule = models.CharField(
        _("when the person already holds one"),
        max_length=10,
        choices=DuplicateRule.choices,
        default=DuplicateRule.REFUSE,
    )
    four_eyes = models.BooleanField(
        _("four eyes"), default=False, help_text=_("Whoever confirmed a batch may not publish it.")
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("criteria"),
        FieldPanel("image"),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("template")]),
        FieldPanel("page"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("validity_amount"), FieldPanel("validity_unit")]),
                FieldPanel("duplicate_rule"),
                FieldPanel("four_eyes"),
            ],
            heading=_("Rules"),
        ),
        FieldPanel("slug"),
        FieldPanel("collection"),
    ]

    class Meta(CredentialsSnippet.Meta):
        verbose_name = _("credential group")
        verbose_name_plural = _("credential groups")

    def clean(self):
        super().clean()
        if self.page and not hasattr(self.page.specific_class, "credential_url"):
            raise ValidationError({"page": _("Choose a credentials page: this one has no addresses for credentials.")})

    def expires_on(self, issued_on: date) -> date | None:
        """The last day of a credential issued on that day, or None when the group's do not expire."""
        if not self.validity_amount:
            return None
        try:
            return issued_on + relativedelta(**{self.validity_unit: self.validity_amount})
        except (ValueError, OverflowError):
            # Calendars of computers end with the year 9999.
            return date.max

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from .snippets import CredentialsSnippet


class Issuer(CredentialsSnippet):
    """The organisation that stands behind a credential (Open Badges 3.0: Profile). Keeps no personal data."""

    url = models.URLField(_("web site"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Where recipients may ask. Public."))
    description = models.TextField(_("description"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("logo"),
        MultiFieldPanel([FieldPanel("url"), FieldPanel("email"), FieldPanel("description")], heading=_("Profile")),
        FieldPanel("slug"),
        FieldPanel("collection"),
    ]

    class Meta(CredentialsSnippet.Meta):
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")

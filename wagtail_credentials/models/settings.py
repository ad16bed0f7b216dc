from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="credential")
class CredentialsSettings(BaseSiteSetting):
    """What holds for a whole site."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("credentials page"),
        help_text=_("Where credentials are published whose group names no page of its own."),
    )

    panels = [FieldPanel("page")]

    class Meta:
        verbose_name = _("credentials")

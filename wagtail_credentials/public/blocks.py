"""StreamField blocks with which a site's editors place credentials on their own pages.

    body = StreamField([("latest_credentials", LatestCredentialsBlock()), …])

Their templates stand in ``wagtail_credentials/blocks/``; the site's base template links ``css/public.css``.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..models import CredentialGroup
from .latest import latest_credentials
from .places import address, with_routes

PREVIEW_TEMPLATE = "wagtail_credentials/blocks/preview.html"


def sample_group():
    """What the picker of blocks shows where the site has no group yet."""
    group = CredentialGroup.objects.filter(live=True).select_related("issuer").first()
    return group or CredentialGroup(title=_("Introduction to botany"), description=_("Twelve weeks among plants."))


class GroupBlock(blocks.StructBlock):
    """Something about one credential group."""

    group = SnippetChooserBlock("wagtail_credentials.CredentialGroup", label=gettext_lazy("Credential group"))

    def get_preview_value(self):
        return self.normalize({"group": sample_group()})


class LatestCredentialsBlock(GroupBlock):
    heading = blocks.CharBlock(label=gettext_lazy("Heading"), required=False)
    limit = blocks.IntegerBlock(label=gettext_lazy("At most"), default=5, min_value=1, max_value=100)

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Latest credentials")
        description = gettext_lazy("The credentials of a group that were published last: name, date and link.")
        template = "wagtail_credentials/blocks/latest_credentials.html"
        preview_template = PREVIEW_TEMPLATE

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        group = value.get("group")
        context["credentials"] = context.get("samples") or (
            latest_credentials(group, value.get("limit") or 5) if group and group.live else []
        )
        return context

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context)
        names = ("Zoë Ångström", "Αθηνά Παπαδοπούλου", "美咲 佐藤")
        context["samples"] = [{"name": name, "issued_on": date(2026, 11, 21), "url": "#"} for name in names]
        return context


class CredentialGroupBlock(GroupBlock):
    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, help_text=gettext_lazy("Left empty, the title of the group.")
    )

    class Meta:
        icon = "group"
        label = gettext_lazy("Credential group")
        description = gettext_lazy("What a course or programme awards, to whom, by whom, and for how long.")
        template = "wagtail_credentials/blocks/credential_group.html"
        preview_template = PREVIEW_TEMPLATE

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        group = value.get("group")
        context["group"] = group if group and group.live else None
        context["validity"] = validity(group) if group else ""
        return context


class VerifyCredentialBlock(blocks.StructBlock):
    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, default=gettext_lazy("Verify a credential")
    )
    text = blocks.TextBlock(label=gettext_lazy("Text"), required=False)
    page = blocks.PageChooserBlock(
        label=gettext_lazy("Credentials page"),
        required=False,
        help_text=gettext_lazy("Where the result is shown. Left empty, the site's permanent address."),
    )

    class Meta:
        icon = "check"
        label = gettext_lazy("Verify a credential")
        description = gettext_lazy("A form by which anyone can check a credential by its ID or link.")
        template = "wagtail_credentials/blocks/verify_credential.html"
        preview_template = PREVIEW_TEMPLATE

    def get_preview_value(self):
        return self.get_default()

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["action"] = address("verify", with_routes(value.get("page")))
        return context


def validity(group: CredentialGroup) -> str:
    """How long its credentials are valid, in words."""
    count = group.validity_amount
    if not count:
        return _("Does not expire")
    words = {
        "days": ngettext("%(count)s day", "%(count)s days", count),
        "months": ngettext("%(count)s month", "%(count)s months", count),
        "years": ngettext("%(count)s year", "%(count)s years", count),
    }
    return words[group.validity_unit] % {"count": count}

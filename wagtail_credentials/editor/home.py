"""The home of credentials: what can be done now, what is under way, how much there is."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import Credential
from ..permissions import SEE, credential_policy, template_policy
from .columns import issue_button
from .overview import numbers, pending_review, recent_batches

#: What stands under "Numbers": key of ``overview.numbers``, label, query of the credentials listing that shows them.
NUMBERS = [
    ("published", _("Published"), "status=published"),
    ("in_review", _("Under review"), "status=in_review"),
    ("failed", _("Failed"), "status=failed"),
    ("revoked", _("Revoked"), "status=revoked"),
]


class HomeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    model = Credential
    permission_policy = credential_policy
    any_permission_required = SEE
    template_name = "wagtail_credentials/editor/home/home.html"
    page_title = _("Credentials")
    header_icon = "credential"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    @cached_property
    def may_issue(self) -> bool:
        return self.user_has_permission("issue")

    @cached_property
    def may_publish(self) -> bool:
        return self.user_has_permission("publish")

    @cached_property
    def header_buttons(self):
        return [issue_button()] if self.may_issue else []

    def get_numbers(self) -> list[dict]:
        counts = numbers(self.request.user)
        listing = reverse("credentials:index")
        return [
            {
                "label": label,
                "count": counts[key],
                "url": f"{listing}?{query}",
                "this_month": counts["this_month"] if key == "published" else None,
            }
            for key, label, query in NUMBERS
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            may_issue=self.may_issue,
            may_publish=self.may_publish,
            may_design=template_policy.user_has_permission(user, "add"),
            pending=pending_review(user) if self.may_publish else 0,
            batches=recent_batches(user, 8),
            numbers=self.get_numbers(),
            **kwargs,
        )

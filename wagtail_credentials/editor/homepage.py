"""What Wagtail's own home page says of credentials, to those who review them or issue them."""

from django.forms import Media
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from ..permissions import credential_policy
from .overview import pending_review, recent_batches


class PendingReviewItem(SummaryItem):
    """Pending review (n)"""

    order = 350
    template_name = "wagtail_credentials/editor/home/summary_item.html"

    def is_shown(self):
        return credential_policy.user_has_permission(self.request.user, "publish")

    def get_context_data(self, parent_context):
        return {"count": pending_review(self.request.user)}


class RecentBatchesPanel(Component):
    """The newest batches and how far each is; nothing where there are none."""

    name = "credentials_recent_batches"
    template_name = "wagtail_credentials/editor/home/panel.html"
    order = 250

    def __init__(self, request):
        self.request = request

    @property
    def media(self):
        return Media(
            css={"all": [versioned_static("wagtail_credentials/css/editor.css")]},
            js=[versioned_static("wagtail_credentials/js/progress.js")],
        )

    def get_context_data(self, parent_context):
        return {"request": self.request, "batches": recent_batches(self.request.user, 5)}


def add_summary_item(request, items):
    items.append(PendingReviewItem(request))


def add_panel(request, panels):
    if credential_policy.user_has_any_permission(request.user, ("issue", "publish")):
        panels.append(RecentBatchesPanel(request))

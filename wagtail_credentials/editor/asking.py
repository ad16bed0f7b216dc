"""A page that asks before something is done: GET shows the question, POST does it."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

HOME = {"url": reverse_lazy("credentials_admin:home"), "label": _("Credentials")}


class AskView(WagtailAdminTemplateMixin, TemplateView):
    """Subclasses give ``record`` (asked for before anything else: it raises for those who may not) and ``back_url``."""

    template_name = "wagtail_credentials/editor/batch/ask.html"
    _show_breadcrumbs = True  # Wagtail 7.4 asks for it
    breadcrumbs_items = [*WagtailAdminTemplateMixin.breadcrumbs_items, HOME]
    question = ""
    yes = _("Yes")
    no = _("No, go back")
    serious = False

    def dispatch(self, request, *args, **kwargs):
        self.record  # noqa: B018 -- raises 404 or PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.record)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url, "label": str(self.record)},
            {"url": "", "label": self.page_title},
        ]

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class ConfirmView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class TemplateSheetView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class ProblemSheetView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

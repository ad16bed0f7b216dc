"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class ExportView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class UploadView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class ReturnView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class DropView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

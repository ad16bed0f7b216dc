"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class CancelView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class RetryView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class RenderAgainView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class StartView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class ChooseGroupView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""Not built yet."""

from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from django.views.generic import TemplateView


class PictureView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class DocumentView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False


class PublicPageView(WagtailAdminTemplateMixin, TemplateView):
    results_only = False

"""The designer's canvas asks for the page as it stands in the form, saved or not."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views import View

from ..exceptions import DesignUnreadable, RenderingFailed
from ..permissions import template_policy
from ..services.designing import drawn_page
from .design_reading import posted_template
from .scoped_views import visible_or_404


class DrawView(View):
    """JSON in, JSON out: see ``design_reading.posted_template`` and ``services.designing.drawn_page``."""

    def post(self, request, pk=None):
        if pk is not None:
            visible_or_404(template_policy, request.user, pk)
        elif not template_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        try:
            template, problems = posted_template(request.body, request.user)
            mode = "longest" if request.GET.get("mode") == "longest" else "sample"
            page = drawn_page(template, mode)
        except RequestDataTooBig:
            return JsonResponse({"error": _("The design is too large to be shown here.")}, status=422)
        except (DesignUnreadable, RenderingFailed) as error:
            return JsonResponse({"error": str(error)}, status=422)
        response = JsonResponse({**page, "problems": problems})
        response["Cache-Control"] = "private, no-store"
        return response

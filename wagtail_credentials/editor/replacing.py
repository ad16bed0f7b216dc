"""Replace a published credential: the form that corrects one, filled with what it says; the copy is a new one."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..domain.statuses import REPLACEABLE
from ..services.replacing import replace
from ..tasks import enqueue_generate
from .correcting import CorrectView


class ReplaceView(CorrectView):
    actions = ("issue",)
    any_permission_required = actions
    statuses = REPLACEABLE
    template_name = "wagtail_credentials/editor/issue/replace.html"
    page_title = gettext_lazy("Replace")

    def too_late(self, reason=""):
        text = reason or _("“%(name)s” can no longer be replaced.") % {"name": self.credential}
        messages.warning(self.request, text)
        return redirect(self.next_url)

    def save(self, form):
        copy = replace(self.credential, form.values, user=self.request.user)
        enqueue_generate(copy.batch_id)
        text = _("A corrected copy is being generated. It takes the place of this one once it is published.")
        messages.success(self.request, text)
        return redirect(reverse("credentials_admin:review", args=[copy.pk]))

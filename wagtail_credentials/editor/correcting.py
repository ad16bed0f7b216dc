"""Correct the values of one recipient: in the form that a recipient entered by hand has."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from ..domain.statuses import AWAITING_PEOPLE, BatchStatus, CredentialStatus
from ..exceptions import NotAllowedInThisState, RowsInvalid
from ..models import Credential
from ..permissions import credential_policy
from ..services.batching import frozen_template
from ..services.checking import problems_of
from ..services.reviewing import correct
from ..services.staging import correct_row
from ..tasks import enqueue_generate
from .recipients import RowForm
from .records import batch_url

#: Who issues mends a staged or a returned row; who reviews mends what is under review.
CORRECTS = ("issue", "publish")


class CorrectView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """``?next=`` names where to go on to; else back to the confirmation, or to the review of the credential."""

    model = Credential
    permission_policy = credential_policy
    any_permission_required = actions = CORRECTS
    statuses = (CredentialStatus.STAGED, *AWAITING_PEOPLE)
    template_name = "wagtail_credentials/editor/issue/correct.html"
    page_title = gettext_lazy("Correct")
    header_icon = "edit"

    def dispatch(self, request, *args, **kwargs):
        credentials = credential_policy.instances_user_has_any_permission_for(request.user, self.actions)
        related = credentials.select_related("batch__template", "batch__group")
        self.credential = get_object_or_404(related, pk=kwargs["pk"])
        if self.credential.status not in self.statuses:
            return self.too_late()
        return super().dispatch(request, *args, **kwargs)

    def too_late(self, reason=""):
        messages.warning(self.request, _("“%(name)s” can no longer be corrected.") % {"name": self.credential})
        return redirect(batch_url(self.credential.batch_id))

    def get_page_subtitle(self):
        return self.credential.recipient_name

    def get_breadcrumbs_items(self):
        own = [
            {"url": reverse_lazy("credentials_admin:home"), "label": _("Credentials")},
            {"url": self.next_url, "label": self.credential.batch.name},
            {"url": "", "label": self.page_title, "sublabel": self.credential.recipient_name},
        ]
        return [*super().get_breadcrumbs_items(), *own]

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or self.usual_url()

    def usual_url(self) -> str:
        credential = self.credential
        if credential.status != CredentialStatus.STAGED:
            return reverse("credentials_admin:review", args=[credential.pk])
        if credential.batch.status != BatchStatus.CHECKED:
            return reverse("credentials_admin:rows", args=[credential.batch_id])
        before = credential.batch.credentials.filter(status=CredentialStatus.STAGED, line__lt=credential.line).count()
        return reverse("credentials_admin:confirm", args=[credential.batch_id]) + f"?row={before + 1}"

    def get_form(self, data=None):
        columns = frozen_template(self.credential.batch).columns
        return RowForm(data, columns=columns, prefix="row", initial=self.credential.row)

    def get(self, request, *args, **kwargs):
        problems = problems_of(self.credential)
        as_written = {f"row-{name}": value for name, value in self.credential.row.items()} if problems else None
        return self.show(self.get_form(as_written), problems)

    def show(self, form, problems=()):
        for problem in problems:
            form.add_problem(problem)
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        try:
            return self.save(form)
        except RowsInvalid as error:
            return self.show(form, error.problems)
        except NotAllowedInThisState as error:
            return self.too_late(str(error))

    def save(self, form):
        """Do it, say so, and go on; or show what is still wrong."""
        staged = self.credential.status == CredentialStatus.STAGED
        corrected = (correct_row if staged else correct)(self.credential, form.values, user=self.request.user)
        if problems := problems_of(corrected):
            return self.show(form, problems)
        text = _("“%(name)s” was corrected.")
        if corrected.status == CredentialStatus.PENDING:
            enqueue_generate(corrected.batch_id)
            text = _("“%(name)s” was corrected and is being generated again.")
        messages.success(self.request, text % {"name": corrected})
        return redirect(self.next_url)

    def get_context_data(self, **kwargs):
        credential = self.credential
        return super().get_context_data(credential=credential, next_url=self.next_url, batch=credential.batch, **kwargs)

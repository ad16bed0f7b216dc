"""One batch: what it is, how far it is, what went wrong and what can be done about it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.widgets.button import Button, HeaderButton

from ..domain.statuses import AWAITING_PEOPLE, BatchStatus, CredentialStatus
from ..domain.verdicts import ALREADY_THERE
from ..exceptions import CredentialsError
from ..models import Batch
from ..permissions import SEE, batch_policy
from ..services.batching import discard_batch
from ..services.duplicates import listed
from .asking import HOME, AskView
from .columns import tone
from .exporting import download_buttons, download_url, update_button
from .progress import progress_of, waits_for_worker
from .records import batch_or_404, batch_url, may, template_url

#: Rows and problems shown on the page; the rest is a link or a count.
SHOWN = 20


class BatchMixin:
    """A view of the batch that modeladmin names; 404 for a foreign one."""

    model_admin = None
    instance_pk = None

    @cached_property
    def batch(self) -> Batch:
        if not str(self.instance_pk).isdigit():
            raise Http404
        return batch_or_404(self.request.user, self.instance_pk)

    def action_url(self, action: str) -> str:
        return self.model_admin.url_helper.get_action_url(action, self.batch.pk)

    def can(self, action: str) -> bool:
        return may(self.request.user, action, self.batch)


class BatchPageView(BatchMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_credentials/editor/batch/page.html"
    _show_breadcrumbs = True  # Wagtail 7.4 asks for it
    header_icon = "credential-batch"

    def get_page_title(self):
        return self.batch.name

    def get_breadcrumbs_items(self):
        index = {"url": self.model_admin.url_helper.index_url, "label": _("Batches")}
        return [*self.breadcrumbs_items, HOME, index, {"url": "", "label": self.batch.name}]

    @cached_property
    def progress(self):
        return progress_of([self.batch])[self.batch.pk]

    @cached_property
    def header_buttons(self):
        if self.batch.editable and self.can("issue"):
            return [HeaderButton(_("Continue"), self.action_url("edit"), icon_name="arrow-right")]
        if self.progress.count(CredentialStatus.IN_REVIEW):
            return [HeaderButton(_("Under review"), self.review_url(), icon_name="credential-review")]
        return []

    @cached_property
    def header_more_buttons(self):
        buttons = [Button(_("History"), self.action_url("history"), icon_name="history", priority=50)]
        if not self.batch.editable:
            buttons += self.sheet_buttons()
        if url := template_url(self.request.user, self.batch):
            buttons.append(Button(_("Edit the template"), url, icon_name="edit", priority=10))
        if self.batch.editable and self.can("issue"):
            buttons.append(Button(_("Discard"), self.action_url("delete"), icon_name="bin", priority=90))
        elif self.cancellable:
            url = reverse("credentials_admin:cancel", args=[self.batch.pk])
            buttons.append(Button(_("Cancel the batch"), url, icon_name="cross", priority=90))
        return buttons

    def sheet_buttons(self):
        """What was issued as a sheet to take away, and a corrected one to hand in."""
        pk = self.batch.pk
        downloads = download_buttons(lambda file_format: download_url(file_format, batch=pk), 20)
        return (downloads if self.can("export") else []) + ([update_button(30, batch=pk)] if self.can("issue") else [])

    @property
    def cancellable(self) -> bool:
        over = self.batch.editable or self.batch.status in (BatchStatus.PUBLISHED, BatchStatus.CANCELLED)
        return not over and self.can("issue")

    @property
    def newer_version(self) -> bool:
        """The template was published again since, and something could be drawn with it."""
        return (
            not self.batch.editable
            and self.batch.template.live_revision_id not in (None, self.batch.template_revision_id)
            and self.progress.count(*AWAITING_PEOPLE) > 0
            and (self.can("issue") or self.can("publish"))
        )

    def review_url(self) -> str:
        return f"{reverse('credentials_admin:under_review')}?batch={self.batch.pk}"

    def counts(self) -> list[dict]:
        """Each state that some credential is in, in the order of a credential's life."""
        return [
            {"label": status.label, "count": count, "tone": tone(status), "url": self.listing_url(status)}
            for status in CredentialStatus
            if (count := self.progress.count(status))
        ]

    def listing_url(self, status) -> str:
        if status == CredentialStatus.STAGED:
            return ""
        return f"{reverse('credentials:index')}?batch={self.batch.pk}&status={status}"

    def passed_over(self) -> list[dict]:
        """Lines of the sheet that were not issued, and why."""
        skipped = self.batch.credentials.filter(status=CredentialStatus.CANCELLED, verdict__in=ALREADY_THERE)
        lines = list(skipped.order_by("line").values_list("line", flat=True)) if not self.batch.editable else []
        reasons = (
            (_("Skipped, for the person is there already"), lines),
            (_("Dropped"), self.batch.report.get("dropped")),
        )
        return [{"reason": reason, "lines": listed(lines)} for reason, lines in reasons if lines]

    def get_context_data(self, **kwargs):
        problems = self.batch.report.get("problems", [])
        failed = self.batch.credentials.filter(status=CredentialStatus.FAILED).order_by("line")
        return {
            **super().get_context_data(**kwargs),
            "batch": self.batch,
            "tone": tone(self.batch.status),
            "progress": self.progress,
            "waiting_for_worker": waits_for_worker(self.batch, self.progress),
            "counts": self.counts(),
            "in_review": self.progress.count(CredentialStatus.IN_REVIEW),
            "published": self.progress.count(CredentialStatus.PUBLISHED),
            "review_url": self.review_url(),
            "notes": self.batch.report.get("notes", []),
            "passed_over": self.passed_over(),
            "problems": problems[:SHOWN],
            "more_problems": max(len(problems) - SHOWN, 0),
            "failed": failed[:SHOWN],
            "failed_url": self.listing_url(CredentialStatus.FAILED),
            "more_failed": max(self.progress.failed - SHOWN, 0),
            "can_issue": self.can("issue"),
            "newer_version": self.newer_version,
            "template_url": template_url(self.request.user, self.batch),
        }


class DiscardView(BatchMixin, AskView):
    """Deletes a batch that was never confirmed."""

    page_title = gettext_lazy("Discard the batch")
    question = gettext_lazy("The batch is deleted with its sheet and its rows. Nothing of it was issued.")
    yes = gettext_lazy("Yes, discard it")
    no = gettext_lazy("No, keep it")
    serious = True

    @cached_property
    def record(self):
        if not self.model_admin.permission_helper.user_can_delete_obj(self.request.user, self.batch):
            raise PermissionDenied
        return self.batch

    @property
    def back_url(self):
        return batch_url(self.batch.pk)

    def post(self, request, *args, **kwargs):
        name = self.batch.name
        try:
            discard_batch(self.batch, user=request.user)
        except CredentialsError as error:
            messages.error(request, str(error))
            return redirect(self.back_url)
        messages.success(request, _("Batch “%(name)s” discarded.") % {"name": name})
        return redirect(self.model_admin.url_helper.index_url)


class BatchHistoryView(BatchMixin, HistoryView):
    any_permission_required = SEE
    model = Batch
    permission_policy = batch_policy
    header_buttons = []

    def get_pk(self):
        return self.instance_pk

    def get_object(self):
        return self.batch

    def get_edit_url(self, instance):
        return batch_url(instance.pk)

    def get_history_url(self, instance):
        return self.action_url("history")

    def get_history_results_url(self, instance):
        return self.action_url("history_results")

    def get_breadcrumbs_items(self):
        index = {"url": self.model_admin.url_helper.index_url, "label": _("Batches")}
        page = {"url": batch_url(self.batch.pk), "label": self.batch.name}
        return [*self.breadcrumbs_items, HOME, index, page, {"url": "", "label": _("History")}]

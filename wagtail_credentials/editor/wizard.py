"""What the steps of a batch issue have in common: whose batch it is, how far it got, what stands above every step."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from ..domain.statuses import BatchStatus, CredentialStatus
from ..models import Batch
from ..permissions import batch_policy
from ..services.holding import rows_to_issue
from .records import batch_url
from .ways import BY_HAND, step_of, ways_for

#: Kept in the address from step to step: the door that the editor came in by names the last button.
DOOR = "door"
GROUP_DOOR = "group"


class StepMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """One step of a batch issue. ``step`` is its number, 1 to 3."""

    model = Batch
    permission_policy = batch_policy
    permission_required = "issue"
    page_title = gettext_lazy("Batch issue credentials")
    header_icon = "clipboard-list"
    batch = None
    step = 1

    def get_breadcrumbs_items(self):
        own = [
            {"url": reverse_lazy("credentials_admin:home"), "label": _("Credentials")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.batch.name if self.batch else ""},
        ]
        return [*super().get_breadcrumbs_items(), *own]

    @property
    def from_group(self) -> bool:
        """The editor came in by "Create / issue new credential"."""
        return self.request.GET.get(DOOR) == GROUP_DOOR

    def step_url(self, name: str, **query) -> str:
        """The address of a step of this batch; the door is kept."""
        if self.from_group:
            query = {DOOR: GROUP_DOOR, **query}
        url = reverse(f"credentials_admin:{name}", args=[self.batch.pk])
        return f"{url}?{urlencode(query)}" if query else url

    def get_steps(self) -> list[dict]:
        """The three steps: ``number``, ``label``, ``url`` ("" where it cannot be gone to), ``state``."""
        labels = (_("Name and template"), _("Recipients"), _("Confirm"))
        return [
            {
                "number": number,
                "label": label,
                "url": self.get_step_link(number) if number != self.step else "",
                "state": "done" if number < self.step else "current" if number == self.step else "ahead",
            }
            for number, label in enumerate(labels, start=1)
        ]

    def get_step_link(self, number: int) -> str:
        return ""

    def lead_on(self):
        """To the batch's page: there is nothing left to do here."""
        text = _("“%(name)s” was confirmed already: nothing was changed.")
        messages.warning(self.request, text % {"name": self.batch})
        return redirect(batch_url(self.batch.pk))

    def get_context_data(self, **kwargs):
        common = {"batch": self.batch, "steps": self.get_steps(), "from_group": self.from_group}
        return super().get_context_data(**common, **kwargs)


class BatchStepMixin(StepMixin):
    """A step of a batch that exists: one the user may issue from, else it answers 404; a confirmed one leads on."""

    step = 2

    def dispatch(self, request, *args, **kwargs):
        batches = batch_policy.instances_user_has_any_permission_for(request.user, ["issue"])
        self.batch = get_object_or_404(batches.select_related("template", "group"), pk=kwargs["pk"])
        if not self.batch.editable:
            return self.lead_on()
        return super().dispatch(request, *args, **kwargs)

    def lead_on(self):
        """On from where nothing can be changed any more, or not now, since another tab uploaded a sheet."""
        self.batch.refresh_from_db(fields=["status"])
        if not self.batch.editable:
            return super().lead_on()
        messages.warning(self.request, _("Another sheet was uploaded meanwhile: nothing was changed."))
        return redirect(self.checked_url)

    @property
    def staged(self):
        """The batch's rows, in the order of the sheet: wrong ones and those to be skipped too."""
        return self.batch.credentials.filter(status=CredentialStatus.STAGED).order_by("line")

    @cached_property
    def staged_count(self) -> int:
        return self.staged.count()

    @property
    def to_issue(self):
        """Those that a confirmation issues."""
        return rows_to_issue(self.batch).order_by("line")

    @cached_property
    def to_issue_count(self) -> int:
        return self.to_issue.count()

    @property
    def checking(self) -> bool:
        """The queue is at the batch's sheet."""
        return self.batch.status == BatchStatus.CHECKING

    @property
    def confirmable(self) -> bool:
        return self.batch.status == BatchStatus.CHECKED and self.to_issue_count > 0

    def get_step_link(self, number):
        if number == 1:
            query = {"batch": self.batch.pk, **({DOOR: GROUP_DOOR} if self.from_group else {})}
            return f"{reverse('credentials_admin:start')}?{urlencode(query)}"
        if number == 2:
            return self.recipients_url
        return self.step_url("confirm") if self.confirmable else ""

    @property
    def recipients_url(self) -> str:
        """Back to where the recipients came from."""
        if self.checking:
            return self.step_url("checking")
        typed = not self.batch.source_name and self.staged_count
        return self.step_url(BY_HAND.step if typed else step_of(self.batch))

    def get_ways(self) -> list[dict]:
        """The ways in that the user has, to change over at step 2: ``way``, ``url``."""
        return [{"way": way, "url": self.step_url(way.step)} for way in ways_for(self.request.user)]

    @property
    def checked_url(self) -> str:
        """On from a check: to the confirmation, else to the rows that stand in its way, else back to their source.

        To how far it is, while the queue is at it.
        """
        if self.checking:
            return self.step_url("checking")
        if self.confirmable:
            return self.step_url("confirm")
        return self.step_url("rows" if self.staged_count else step_of(self.batch))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            staged_count=self.staged_count, to_issue_count=self.to_issue_count, confirmable=self.confirmable, **kwargs
        )

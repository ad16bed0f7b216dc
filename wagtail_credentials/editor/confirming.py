"""Step 3 of a batch issue: every credential as it will be, the recipients' addresses, the dates, and the last yes."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from ..domain.verdicts import ALREADY_THERE
from ..exceptions import NotAllowedInThisState, RowsInvalid
from ..services.batching import confirm_batch, frozen_template
from ..services.holding import rule_of
from ..services.staging import check_again, drop_rows
from ..tasks import enqueue_generate
from .batch_dates import BatchDatesForm, dates_from
from .records import batch_url
from .rows import fate, totals_of
from .wizard import BatchStepMixin

#: Recipients listed at once; ten thousand are never in one page.
LISTED = 50
#: Refused rows named in one message.
NAMED = 5


class ConfirmView(BatchStepMixin, TemplateView):
    """``?row=3`` shows the third of the rows (of those that ``?q=`` finds) and the part of the list around it."""

    template_name = "wagtail_credentials/editor/issue/confirm.html"
    step = 3

    def dispatch(self, request, *args, **kwargs):
        self.dates = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if not self.confirmable:
            return self.lead_back()
        self.dates = dates_from(request.GET, self.batch)
        return super().get(request, *args, **kwargs)

    def lead_back(self):
        if self.checking:
            messages.warning(self.request, _("There is nothing to confirm yet: the sheet is being checked."))
            return redirect(self.checked_url)
        if self.staged_count:
            messages.warning(self.request, _("There is nothing to confirm yet: look through the rows first."))
            return redirect(self.step_url("rows"))
        messages.warning(self.request, _("There are no recipients to confirm yet: enter them or upload a sheet first."))
        return redirect(self.recipients_url)

    def post(self, request, *args, **kwargs):
        if "drop" in request.POST:
            return self.drop(request.POST["drop"])
        self.dates = BatchDatesForm(request.POST, batch=self.batch)
        if not self.dates.is_valid():
            messages.error(request, _("The dates do not fit: nothing was confirmed."))
            return self.render_to_response(self.get_context_data(**kwargs))
        if "show_dates" in request.POST:
            return redirect(f"{self.here(self.position)}&{self.dates.as_query}")
        return self.confirm()

    def confirm(self):
        count = self.to_issue_count
        try:
            confirm_batch(self.batch, user=self.request.user, **self.dates.as_dates)
        except NotAllowedInThisState:
            self.batch.refresh_from_db()
            return self.lead_back() if self.batch.editable else self.lead_on()
        except RowsInvalid as error:
            self.report(error.problems)
            check_again(self.batch)
            return (
                redirect(self.checked_url) if not self.confirmable else self.render_to_response(self.get_context_data())
            )
        enqueue_generate(self.batch.pk)
        messages.success(self.request, self.success_message(count))
        return redirect(batch_url(self.batch.pk))

    def report(self, problems):
        """Say which rows stand in the way; the first ones by name of line and column."""
        self.batch.refresh_from_db()
        for problem in problems[:NAMED]:
            where = _("Line %(line)d, %(column)s") % {"line": problem.line, "column": problem.column}
            messages.error(self.request, f"{where}: {problem.message}")
        if len(problems) > NAMED:
            messages.error(self.request, _("%(count)d more rows have problems.") % {"count": len(problems) - NAMED})

    def success_message(self, count: int) -> str:
        text = ngettext(
            "%(count)d credential is being generated, and not published: it will wait under review.",
            "%(count)d credentials are being generated, and not published: they will wait under review.",
            count,
        )
        return text % {"count": count}

    def drop(self, pk):
        """Take one row out of the batch."""
        credential = get_object_or_404(self.to_issue, pk=pk if pk.isdecimal() else 0)
        self.dates = dates_from(self.request.GET, self.batch)
        here = self.row_url(self.position)
        try:
            drop_rows(self.batch, self.to_issue.filter(pk=credential.pk), user=self.request.user)
        except NotAllowedInThisState:
            return self.lead_on()
        messages.success(self.request, _("%(name)s was dropped from the batch.") % {"name": credential})
        return redirect(here)

    @cached_property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()

    @cached_property
    def found(self):
        """The rows that the search finds, all of them without one."""
        match = Q(recipient_name__icontains=self.query) | Q(recipient_email__icontains=self.query)
        return self.to_issue.filter(match) if self.query else self.to_issue

    @cached_property
    def found_count(self) -> int:
        return self.found.count() if self.query else self.to_issue_count

    @property
    def position(self) -> int:
        """Which row is shown, from 1; an address beyond the end shows the last."""
        row = self.request.GET.get("row", "")
        return max(1, min(int(row) if row.isdecimal() and len(row) < 10 else 1, self.found_count))

    def here(self, position: int) -> str:
        """This page showing another row; search and door are kept."""
        return self.step_url("confirm", **({"q": self.query} if self.query else {}), row=position)

    def row_url(self, position: int) -> str:
        dates = self.dates.as_query
        return f"{self.here(position)}&{dates}" if dates else self.here(position)

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.found, LISTED)
        # Known already: the paginator need not ask again.
        paginator.count = self.found_count
        page = paginator.get_page((self.position - 1) // LISTED + 1)
        entries = [self.entry(credential, n) for n, credential in enumerate(page.object_list, page.start_index())]
        current = next((entry for entry in entries if entry["position"] == self.position), None)
        return super().get_context_data(
            entries=entries,
            current=current,
            page=page,
            query=self.query,
            found_count=self.found_count,
            dates=self.dates,
            dates_fit=not self.dates.is_bound or self.dates.is_valid(),
            notes=self.batch.report.get("notes", []),
            already_there=self.already_there(),
            rows_url=self.step_url("rows", verdict="all"),
            previous_url=self.row_url(self.position - 1) if self.position > 1 else "",
            next_url=self.row_url(self.position + 1) if self.position < self.found_count else "",
            previous_page_url=self.row_url(page.start_index() - 1) if page.has_previous() else "",
            next_page_url=self.row_url(page.end_index() + 1) if page.has_next() else "",
            here=self.row_url(self.position),
            dropping=self.request.GET.get("dropping") == "1",
            values=self.values_shown(current),
            **kwargs,
        )

    def entry(self, credential, position: int) -> dict:
        """One line of the list."""
        return {
            "credential": credential,
            "position": position,
            "url": self.row_url(position),
            "duplicate": credential.verdict in ALREADY_THERE,
        }

    def already_there(self) -> str:
        """What becomes of people who are there already, in numbers; "" where nobody is."""
        rule, totals = rule_of(self.batch), totals_of(self.batch)
        parts = [f"{v.label}: {totals[v]} ({fate(v, rule)})" for v in ALREADY_THERE if totals[v]]
        return "; ".join(parts) + "." if parts else ""

    def values_shown(self, current) -> list[tuple[str, str]]:
        """What the row says, label and value, for whoever checks the picture against it."""
        if current is None:
            return []
        row = current["credential"].row
        return [(column.label, row.get(column.name, "")) for column in self.batch_columns if row.get(column.name)]

    @cached_property
    def batch_columns(self):
        return frozen_template(self.batch).columns

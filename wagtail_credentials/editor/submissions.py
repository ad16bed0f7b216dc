"""Option 3: recipients from a form page's submissions. The form is chosen, then its fields are matched."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ..domain.values import check_values
from ..exceptions import NotAllowedInThisState
from ..permissions import visible_forms
from ..services.checking import REJECTED, bounded
from ..services.submissions import (
    SUBMISSIONS,
    count_submissions,
    stage_submissions,
    submission_rows,
    submissions_between,
)
from .mapping import MappingForm
from .starting import CARDS
from .wizard import BatchStepMixin

#: Submissions in the preview.
PREVIEWED = 5


class ChooseFormView(BatchStepMixin, TemplateView):
    """The forms whose submissions the user may see, found by name with ``?q=``."""

    template_name = "wagtail_credentials/editor/issue/choose_form.html"

    def get(self, request, *args, **kwargs):
        if not visible_forms(request.user).exists():
            return redirect(self.step_url("upload"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()
        found = visible_forms(self.request.user).filter(title__icontains=query).order_by("title", "pk")
        pages = list(found.specific()[: CARDS + 1])
        counts = count_submissions(pages)
        cards = [
            {"page": page, "count": counts[page.pk], "url": self.step_url("submissions", form=page.pk)}
            for page in pages[:CARDS]
        ]
        return super().get_context_data(
            cards=cards, more=len(pages) > CARDS, query=query, ways=self.get_ways(), **kwargs
        )


class SubmissionsView(BatchStepMixin, FormView):
    """The fields of the form page that ``?form=`` names, else of the one that was chosen last time."""

    template_name = "wagtail_credentials/editor/issue/submissions.html"
    form_class = MappingForm

    @cached_property
    def kept(self) -> dict:
        """What was chosen before, for whoever comes back to change it."""
        return self.batch.report.get(SUBMISSIONS, {})

    @cached_property
    def page(self):
        """None where there is nothing to go by."""
        pages = visible_forms(self.request.user)
        if named := self.request.GET.get("form", ""):
            return get_object_or_404(pages, pk=named if named.isdecimal() else 0).specific
        last = pages.filter(pk=self.kept.get("page")).first()
        return last and last.specific

    @property
    def repeated(self) -> bool:
        return self.kept.get("page") == self.page.pk

    @cached_property
    def columns(self):
        """Those of the template as it is live: checking pins the batch to it."""
        return self.batch.template.columns

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.page else redirect(self.step_url("choose_form"))

    def post(self, request, *args, **kwargs):
        if not self.page:
            return redirect(self.step_url("choose_form"))
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.full_clean()
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_kwargs(self):
        kept = self.kept if self.repeated else None
        return {**super().get_form_kwargs(), "page": self.page, "columns": self.columns, "kept": kept}

    def form_valid(self, form):
        try:
            check = stage_submissions(self.batch, self.page, form.mapping, *form.period, user=self.request.user)
        except NotAllowedInThisState:
            return self.lead_on()
        if check.outcome == REJECTED:
            messages.error(self.request, " ".join(str(problem.message) for problem in check.problems))
        return redirect(self.checked_url)

    def form_invalid(self, form):
        messages.error(self.request, _("Something is still to be chosen: see below."))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(
            form=form,
            page=self.page,
            ways=self.get_ways(),
            choose_url=self.step_url("choose_form"),
            confirm_url=self.step_url("confirm") if self.confirmable else "",
            rows_url=self.step_url("rows"),
            **self.get_preview(form),
            **kwargs,
        )

    def get_preview(self, form) -> dict:
        """The first submissions as they will be read: ``headings``, ``rows`` of cells, and how many there are."""
        columns = [column for column in bounded(self.columns) if column.name in form.mapping]
        rows = submission_rows(self.page, form.mapping, *form.period, most=PREVIEWED)
        return {
            "headings": [column.label for column in columns],
            "rows": [self.preview_of(columns, row, line) for line, row in enumerate(rows, 1)] if columns else [],
            "total": submissions_between(self.page, *form.period).count(),
        }

    def preview_of(self, columns, row, line) -> list[dict]:
        values, problems = check_values(columns, row, line)
        wrong = {problem.column: problem.message for problem in problems}
        return [{"value": values[column.name], "problem": wrong.get(column.name)} for column in columns]

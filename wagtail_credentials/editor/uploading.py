"""Step 2 of a batch issue: the sheet of recipients goes in, or comes back with every problem listed."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from ..conf import conf
from ..domain.statuses import BatchStatus
from ..exceptions import NotAllowedInThisState
from ..services.queued_checking import for_the_queue, receive_sheet
from ..services.staging import stage_sheet
from ..tasks import enqueue_check
from .reading import ReadingForm
from .wizard import BatchStepMixin

#: Problems on one page of the list; a sheet of thousands may hold as many.
PROBLEMS = 100


class UploadForm(ReadingForm):
    sheet = forms.FileField(
        label=gettext_lazy("Sheet of recipients"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.ods", "aria-describedby": "id_sheet-help"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "max_length": gettext_lazy("The name of the file is too long: shorten it and choose it again."),
        },
    )

    def clean_sheet(self):
        sheet = self.cleaned_data["sheet"]
        if sheet.size > conf.max_upload_bytes:
            raise forms.ValidationError(
                _("The file has %(size)s; at most %(limit)s can be read. Split it into several batches.")
                % {"size": filesizeformat(sheet.size), "limit": filesizeformat(conf.max_upload_bytes)}
            )
        return sheet


class UploadView(BatchStepMixin, FormView):
    template_name = "wagtail_credentials/editor/issue/upload.html"
    form_class = UploadForm

    def get_initial(self):
        return ReadingForm.initial_of(self.batch.report)

    def form_valid(self, form):
        sheet = form.cleaned_data["sheet"]
        queued = for_the_queue(sheet.size)
        take = receive_sheet if queued else stage_sheet
        try:
            take(self.batch, sheet.read(), sheet.name, user=self.request.user, options=form.reading)
        except NotAllowedInThisState:
            return self.lead_on()
        if queued:
            enqueue_check(self.batch.pk)
        # What was found is kept with the batch, so that it survives a reload and a way back.
        return redirect(self.checked_url)

    def form_invalid(self, form):
        messages.error(self.request, " ".join(error for errors in form.errors.values() for error in errors))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        rejected = self.batch.status == BatchStatus.REJECTED and bool(self.batch.source)
        problems = self.batch.report.get("problems", []) if rejected else []
        form = kwargs.pop("form", None) or self.get_form()
        page = Paginator(problems, PROBLEMS).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            reading_open="reading" in self.request.GET or form.reading_open(problem["code"] for problem in problems),
            columns=self.batch.template.columns,
            problems=page,
            problem_count=len(problems),
            problem_title=self.problem_title(len(problems)),
            limit=filesizeformat(conf.max_upload_bytes),
            rows_limit=conf.max_rows,
            ways=self.get_ways(),
            confirm_url=self.step_url("confirm") if self.confirmable else "",
            rows_url=self.step_url("rows"),
            checking_url=self.step_url("checking") if self.checking else "",
            **kwargs,
        )

    def problem_title(self, count: int) -> str:
        return ngettext(
            "%(count)d problem in “%(name)s”: nothing was made",
            "%(count)d problems in “%(name)s”: nothing was made",
            count,
        ) % {"count": count, "name": self.batch.source_name}

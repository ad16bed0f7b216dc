"""Option 1: recipients entered by hand, in a form made from the template's columns."""

from django import forms
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from ..domain.columns import OPTIONAL, Column, FieldType, Problem
from ..exceptions import NotAllowedInThisState
from ..services.checking import ACCEPTED
from ..services.staging import stage_recipients
from .wizard import BatchStepMixin

#: Recipients in the form; Django takes a thousand fields at most, and more of them are less work in a sheet.
MOST_FIELDS = 800
MOST_RECIPIENTS = 50


class DateInput(forms.DateInput):
    """The browser's own: a calendar to the mouse, digits to the keyboard, a wheel on a telephone."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def widget_for(column: Column) -> forms.Widget:
    """The input that fits the column's type. The service checks the values: here nothing is refused."""
    if column.type == FieldType.CHOICE:
        return forms.Select(choices=[("", "—"), *((choice, choice) for choice in column.choices)])
    widgets = {
        FieldType.LONG_TEXT: lambda attrs: forms.Textarea({**attrs, "rows": 3}),
        FieldType.NUMBER: lambda attrs: forms.TextInput({**attrs, "inputmode": "decimal"}),
        FieldType.DATE: DateInput,
        FieldType.URL: forms.URLInput,
        FieldType.EMAIL: forms.EmailInput,
    }
    attrs = {} if column.type == FieldType.DATE else {"placeholder": column.example, "autocomplete": "off"}
    return widgets.get(column.type, forms.TextInput)(attrs)


class RowForm(forms.Form):
    """One recipient: a field for each column. Values stay strings, as a sheet's cells are."""

    def __init__(self, *args, columns: list[Column], **kwargs):
        super().__init__(*args, **kwargs)
        for column in columns:
            self.fields[column.name] = forms.CharField(
                label=column.label,
                required=False,
                strip=False,
                max_length=None,
                help_text=column.help_text,
                widget=widget_for(column),
            )
            # For the mark beside the label; the service says what is missing, for every recipient at once.
            self.fields[column.name].marked_required = column.required

    @property
    def row_number(self) -> str:
        """Which of the rows of the page it is, as its fields' names have it."""
        return self.prefix.rpartition("-")[2]

    @property
    def main_fields(self):
        return [self[name] for name in self.fields if name not in OPTIONAL]

    @property
    def more_fields(self):
        return [self[name] for name in self.fields if name in OPTIONAL]

    @property
    def more_open(self) -> bool:
        """Something stands there, or is wrong there."""
        return any(field.value() or (self.is_bound and field.errors) for field in self.more_fields)

    @property
    def values(self) -> dict[str, str]:
        """What was typed, by column."""
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    @property
    def empty(self) -> bool:
        return not any(value.strip() for value in self.values.values())

    def add_problem(self, problem: Problem) -> None:
        """Show what the check found beside its cell, else above the recipient."""
        self.is_valid()
        self.add_error(problem.column if problem.column in self.fields else None, str(problem.message))


class RecipientsView(BatchStepMixin, TemplateView):
    """The form; "Add another" and "Remove" work as buttons that send it, too."""

    template_name = "wagtail_credentials/editor/issue/recipients.html"

    @cached_property
    def columns(self):
        """Those of the template as it is live: checking pins the batch to it."""
        return self.batch.template.columns

    @property
    def most(self) -> int:
        """How many recipients fit into the form."""
        return min(MOST_RECIPIENTS, MOST_FIELDS // (len(self.columns) + 1))

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(forms=self.typed_before() or [self.row_form(1)]))

    def typed_before(self):
        """The recipients entered before, for whoever comes back to change them."""
        if self.batch.source_name or self.staged_count > self.most:
            return []
        return [self.row_form(number, initial=row.row) for number, row in enumerate(self.staged, start=1)]

    def row_form(self, number, **kwargs):
        return RowForm(columns=self.columns, prefix=f"row-{number}", **kwargs)

    def post(self, request, *args, **kwargs):
        numbers = list(dict.fromkeys(n for n in request.POST.getlist("row") if n.isdecimal()))[: self.most]
        gone = request.POST.get("remove")
        rows = {number: self.row_form(number, data=request.POST) for number in numbers if number != gone}
        if "add" in request.POST or gone or not rows:
            return self.show([*rows.values()], another="add" in request.POST or not rows)
        return self.check([*rows.values()])

    def show(self, rows, *, another=False):
        """The form as it was typed, with one more recipient where asked for."""
        if another and len(rows) < self.most:
            number = max((int(form.prefix.removeprefix("row-")) for form in rows), default=0) + 1
            rows = [*rows, self.row_form(number)]
        return self.render_to_response(self.get_context_data(forms=rows))

    def check(self, rows):
        filled = [form for form in rows if not form.empty] or rows[:1]
        try:
            check = stage_recipients(self.batch, [form.values for form in filled], user=self.request.user)
        except NotAllowedInThisState:
            return self.lead_on()
        if check.outcome == ACCEPTED:
            return redirect(self.checked_url)
        self.place(check.problems, filled)
        messages.error(self.request, self.problem_message(len(check.problems)))
        return self.show(filled)

    def place(self, problems, rows):
        """Each problem beside its cell; typed recipients count from 1."""
        for problem in problems:
            if 1 <= problem.line <= len(rows):
                rows[problem.line - 1].add_problem(problem)
            else:
                messages.error(self.request, problem.message)

    def problem_message(self, count: int) -> str:
        text = ngettext("One value needs a look: see below.", "%(count)d values need a look: see below.", count)
        return text % {"count": count} if count != 1 else text

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            blank=RowForm(columns=self.columns, prefix="row-__number__"),
            most=self.most,
            ways=self.get_ways(),
            replaces_others=bool(self.batch.source_name) and (self.staged_count or self.checking),
            submit_label=_("Confirm and continue"),
            **kwargs,
        )

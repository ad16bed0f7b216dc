"""Which field of a form page fills which column, and which days of its submissions are read."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..conf import conf
from ..domain.columns import OPTIONAL, Column
from ..services.submissions import fields_of, submissions_between, suggest_mapping
from .recipients import DateInput

#: Days that every database and time zone can take.
DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(9998, 12, 31))]


def input_name(column: str) -> str:
    """The prefix keeps a column called "since" apart from the days."""
    return f"column-{column}"


class MappingForm(forms.Form):
    """A choice among the page's fields for each column. ``kept`` is what a batch keeps of an earlier choice."""

    since = forms.DateField(label=gettext_lazy("Submitted from"), required=False, widget=DateInput, validators=DAYS)
    until = forms.DateField(label=gettext_lazy("Submitted until"), required=False, widget=DateInput, validators=DAYS)

    def __init__(self, *args, page, columns: list[Column], kept: dict | None = None, **kwargs):
        fields = fields_of(page)
        mapping = kept["mapping"] if kept else suggest_mapping(columns, fields)
        days = {"since": kept["from"], "until": kept["to"]} if kept else {}
        initial = {input_name(column): name for column, name in mapping.items()}
        initial |= {name: date.fromisoformat(day) for name, day in days.items() if day}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.page, self.columns = page, columns
        choices = [("", "—"), *((submitted.name, submitted.label) for submitted in fields)]
        self.fields |= {input_name(column.name): self.choice_for(column, choices) for column in columns}

    @staticmethod
    def choice_for(column: Column, choices) -> forms.ChoiceField:
        field = forms.ChoiceField(
            label=column.label,
            choices=choices,
            required=column.required,
            help_text=column.help_text,
            error_messages={"required": gettext_lazy("Choose the field in which this stands.")},
        )
        field.marked_required = column.required
        return field

    @property
    def main_fields(self):
        return [self[input_name(column.name)] for column in self.columns if column.name not in OPTIONAL]

    @property
    def more_fields(self):
        return [self[input_name(name)] for name in OPTIONAL]

    @property
    def more_open(self) -> bool:
        return any(field.value() or field.errors for field in self.more_fields)

    @property
    def day_fields(self):
        return [self["since"], self["until"]]

    @property
    def mapping(self) -> dict[str, str]:
        """{column: field} as it is chosen at the moment, even where something is missing yet."""
        chosen = {column.name: self[input_name(column.name)] for column in self.columns}
        return {
            name: choice.value()
            for name, choice in chosen.items()
            if choice.value() and choice.field.valid_value(choice.value())
        }

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day, None for an open end."""
        values = getattr(self, "cleaned_data", self.initial)
        return values.get("since"), values.get("until")

    def clean(self):
        since, until = self.period
        if since and until and until < since:
            raise forms.ValidationError(_("The last day lies before the first one."))
        count = submissions_between(self.page, since, until).count()
        if not count:
            raise forms.ValidationError(_("Nobody sent in the form in these days."))
        if count > conf.max_rows:
            text = _("%(count)d submissions; at most %(limit)d fit into one batch. Choose fewer days.")
            raise forms.ValidationError(text % {"count": count, "limit": conf.max_rows})

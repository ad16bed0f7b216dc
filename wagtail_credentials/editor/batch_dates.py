"""When a batch's credentials are issued and when they end, as asked for at the last step."""

from urllib.parse import urlencode

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Batch, CredentialGroup
from .recipients import DateInput

VALIDITY, CUSTOM, NEVER = "validity", "custom", "never"


class BatchDatesForm(forms.Form):
    """Dates for the whole batch; a row's own date wins. Without data it says what the batch or its group would do."""

    issued_on = forms.DateField(label=gettext_lazy("Issued on"), widget=DateInput)
    expiry = forms.ChoiceField(label=gettext_lazy("Expires"), widget=forms.RadioSelect)
    expires_on = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DateInput)

    def __init__(self, data=None, *, batch: Batch, **kwargs):
        super().__init__(data, **kwargs)
        self.group = batch.group if batch.group_id and batch.group.validity_amount else None
        self.fields["expiry"].choices = self.choices()
        self.initial.setdefault("issued_on", batch.issued_on or timezone.localdate())
        self.initial.setdefault("expires_on", batch.expires_on)
        self.initial.setdefault("expiry", CUSTOM if batch.expires_on else VALIDITY if self.group else NEVER)

    def choices(self):
        validity = [(VALIDITY, self.validity_label(self.group))] if self.group else []
        return [*validity, (CUSTOM, _("On a date of its own")), (NEVER, _("Never"))]

    def validity_label(self, group: CredentialGroup) -> str:
        unit = group.get_validity_unit_display()
        return _("After %(amount)s %(unit)s, as the group has it") % {"amount": group.validity_amount, "unit": unit}

    @property
    def validity_ends(self) -> str:
        """The day that the group's validity comes to, as people read it; "" where it does not end."""
        issued_on = self.data.get("issued_on") if self.is_bound else self.initial["issued_on"]
        try:
            issued_on = self.fields["issued_on"].to_python(issued_on)
            ends = self.group.expires_on(issued_on) if self.group and issued_on else None
        except forms.ValidationError:
            return ""
        return formats.date_format(ends, "DATE_FORMAT") if ends else ""

    def clean(self):
        values = super().clean()
        issued_on, expires_on = values.get("issued_on"), values.get("expires_on")
        if values.get("expiry") == CUSTOM:
            if not expires_on and "expires_on" not in self.errors:
                self.add_error("expires_on", _("Choose the last day, or another way to expire."))
            elif issued_on and expires_on and expires_on < issued_on:
                self.add_error("expires_on", _("It would expire before it is issued. Choose a later day."))
        return values

    @property
    def as_dates(self) -> dict:
        """What ``services.batching.confirm_batch`` takes: ``issued_on``, ``expires_on``, ``never_expires``."""
        expiry = self.cleaned_data["expiry"]
        return {
            "issued_on": self.cleaned_data["issued_on"],
            "expires_on": self.cleaned_data["expires_on"] if expiry == CUSTOM else None,
            "never_expires": expiry == NEVER,
        }

    @property
    def as_query(self) -> str:
        """The dates as they stand in an address, so that a preview is drawn with them; "" where they do not fit."""
        return urlencode({name: self.data.get(name, "") for name in self.fields}) if self.is_bound else ""


def dates_from(query, batch: Batch) -> BatchDatesForm:
    """The dates that an address asks a preview to be drawn with; those of the batch where it asks for none."""
    return BatchDatesForm(query if "issued_on" in query else None, batch=batch)

"""How an uploaded sheet is to be read: the fields with which the editor says so."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.reading import (
    DATE_CODES,
    DATE_FORMAT_LABEL,
    ENCODING_CODES,
    ENCODINGS,
    SHEET_CODES,
    DateFormat,
    ReadingOptions,
)

READING = ("encoding", "date_format", "sheet_name")
#: Problems that another choice here may solve.
SOLVED_HERE = frozenset((*ENCODING_CODES, *DATE_CODES, *SHEET_CODES))


class ReadingForm(forms.Form):
    """Whatever is left out reads the sheet as it says itself."""

    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Found out (UTF-8, UTF-16)")), *ENCODINGS],
        help_text=_("Of a CSV. Choose another where letters with accents, or all letters, are refused."),
    )
    date_format = forms.ChoiceField(
        label=DATE_FORMAT_LABEL,
        required=False,
        choices=DateFormat.choices,
        help_text=_("Year-month-day, and date cells of a workbook, are read whichever you choose."),
    )
    sheet_name = forms.CharField(
        label=_("Name of the sheet"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Of a workbook with several. Left empty, the one in front when the file opens is read."),
    )

    @staticmethod
    def initial_of(report: dict) -> dict[str, str]:
        """What was chosen for the sheet of a batch with that report."""
        kept = ReadingOptions(**report.get("reading", {}))
        return dict(zip(READING, (kept.encoding, kept.date_format, kept.sheet), strict=True))

    @property
    def reading(self) -> ReadingOptions:
        """What was chosen, once the form is valid."""
        encoding, date_format, sheet = (self.cleaned_data[name] for name in READING)
        return ReadingOptions(encoding, date_format or DateFormat.ISO.value, sheet)

    @property
    def reading_fields(self):
        return [self[name] for name in READING]

    def reading_open(self, codes: Iterable[str]) -> bool:
        """Something here is wrong, may solve problems of these codes, or is other than usual."""
        chosen = any(field.value() not in ("", None, DateFormat.ISO.value) for field in self.reading_fields)
        wrong = self.is_bound and any(field.errors for field in self.reading_fields)
        return chosen or wrong or not SOLVED_HERE.isdisjoint(codes)

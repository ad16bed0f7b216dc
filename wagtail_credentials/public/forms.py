from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .ids import LONGEST, read_id


class VerifyForm(forms.Form):
    """One field: an ID, or the link on a document. Clean data has the UUID."""

    id = forms.CharField(
        label=_("Credential ID or link"),
        max_length=LONGEST,
        help_text=_("It stands on the document, and in the link behind its QR code."),
        error_messages={
            "required": _("Enter the ID or the link that stands on the credential."),
            "max_length": _("This is too long for an ID or a link."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_id(self):
        uuid = read_id(self.cleaned_data["id"])
        if uuid is None:
            raise ValidationError(
                _("This is no credential ID. One looks like this: 3f2b8c1e-9a4d-4e6f-8b7a-2d5c1e0f9a3b.")
            )
        return uuid

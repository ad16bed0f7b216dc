"""Revoke one published credential: for ever, with a reason that its page shows."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from ..exceptions import CredentialsError
from ..services.revoking import revoke
from .asking import AskView
from .records import credential_or_404


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Anybody who opens or verifies the credential reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RevokeView(FormView, AskView):
    form_class = RevokeForm
    page_title = gettext_lazy("Revoke")
    question = gettext_lazy("It can never be made valid again. Its page will say that it was revoked, and why.")
    yes = gettext_lazy("Yes, revoke it")
    no = gettext_lazy("No, keep it valid")
    serious = True

    @cached_property
    def record(self):
        return credential_or_404(self.request.user, self.kwargs["pk"], "revoke")

    @property
    def back_url(self):
        return reverse("credentials_admin:review", args=[self.record.pk])

    def form_valid(self, form):
        try:
            revoke(self.record, form.cleaned_data["reason"], user=self.request.user)
        except CredentialsError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("The credential of %(name)s is revoked.") % {"name": self.record})
        return redirect(self.back_url)

"""One credential as its recipient will see it, and what a reviewer decides about it."""

from dataclasses import dataclass
from urllib.parse import quote

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from .. import tasks
from ..domain.columns import STANDARD, FieldType
from ..domain.statuses import AWAITING_PEOPLE, IN_QUEUE, PUBLIC, REPLACEABLE, CredentialStatus
from ..exceptions import CredentialsError
from ..models import Credential
from ..permissions import credential_policy
from ..services.batching import frozen_template
from ..services.reviewing import approve, blocked_by_four_eyes, drop, return_to_issuer
from .asking import HOME, AskView
from .columns import tone
from .credentials import permanent_path
from .records import batch_url, credential_or_404, may, template_url
from .review_queue import UnderReviewView


@dataclass
class Place:
    """Where a credential stands in the queue: ``number`` counts from 1, 0 where it is not (or no longer) in it."""

    number: int
    total: int
    previous: int | None
    following: int | None


def place_in(pks: list[int], pk: int) -> Place:
    """The place of ``pk`` in the queue's primary keys. One that left the queue is followed by its first."""
    if pk not in pks:
        return Place(0, len(pks), None, pks[0] if pks else None)
    index = pks.index(pk)
    previous = pks[index - 1] if index else None
    following = pks[index + 1] if index + 1 < len(pks) else None
    return Place(index + 1, len(pks), previous, following)


def shown(column, value: str) -> str:
    """A value as people read it: dates in the format of their language."""
    day = parse_date(value) if column.type == FieldType.DATE else None
    return date_format(day, "DATE_FORMAT") if day else value


class CredentialMixin:
    """A view of one credential on the way through the queue whose filters are in the query string."""

    actions = ()

    @cached_property
    def record(self) -> Credential:
        return credential_or_404(self.request.user, self.kwargs["pk"], *self.actions)

    @cached_property
    def place(self) -> Place:
        queue = UnderReviewView.listed(self.request).values_list("pk", flat=True)
        return place_in(list(queue), self.record.pk)

    def address(self, name: str, pk: int | None = None) -> str:
        """The address of a view of a credential in the same queue."""
        query = self.request.GET.urlencode()
        url = reverse(f"credentials_admin:{name}", args=[pk or self.record.pk])
        return f"{url}?{query}" if query else url

    @property
    def queue_url(self) -> str:
        return f"{reverse('credentials_admin:under_review')}?{self.request.GET.urlencode()}"

    @property
    def back_url(self) -> str:
        return self.address("review")

    def go_on(self):
        """To the next in the queue, as it was before this one left it; behind the last one, to the queue."""
        following = self.place.following
        return redirect(self.address("review", following) if following else self.queue_url)


class ReviewView(CredentialMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the credential; POST publishes it, if it still is what was shown."""

    template_name = "wagtail_credentials/editor/review/page.html"
    _show_breadcrumbs = True  # Wagtail 7.4 asks for it
    header_icon = "credential-review"

    def post(self, request, pk):
        self.actions = ("publish",)
        chosen = credential_policy.visible_to(request.user).filter(pk=self.record.pk)
        following = self.go_on()
        try:
            batches = approve(chosen, user=request.user, seen={self.record.pk: request.POST.get("content_hash", "")})
        except CredentialsError as error:
            messages.error(request, str(error))
            return redirect(self.back_url)
        if not batches:
            messages.warning(request, _("It was not under review any more: nothing was published."))
            return redirect(self.back_url)
        for batch_id in batches:
            tasks.enqueue_publish(batch_id)
        progress = messages.button(batch_url(self.record.batch_id), _("See progress"))
        messages.success(request, _("%(name)s is being published.") % {"name": self.record}, buttons=[progress])
        return following

    def get_page_title(self):
        return self.record.recipient_name

    def get_breadcrumbs_items(self):
        if self.record.status in AWAITING_PEOPLE:
            listing = {"url": self.queue_url, "label": _("Under review")}
        else:
            listing = {"url": reverse("credentials:index"), "label": _("All")}
        return [*self.breadcrumbs_items, HOME, listing, {"url": "", "label": self.record.recipient_name}]

    @cached_property
    def header_more_buttons(self):
        buttons = [Button(_("History"), reverse("credentials:history", args=[self.record.pk]), icon_name="history")]
        if self.record.status in (CredentialStatus.PUBLISHED, CredentialStatus.SUSPENDED) and self.can("revoke"):
            url = reverse("credentials_admin:revoke", args=[self.record.pk])
            buttons.append(Button(_("Revoke"), url, icon_name="cross", priority=1100))
        return buttons

    def can(self, action: str) -> bool:
        return may(self.request.user, action, self.record)

    @property
    def four_eyes(self) -> bool:
        """The user confirmed the batch, so that somebody else has to publish it."""
        mine = Credential.objects.filter(pk=self.record.pk)
        return blocked_by_four_eyes(mine, self.request.user).exists()

    @cached_property
    def successor(self) -> Credential | None:
        """The corrected copy that has taken its place, or waits to."""
        if self.record.status not in PUBLIC:
            return None
        return Credential.objects.filter(replaces=self.record.pk).first()

    def values(self) -> list[tuple[str, str]]:
        """What the credential says, under the labels of its columns."""
        row = self.record.row
        columns = frozen_template(self.record.batch).columns
        return [
            (column.label, shown(column, row.get(column.name, "")))
            for column in columns
            if row.get(column.name) or column.name not in STANDARD
        ]

    def get_context_data(self, **kwargs):
        credential, batch, place = self.record, self.record.batch, self.place
        in_review = credential.status == CredentialStatus.IN_REVIEW
        return {
            **super().get_context_data(**kwargs),
            "credential": credential,
            "batch": batch,
            "batch_url": batch_url(batch.pk),
            "tone": tone(credential.status),
            "place": place,
            "previous_url": self.address("review", place.previous) if place.previous else "",
            "next_url": self.address("review", place.following) if place.following else "",
            "queue_url": self.queue_url,
            "values": self.values(),
            "has_files": credential.is_drawn,
            "in_queue": credential.status in IN_QUEUE,
            "is_public": credential.status in PUBLIC,
            "permanent_url": permanent_path(credential),
            "can_publish": in_review and self.can("publish"),
            "four_eyes": in_review and self.can("publish") and self.four_eyes,
            "mistakes": credential.status in AWAITING_PEOPLE and (self.can("issue") or self.can("publish")),
            "successor": self.successor,
            "can_replace": credential.status in REPLACEABLE and not credential.expired and self.can("issue"),
            "replace_url": reverse("credentials_admin:replace", args=[credential.pk]),
            "can_return": in_review and self.can("publish"),
            "can_drop": self.can("publish"),
            "correct_url": f"{reverse('credentials_admin:correct', args=[credential.pk])}?next={self.quoted_back_url}",
            "template_url": template_url(self.request.user, batch),
            "newer_version": batch.template.live_revision_id not in (None, batch.template_revision_id),
            "return_url": self.address("return"),
            "drop_url": self.address("drop"),
            "return_form": ReturnForm(),
        }

    @property
    def quoted_back_url(self) -> str:
        return quote(self.back_url)


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What should be mended?"),
        help_text=gettext_lazy("The issuer reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnView(CredentialMixin, FormView, AskView):
    """Returns a credential to its issuer, with a comment."""

    actions = ("publish",)
    form_class = ReturnForm
    page_title = gettext_lazy("Return to the issuer")
    question = gettext_lazy("It leaves the queue until somebody has mended it.")
    yes = gettext_lazy("Return it")

    def form_valid(self, form):
        following = self.go_on()
        try:
            return_to_issuer(self.record, form.cleaned_data["comment"], user=self.request.user)
        except CredentialsError as error:
            messages.error(self.request, str(error))
            return redirect(self.back_url)
        messages.success(self.request, _("%(name)s was returned to the issuer.") % {"name": self.record})
        return following


class DropView(CredentialMixin, AskView):
    """Takes a credential out of its batch for good."""

    actions = ("publish",)
    page_title = gettext_lazy("Drop")
    question = gettext_lazy("This credential is cancelled for good and never published. The others are not touched.")
    yes = gettext_lazy("Yes, drop it")
    no = gettext_lazy("No, keep it")
    serious = True

    def post(self, request, *args, **kwargs):
        following = self.go_on()
        try:
            drop(self.record, user=request.user)
        except CredentialsError as error:
            messages.error(request, str(error))
            return redirect(self.back_url)
        messages.success(request, _("%(name)s was dropped.") % {"name": self.record})
        return following

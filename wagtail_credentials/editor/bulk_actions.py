"""What is done with several credentials at once: publish them, or revoke them.

Wagtail's own "select all" forgets the listing's filters (wagtail#12853) and shows every record on the page that asks.
Here it means what the listing shows, and what is done is what the page that asked had counted.
"""

import hashlib

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .. import tasks
from ..domain.statuses import CredentialStatus
from ..exceptions import CredentialsError
from ..models import Batch, Credential
from ..permissions import credential_policy
from ..services.reviewing import AT_ONCE, approve, blocked_by_four_eyes
from ..services.revoking import revoke
from .asking import HOME
from .credentials import CredentialsView
from .records import batch_url, visible_credentials
from .review_queue import UnderReviewView
from .revoking import RevokeForm

LISTINGS = {view.listing_name: view for view in (CredentialsView, UnderReviewView)}
#: Recipients named on the page that asks, and batches named in the message afterwards.
SHOWN, BUTTONS = 50, 3


class SelectionForm(forms.Form):
    """What the page counted, so that nothing that came into the listing since is done unseen."""

    selection = forms.CharField(widget=forms.HiddenInput)


class RevokeSelectionForm(RevokeForm, SelectionForm):
    field_order = ["reason", "selection"]


class CredentialBulkAction(BulkAction):
    """Subclasses say on which credentials they act (``eligible``), by what ``permission``, and how (``carry_out``)."""

    models = [Credential]
    template_name = "wagtail_credentials/editor/bulk_actions/confirm.html"
    form_class = SelectionForm
    serious = False

    @cached_property
    def selected(self):
        """Those chosen one by one, or all that the listing shows for its filters and search."""
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            return self.get_all_objects_in_listing_query(self.request.GET.get("childOf"))
        return visible_credentials(self.request.user).filter(pk__in=[pk for pk in ids if pk.isdigit()])

    def get_all_objects_in_listing_query(self, parent_id):
        if parent_id not in LISTINGS:
            raise Http404
        return LISTINGS[parent_id].listed(self.request)

    @cached_property
    def allowed(self):
        policy = credential_policy.instances_user_has_any_permission_for(self.request.user, [self.permission])
        return self.selected.filter(pk__in=policy.values("pk"))

    @cached_property
    def chosen(self) -> dict[int, str]:
        """What will be done: content hashes by primary key."""
        return dict(self.eligible().order_by("batch_id", "line").values_list("pk", "content_hash"))

    @property
    def selection(self) -> str:
        """A fingerprint of what the page counted."""
        return hashlib.sha256(repr(sorted(self.chosen.items())).encode()).hexdigest()

    def shown(self):
        """The first of them, to be named on the page."""
        return (
            visible_credentials(self.request.user).filter(pk__in=list(self.chosen)[:SHOWN]).order_by("batch_id", "line")
        )

    def get_initial(self):
        return {"selection": self.selection}

    def get_context_data(self, **kwargs):
        selected, allowed = self.selected.count(), self.allowed.count()
        return {
            "form": self.get_form(),
            **kwargs,
            "view": self,
            "header_title": self.title,
            "breadcrumbs_items": self.breadcrumbs(),
            "count": len(self.chosen),
            "shown": self.shown(),
            "more": max(len(self.chosen) - SHOWN, 0),
            "no_access": selected - allowed,
            "left_out": self.left_out(),
            "summary": self.summary(len(self.chosen)),
            "next": self.next_url,
            "submit_url": self.request.get_full_path(),
        }

    def breadcrumbs(self):
        listing = {"url": self.next_url, "label": _("Listing")}
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, HOME, listing, {"url": "", "label": self.title}]

    def form_valid(self, form):
        if form.cleaned_data["selection"] != self.selection:
            messages.warning(self.request, _("The listing has changed meanwhile. This is what would happen now."))
            return redirect(self.request.get_full_path())
        if not self.chosen:
            return redirect(self.next_url)
        try:
            with transaction.atomic():
                batches = self.carry_out(form)
        except CredentialsError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, self.done(len(self.chosen)), buttons=self.batch_buttons(batches))
        return redirect(self.next_url)

    def chunks(self):
        """The chosen as querysets that every database takes: they hold primary keys, not the listing's filters."""
        pks = list(self.chosen)
        for start in range(0, len(pks), AT_ONCE):
            yield Credential.objects.filter(pk__in=pks[start : start + AT_ONCE])

    def batch_buttons(self, batches):
        named = Batch.objects.filter(pk__in=batches).order_by("-pk")[:BUTTONS]
        return [messages.button(batch_url(batch.pk), batch.name) for batch in named]

    def left_out(self) -> list[str]:
        """Sentences about those selected that nothing will happen to."""
        return []


class PublishBulkAction(CredentialBulkAction):
    display_name = gettext_lazy("Publish now")
    action_type = "publish"
    aria_label = gettext_lazy("Publish the selected credentials now")
    action_priority = 10
    permission = "publish"
    title = gettext_lazy("Publish now")
    yes = gettext_lazy("Publish now")
    no = gettext_lazy("No, go back")

    @cached_property
    def under_review(self):
        return self.allowed.filter(status=CredentialStatus.IN_REVIEW)

    @cached_property
    def blocked(self) -> set[int]:
        return set(blocked_by_four_eyes(self.under_review, self.request.user).values_list("pk", flat=True))

    def eligible(self):
        mine = blocked_by_four_eyes(Credential.objects.all(), self.request.user)
        return self.under_review.exclude(pk__in=mine.values("pk"))

    def summary(self, count):
        return ngettext(
            "%(count)d credential will be published: its recipient and anybody with its address can see it.",
            "%(count)d credentials will be published: their recipients and anybody with their addresses can see them.",
            count,
        ) % {"count": count}

    def left_out(self):
        skipped = self.allowed.exclude(status=CredentialStatus.IN_REVIEW).count()
        blocked = len(self.blocked)
        sentences = []
        if skipped:
            sentence = ngettext(
                "%(count)d is skipped: it is not under review.",
                "%(count)d are skipped: they are not under review.",
                skipped,
            )
            sentences.append(sentence % {"count": skipped})
        if blocked:
            sentence = ngettext(
                "%(count)d is left for somebody else to publish: you confirmed its batch.",
                "%(count)d are left for somebody else to publish: you confirmed their batch.",
                blocked,
            )
            sentences.append(sentence % {"count": blocked})
        return sentences

    def carry_out(self, form):
        batches = set()
        for credentials in self.chunks():
            batches.update(approve(credentials, user=self.request.user, seen=self.chosen))
        for batch_id in batches:
            tasks.enqueue_publish(batch_id)
        return batches

    def done(self, count):
        return ngettext(
            "%(count)d credential is being published.", "%(count)d credentials are being published.", count
        ) % {"count": count}


class RevokeBulkAction(CredentialBulkAction):
    display_name = gettext_lazy("Revoke")
    action_type = "revoke"
    aria_label = gettext_lazy("Revoke the selected credentials")
    action_priority = 90
    classes = {"serious"}
    permission = "revoke"
    form_class = RevokeSelectionForm
    serious = True
    title = gettext_lazy("Revoke")
    yes = gettext_lazy("Yes, revoke")
    no = gettext_lazy("No, keep them valid")

    def eligible(self):
        return self.allowed.filter(status__in=(CredentialStatus.PUBLISHED, CredentialStatus.SUSPENDED))

    def summary(self, count):
        return ngettext(
            "%(count)d credential will be revoked for ever. Its page says so, with the reason.",
            "%(count)d credentials will be revoked for ever. Their pages say so, with the reason.",
            count,
        ) % {"count": count}

    def left_out(self):
        if not (skipped := self.allowed.count() - len(self.chosen)):
            return []
        sentence = ngettext(
            "%(count)d is skipped: it is not published.", "%(count)d are skipped: they are not published.", skipped
        )
        return [sentence % {"count": skipped}]

    def carry_out(self, form):
        batches = set()
        for credentials in self.chunks():
            for credential in credentials:
                revoke(credential, form.cleaned_data["reason"], user=self.request.user)
                batches.add(credential.batch_id)
        return batches

    def done(self, count):
        return ngettext("%(count)d credential revoked.", "%(count)d credentials revoked.", count) % {"count": count}

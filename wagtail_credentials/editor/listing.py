"""What the listings of credentials have in common: who sees which, filters, search, columns."""

import re
from uuid import UUID

import django_filters
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from ..domain.statuses import CredentialStatus
from ..models import Credential, CredentialGroup, CredentialTemplate
from ..permissions import SEE, batch_policy, credential_policy
from .columns import DayColumn, LinkColumn, StatusColumn, issue_button
from .records import batch_url, visible_credentials

UUID_TEXT = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


def in_visible_collections(model):
    """For filters: what gives the model's records in collections where the user of a request sees credentials."""

    def records(request):
        collections = credential_policy.collections_user_has_any_permission_for(request.user, SEE)
        return model.objects.filter(collection__in=list(collections)).only("pk", "title").order_by("title", "pk")

    return records


def visible_batches(request):
    return batch_policy.visible_to(request.user).only("pk", "name")


class CredentialFilterSet(WagtailFilterSet):
    """Filters that every listing of credentials has."""

    batch = django_filters.ModelChoiceFilter(label=_("Batch"), queryset=visible_batches)
    group = django_filters.ModelChoiceFilter(
        label=_("Group"), field_name="batch__group", queryset=in_visible_collections(CredentialGroup)
    )
    template = django_filters.ModelChoiceFilter(
        label=_("Template"), field_name="batch__template", queryset=in_visible_collections(CredentialTemplate)
    )
    issued_on = django_filters.DateFromToRangeFilter(label=_("Issued on"), widget=DateRangePickerWidget)

    class Meta:
        model = Credential
        fields = []


class StatusFilterSet(CredentialFilterSet):
    """The same, and the state."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"),
        choices=[choice for choice in CredentialStatus.choices if choice[0] != CredentialStatus.STAGED],
        widget=CheckboxSelectMultiple,
    )


class CredentialListingView(generic.IndexView):
    """A universal listing of the credentials a user may see."""

    model = Credential
    permission_policy = credential_policy
    any_permission_required = SEE
    is_searchable = True
    search_backend_name = None
    search_fields = ["recipient_name", "recipient_email", "recipient_id", "batch__name"]
    paginate_by = 50
    default_ordering = None
    template_name = "wagtail_credentials/editor/credentials/index.html"
    #: Wagtail's own export is not ours: see ``exporting``.
    FORMATS = ()
    #: Carried by "select all", so that a bulk action knows whose filters the query string speaks of.
    listing_name = ""

    def get_base_queryset(self):
        return visible_credentials(self.request.user).defer("batch__template__elements")

    def order_queryset(self, queryset):
        """Rows alike in the chosen column keep the order of their sheet, so that pages never overlap."""
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "batch_id", "line") if queryset.query.order_by else queryset

    def filter_queryset(self, queryset):
        """A filter nobody can have chosen (a foreign batch) shows nothing, rather than everything."""
        return super().filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    def search_queryset(self, queryset):
        """An id, or an address with an id in it, finds its credential; else names, addresses and batches."""
        if self.is_searching and (found := UUID_TEXT.search(self.search_query)):
            return queryset.filter(uuid=UUID(found[0]))
        return super().search_queryset(queryset)

    @classmethod
    def listed(cls, request):
        """All that the listing shows for the request's filters and search, on every page of it."""
        view = cls()
        view.setup(request)
        return view.get_queryset()

    def get_edit_url(self, instance):
        url = reverse("credentials_admin:review", args=[instance.pk])
        return f"{url}?{self.queue_query}" if self.queue_query else url

    @cached_property
    def queue_query(self) -> str:
        """What a review page needs to walk through the rows in the order and choice of this listing."""
        return ""

    @cached_property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="credential"),
            self._get_title_column(
                "recipient_name", get_title_id=lambda credential: f"credential_{credential.pk}_title"
            ),
            Column("recipient_email", label=_("E-mail"), sort_key="recipient_email", classname="credentials-email"),
            Column("title", label=_("Title"), accessor="title", classname="credentials-wide"),
            LinkColumn(
                "batch",
                label=_("Batch"),
                sort_key="batch__name",
                get_url=lambda row: batch_url(row.batch_id),
                classname="credentials-wide",
            ),
            StatusColumn(),
            DayColumn("issued_on", classname="credentials-wide", label=_("Issued on"), sort_key="issued_on"),
        ]

    def get_list_more_buttons(self, instance):
        buttons = [Button(_("Open"), self.get_edit_url(instance), icon_name="view", priority=10)]
        if instance.status == CredentialStatus.PUBLISHED and self.user_has_permission("revoke"):
            url = reverse("credentials_admin:revoke", args=[instance.pk])
            buttons.append(Button(_("Revoke"), url, icon_name="cross", priority=20))
        history = reverse("credentials:history", args=[instance.pk])
        return [*buttons, Button(_("History"), history, icon_name="history", priority=30)]

    @cached_property
    def header_buttons(self):
        return [issue_button()] if self.user_has_permission("issue") else []

    def get_context_data(self, *args, **kwargs):
        return {**super().get_context_data(*args, **kwargs), "listing_name": self.listing_name}

"""Under review: what was generated and waits for somebody before it is published."""

import django_filters
from django.db.models import Count
from django.forms import RadioSelect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..domain.statuses import CredentialStatus
from .columns import tone
from .listing import CredentialFilterSet, CredentialListingView

#: The tabs of the queue, in their order.
TABS = (CredentialStatus.IN_REVIEW, CredentialStatus.RETURNED, CredentialStatus.FAILED)
#: What is not part of a queue: its address without these is what the review page walks through.
NOT_QUEUE = ("p", "_w_filter_fragment", "id", "next", "childOf")


class QueueFilterSet(CredentialFilterSet):
    """The filters of the queue. Without a state it shows what is under review."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(status.value, status.label) for status in TABS],
        empty_label=None,
        widget=RadioSelect,
        method="of_status",
    )

    def of_status(self, queryset, name, value):
        """Left to the view, which counts the other states as well."""
        return queryset


class UnderReviewView(CredentialListingView):
    """The queue, oldest batch first, in the order of each sheet."""

    filterset_class = QueueFilterSet
    page_title = _("Under review")
    header_icon = "glasses"
    listing_name = "under_review"
    default_ordering = ("batch_id", "line")
    index_url_name = "credentials_admin:under_review"
    index_results_url_name = "credentials_admin:under_review_results"
    results_template_name = "wagtail_credentials/editor/review/queue_results.html"
    breadcrumbs_items = [
        *CredentialListingView.breadcrumbs_items,
        {"url": reverse_lazy("credentials_admin:home"), "label": _("Credentials")},
    ]

    @cached_property
    def tab(self) -> str:
        """The state that is shown."""
        asked = self.request.GET.get("status")
        return asked if asked in TABS else CredentialStatus.IN_REVIEW

    @cached_property
    def awaiting(self):
        """Everything that waits for somebody and fits search and filters, whatever the tab."""
        return super().get_queryset().filter(status__in=TABS)

    def get_queryset(self):
        return self.awaiting.filter(status=self.tab)

    @cached_property
    def queue_query(self):
        return self.query_without(*NOT_QUEUE).urlencode()

    def query_without(self, *names):
        """The request's query, with neither these nor what was left empty."""
        query = self.request.GET.copy()
        for name in [name for name in query if name in names or not any(query.getlist(name))]:
            del query[name]
        return query

    @cached_property
    def columns(self):
        return [column for column in super().columns if column.name != "status"]

    @property
    def tabs(self) -> list[dict]:
        """Each tab with its count and address; the other filters stay."""
        counts = dict(self.awaiting.order_by().values_list("status").annotate(Count("pk")))
        return [
            {
                "label": _("Pending review") if status == CredentialStatus.IN_REVIEW else status.label,
                "count": counts.get(status.value, 0),
                "url": self.tab_url(status),
                "tone": tone(status),
                "active": status == self.tab,
            }
            for status in TABS
        ]

    def tab_url(self, status) -> str:
        query = self.query_without(*NOT_QUEUE, "status")
        if status != CredentialStatus.IN_REVIEW:
            query["status"] = status.value
        return f"{self.index_url}?{query.urlencode()}" if query else self.index_url

    def get_context_data(self, *args, **kwargs):
        return {**super().get_context_data(*args, **kwargs), "tabs": self.tabs}

"""The listing of batches: Wagtail's own, fed by the modeladmin that it is given."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, NumberColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from ..domain.statuses import BatchStatus, CredentialStatus
from ..models import Batch, CredentialGroup, CredentialTemplate
from ..permissions import SEE, batch_policy
from .asking import HOME
from .columns import LinkColumn, ProgressColumn, StatusColumn, issue_button
from .listing import in_visible_collections
from .progress import progress_of
from .records import visible_batches


class BatchFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=BatchStatus.choices, widget=CheckboxSelectMultiple
    )
    template = django_filters.ModelChoiceFilter(
        label=_("Template"), queryset=in_visible_collections(CredentialTemplate)
    )
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=in_visible_collections(CredentialGroup))
    created_at = django_filters.DateFromToRangeFilter(label=_("Created"), widget=DateRangePickerWidget)

    class Meta:
        model = Batch
        fields = []


class BatchesView(generic.IndexView):
    """The batches a user may see, newest first."""

    model_admin = None
    model = Batch
    permission_policy = batch_policy
    any_permission_required = SEE
    page_title = _("Batches")
    header_icon = "credential-batch"
    breadcrumbs_items = [*generic.IndexView.breadcrumbs_items, HOME]
    filterset_class = BatchFilterSet
    search_backend_name = None
    search_fields = ["name", "source_name"]
    paginate_by = 20
    default_ordering = ("-created_at", "-pk")
    template_name = "wagtail_credentials/editor/batch/index.html"

    def setup(self, request, *args, **kwargs):
        self.url_helper = self.model_admin.url_helper
        self.permission_helper = self.model_admin.permission_helper
        self.index_url_name = self.url_helper.get_action_url_name("index")
        self.index_results_url_name = self.url_helper.get_action_url_name("index_results")
        super().setup(request, *args, **kwargs)
        self.button_helper = self.model_admin.get_button_helper_class()(self, request)

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return (
            visible_batches(self.request.user)
            .select_related("created_by__wagtail_userprofile")
            .defer("template__elements", "report", "facts")
        )

    def filter_queryset(self, queryset):
        """A filter nobody can have chosen (a foreign group) shows nothing, rather than everything."""
        return super().filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            LinkColumn("template", label=_("Template"), sort_key="template__title", classname="credentials-wide"),
            LinkColumn("group", label=_("Group"), sort_key="group__title", classname="credentials-wide"),
            NumberColumn("recipients", label=_("Recipients"), classname="credentials-wide"),
            StatusColumn(),
            ProgressColumn("progress", label=_("Progress")),
            UserColumn("created_by", label=_("Created by"), classname="credentials-wide"),
            DateColumn("created_at", label=_("Created"), sort_key="created_at", classname="credentials-wide"),
        ]

    def get_table(self, object_list):
        """Counts of the rows on this page, in one query."""
        batches = list(object_list)
        progress = progress_of(batches)
        for batch in batches:
            batch.progress = progress[batch.pk]
            batch.recipients = sum(batch.progress.counts.values()) - batch.progress.count(CredentialStatus.CANCELLED)
        return super().get_table(batches)

    def get_edit_url(self, instance):
        return self.url_helper.get_action_url("inspect", instance.pk)

    def get_list_more_buttons(self, instance):
        return [
            Button(button["label"], button["url"], icon_name=button.get("icon"), priority=10 * place)
            for place, button in enumerate(self.button_helper.get_buttons_for_obj(instance))
        ]

    @cached_property
    def header_buttons(self):
        return [issue_button()] if self.permission_helper.user_can_create(self.request.user) else []

"""The listing of all credentials, whatever their state."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet

from ..domain.statuses import PUBLIC
from ..models import Credential
from ..permissions import SEE, credential_policy
from .columns import LinkColumn
from .exporting import ExportMixin
from .listing import CredentialListingView, StatusFilterSet
from .records import credential_or_404, visible_credentials


def permanent_path(credential: Credential) -> str:
    """The credential's permanent address on this site, once it is public."""
    return reverse("wagtail_credentials:credential", args=[credential.uuid]) if credential.status in PUBLIC else ""


class CredentialsView(ExportMixin, CredentialListingView):
    """Every confirmed credential."""

    filterset_class = StatusFilterSet
    page_title = _("Credentials")
    listing_name = "credentials"
    index_url_name = "credentials:index"
    index_results_url_name = "credentials:index_results"

    @cached_property
    def columns(self):
        address = LinkColumn(
            "permanent",
            label=_("Permanent address"),
            accessor=lambda row: permanent_path(row) and row.uuid.hex[:8],
            get_url=permanent_path,
            classname="credentials-wide",
        )
        return [*super().columns, address]


class CredentialHistoryView(HistoryView):
    any_permission_required = SEE
    permission_policy = credential_policy

    def get_object(self):
        return credential_or_404(self.request.user, self.pk)

    def get_edit_url(self, instance):
        return reverse("credentials_admin:review", args=[instance.pk])

    @cached_property
    def header_buttons(self):
        return []


class CredentialURLFinder:
    """Where reports link an entry about a credential to."""

    def __init__(self, user):
        self.user = user

    def get_edit_url(self, instance):
        if self.user is None or visible_credentials(self.user).filter(pk=instance.pk).exists():
            return reverse("credentials_admin:review", args=[instance.pk])
        return None


class CredentialViewSet(ModelViewSet):
    """Listing and history. Batches make credentials, and revoking ends them: nothing adds, edits or deletes one."""

    model = Credential
    icon = "tick-inverse"
    #: The home of credentials has the shorter one.
    url_prefix = "credentials/all"
    permission_policy = credential_policy
    index_view_class = CredentialsView
    history_view_class = CredentialHistoryView
    url_finder_class = CredentialURLFinder
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    search_fields = CredentialsView.search_fields
    list_per_page = CredentialsView.paginate_by

    def get_common_view_kwargs(self, **kwargs):
        without = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        return super().get_common_view_kwargs(**without, **kwargs)

    def get_permissions_to_register(self):
        """None: permissions are given per collection."""
        return Permission.objects.none()

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", RedirectView.as_view(pattern_name="credentials_admin:start"), name="add"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]


credential_viewset = CredentialViewSet("credentials")

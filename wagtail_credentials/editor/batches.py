"""The batches' screens: modeladmin's registration, addresses, permissions and buttons, with Wagtail's own views.

The only file that knows wagtail_modeladmin.
"""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import re_path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from ..domain.statuses import BatchStatus
from ..models import Batch
from ..permissions import SEE, batch_policy
from .batch_listing import BatchesView
from .batch_page import BatchHistoryView, BatchPageView, DiscardView
from .records import batch_or_404, batch_url, may, visible_batches

#: Where an unfinished batch waits for the editor, if not at the upload.
STEPS = {BatchStatus.CHECKING: "checking", BatchStatus.CHECKED: "confirm", BatchStatus.REJECTED: "rows"}


class BatchURLs(AdminURLHelper):
    """Addresses under ``credentials/batches/``, with names after the model."""

    def get_action_url_name(self, action):
        return f"wagtail_credentials_batch_modeladmin_{action}"


class BatchPermissions(PermissionHelper):
    """What a user may do with a batch in the state it is in."""

    def user_can_list(self, user):
        return batch_policy.user_has_any_permission(user, SEE)

    def user_can_create(self, user):
        return batch_policy.user_has_permission(user, "issue")

    def user_can_inspect_obj(self, user, obj):
        return batch_policy.user_has_any_permission_for_instance(user, SEE, obj)

    def user_can_edit_obj(self, user, obj):
        return obj.editable and may(user, "issue", obj)

    user_can_delete_obj = user_can_edit_obj


class BatchButtons(ButtonHelper):
    """The row menu of a batch."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        history = self.url_helper.get_action_url("history", obj.pk)
        return [*buttons, {"url": history, "label": _("History"), "icon": "history"}]

    def edit_button(self, pk, *_classnames):
        return {**super().edit_button(pk), "label": _("Continue"), "icon": "arrow-right"}

    def delete_button(self, pk, *_classnames):
        return {**super().delete_button(pk), "label": _("Discard"), "icon": "bin"}

    def inspect_button(self, pk, *_classnames):
        return {**super().inspect_button(pk), "label": _("Open"), "icon": "view"}


class BatchURLFinder:
    """Where reports link an entry about a batch to."""

    def __init__(self, user):
        self.user = user

    def get_edit_url(self, instance):
        if self.user is None or visible_batches(self.user).filter(pk=instance.pk).exists():
            return batch_url(instance.pk)
        return None


def continue_url(batch: Batch) -> str:
    """The step of the wizard that an unfinished batch waits at, else the batch's page."""
    if not batch.editable:
        return batch_url(batch.pk)
    step = STEPS.get(batch.status, "upload")
    return reverse(f"credentials_admin:{step}", args=[batch.pk])


class BatchAdmin(ModelAdmin):
    model = Batch
    base_url_path = "credentials/batches"
    menu_icon = "credential-batch"
    add_to_admin_menu = False
    inspect_view_enabled = True
    url_helper_class = BatchURLs
    permission_helper_class = BatchPermissions
    button_helper_class = BatchButtons
    index_view_class = BatchesView
    inspect_view_class = BatchPageView
    delete_view_class = DiscardView
    history_view_class = BatchHistoryView

    def create_view(self, request):
        return redirect("credentials_admin:start")

    def edit_view(self, request, instance_pk):
        """No form: an unfinished batch goes on where it was left."""
        return redirect(continue_url(batch_or_404(request.user, instance_pk)))

    def index_results_view(self, request):
        return self.index_view_class.as_view(model_admin=self, results_only=True)(request)

    def history_results_view(self, request, instance_pk):
        view = self.history_view_class.as_view(model_admin=self, instance_pk=instance_pk, results_only=True)
        return view(request)

    def get_admin_urls_for_registration(self):
        return (
            *super().get_admin_urls_for_registration(),
            *(
                re_path(pattern, view, name=self.url_helper.get_action_url_name(action))
                for action, pattern, view in (
                    ("index_results", r"^credentials/batches/results/$", self.index_results_view),
                    (
                        "history_results",
                        r"^credentials/batches/history-results/(?P<instance_pk>\d+)/$",
                        self.history_results_view,
                    ),
                )
            ),
        )

    def get_permissions_for_registration(self):
        """None: permissions are given per collection."""
        return Permission.objects.none()

    def register_admin_url_finders(self):
        register_admin_url_finder(self.model, BatchURLFinder)

    def register_indexing(self):
        """Not in the reference index: a batch shows its template and group itself, and saves are cheaper."""

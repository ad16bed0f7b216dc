"""One batch or credential for one user: foreign and unknown ones answer alike, 404."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from ..domain.statuses import CredentialStatus
from ..models import Batch, Credential
from ..permissions import batch_policy, credential_policy


def visible_batches(user) -> QuerySet[Batch]:
    """The batches the user may see, with what permissions and listings ask of each."""
    return batch_policy.visible_to(user).select_related("template__collection", "group__collection")


def visible_credentials(user) -> QuerySet[Credential]:
    """The confirmed credentials the user may see: rows of a sheet that nobody confirmed are none yet."""
    return (
        credential_policy.visible_to(user)
        .exclude(status=CredentialStatus.STAGED)
        .select_related("batch__template__collection", "batch__group__collection")
    )


def may(user, action: str, record: Batch | Credential) -> bool:
    """Whether the user may issue, publish, revoke or export the batch or credential."""
    return credential_policy.user_has_permission_for_instance(user, action, record)


def batch_or_404(user, pk, *actions: str) -> Batch:
    """The batch, if the user may see it. Raises ``PermissionDenied`` unless one of ``actions`` is allowed as well."""
    return _demand(user, actions, get_object_or_404(visible_batches(user), pk=pk))


def credential_or_404(user, pk, *actions: str) -> Credential:
    """The credential, if the user may see it. Raises ``PermissionDenied`` unless one of ``actions`` is allowed too."""
    return _demand(user, actions, get_object_or_404(visible_credentials(user), pk=pk))


def _demand(user, actions, record):
    if actions and not any(may(user, action, record) for action in actions):
        raise PermissionDenied
    return record


def batch_url(pk) -> str:
    """The batch's own page."""
    return reverse("wagtail_credentials_batch_modeladmin_inspect", args=[pk])


def template_url(user, batch: Batch) -> str | None:
    """Where the batch's template is edited, or None for a user who may not."""
    return AdminURLFinder(user).get_edit_url(batch.template)

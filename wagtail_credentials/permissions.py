"""Who may do what: one policy for every view, chooser, bulk action, preview and API.

Permissions are given per Wagtail collection. Issuers, templates and groups are members of a collection; a batch and
its credentials follow their group, else their template.
"""

from django.apps import apps
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionPermissionPolicy

from .models import Batch, Credential, CredentialGroup, CredentialTemplate, Issuer

#: Any of these lets a user see a batch or credential.
SEE = ("issue", "publish", "revoke", "export", "view")


class CredentialsPermissionPolicy(CollectionPermissionPolicy):
    """The policy of batches and credentials: actions ``issue``, ``publish``, ``revoke``, ``export``, ``view``."""

    def __init__(self, model):
        super().__init__(model, auth_model=Credential)

    def instances_user_has_any_permission_for(self, user, actions):
        if user.is_active and user.is_superuser:
            return self.model.objects.all()
        if not (user.is_active and user.is_authenticated):
            return self.model.objects.none()
        return self.model.objects.in_collections(list(self._collections_with_perm(user, actions)))

    def visible_to(self, user):
        """Those the user may see at all; everything else answers as if it did not exist."""
        return self.instances_user_has_any_permission_for(user, SEE)


class MemberPermissionPolicy(CollectionPermissionPolicy):
    """The policy of issuers, templates and groups: Wagtail's own, plus what may be issued from."""

    def issuable_by(self, user):
        """The live ones in collections where the user may issue credentials."""
        collections = credential_policy.collections_user_has_permission_for(user, "issue")
        return self.model.objects.filter(live=True, collection__in=list(collections))


batch_policy = CredentialsPermissionPolicy(Batch)
credential_policy = CredentialsPermissionPolicy(Credential)
template_policy = MemberPermissionPolicy(CredentialTemplate)
group_policy = MemberPermissionPolicy(CredentialGroup)
issuer_policy = MemberPermissionPolicy(Issuer)

POLICIES = {
    policy.model: policy for policy in (batch_policy, credential_policy, template_policy, group_policy, issuer_policy)
}


def visible_forms(user):
    """The form pages whose submissions the user may see; none where ``wagtail.contrib.forms`` is not installed."""
    return get_forms_for_user(user) if apps.is_installed("wagtail.contrib.forms") else Page.objects.none()


__all__ = [
    "POLICIES",
    "SEE",
    "batch_policy",
    "credential_policy",
    "group_policy",
    "issuer_policy",
    "template_policy",
    "visible_forms",
]

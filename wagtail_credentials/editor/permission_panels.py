"""The parts of Wagtail's group form that say, per collection, what a group of users may do with credentials."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import collection_member_permission_formset_factory

from ..models import Credential, CredentialGroup, CredentialTemplate, Issuer

# The form shows its tick boxes in the order of their codenames, so the headings stand in that order too.
CREDENTIAL_PERMISSIONS = [
    ("export_credential", _("Export"), _("Export credentials")),
    ("issue_credential", _("Issue"), _("Issue credentials")),
    ("publish_credential", _("Review and publish"), _("Review and publish credentials")),
    ("revoke_credential", _("Revoke"), _("Revoke credentials")),
    ("view_credential", _("View"), _("View credentials")),
]

MEMBER_PERMISSIONS = [
    ("add", _("Add")),
    ("change", _("Edit")),
    ("delete", _("Delete")),
    ("lock", _("Lock")),
    ("publish", _("Publish")),
    ("unlock", _("Unlock")),
    ("view", _("View")),
]


def panel_for(model, permissions, template):
    return collection_member_permission_formset_factory(
        model, permissions, f"wagtail_credentials/editor/permissions/{template}.html"
    )


def member_permissions(model):
    name = model._meta.model_name
    return [(f"{action}_{name}", label, label) for action, label in MEMBER_PERMISSIONS]


#: One form set for each, in the order in which the group form shows them.
PANELS = [
    panel_for(Credential, CREDENTIAL_PERMISSIONS, "credentials"),
    panel_for(CredentialTemplate, member_permissions(CredentialTemplate), "templates"),
    panel_for(CredentialGroup, member_permissions(CredentialGroup), "groups"),
    panel_for(Issuer, member_permissions(Issuer), "issuers"),
]

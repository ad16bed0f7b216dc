from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import GroupCollectionPermission

pytestmark = pytest.mark.django_db

migration = import_module("wagtail_credentials.migrations.0002_default_groups")


class Editor:
    """As much of a schema editor as the migration asks for."""

    connection = connection


def granted(group) -> dict[str, set[str]]:
    """Codenames by collection."""
    rows = GroupCollectionPermission.objects.filter(
        group__name=group, permission__content_type__app_label="wagtail_credentials"
    )
    found = {}
    for collection, codename in rows.values_list("collection__name", "permission__codename"):
        found.setdefault(collection, set()).add(codename)
    return found


def test_issuers_may_issue_and_design_everywhere():
    assert granted("Credential issuers") == {
        "Root": {
            "issue_credential",
            "export_credential",
            "view_credential",
            "add_credentialtemplate",
            "change_credentialtemplate",
            "publish_credentialtemplate",
            "view_credentialtemplate",
            "add_credentialgroup",
            "change_credentialgroup",
            "publish_credentialgroup",
            "view_credentialgroup",
            "view_issuer",
        }
    }


def test_reviewers_may_publish_and_revoke_everywhere():
    assert granted("Credential reviewers") == {
        "Root": {"publish_credential", "revoke_credential", "export_credential", "view_credential"}
    }


@pytest.mark.parametrize("name", ["Credential issuers", "Credential reviewers"])
def test_both_may_enter_the_admin(name):
    assert Group.objects.get(name=name).permissions.filter(codename="access_admin").count() == 1


def test_permissions_made_early_are_the_ones_django_would_make():
    own = Permission.objects.filter(content_type__app_label="wagtail_credentials", content_type__model="credential")

    assert dict(own.values_list("codename", "name")) == {
        "add_credential": "Can add credential",
        "change_credential": "Can change credential",
        "delete_credential": "Can delete credential",
        "view_credential": "Can view credential",
        "issue_credential": "Can issue credentials",
        "publish_credential": "Can review and publish credentials",
        "revoke_credential": "Can revoke credentials",
        "export_credential": "Can export credentials",
    }


def test_running_it_again_and_back_changes_nothing_else():
    before = GroupCollectionPermission.objects.count()

    migration.make_groups(apps, Editor)
    again = GroupCollectionPermission.objects.count()
    migration.delete_groups(apps, Editor)

    assert again == before
    assert not Group.objects.filter(name__in=["Credential issuers", "Credential reviewers"]).exists()
    migration.make_groups(apps, Editor)
    assert granted("Credential reviewers")["Root"] >= {"publish_credential"}

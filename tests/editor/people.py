"""Users as the two default groups make them, everywhere or in one collection."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission


def make_user(name, *groups, **values):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password", **values)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_issuer_user(name="issuer"):
    return make_user(name, "Credential issuers")


def make_reviewer(name="reviewer"):
    return make_user(name, "Credential reviewers")


def make_superuser(name="admin"):
    return get_user_model().objects.create_superuser(name, f"{name}@example.org", "password")


def make_collection(name):
    return Collection.objects.get(depth=1).add_child(name=name)


def make_user_in(collection, *codenames, name="scoped"):
    """A user who may enter the admin, and has the permissions in the collection only."""
    group = Group.objects.create(name=f"{name}'s group")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in Permission.objects.filter(content_type__app_label="wagtail_credentials", codename__in=codenames):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return make_user(name, group.name)

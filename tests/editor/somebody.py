"""Users with permissions per collection, as an administrator would give them."""

from itertools import count

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission

numbers = count(1)


def make_collection(name="Elsewhere"):
    """A collection beside the others, which permissions on them do not reach."""
    return Collection.get_first_root_node().add_child(name=f"{name} {next(numbers)}")


def make_user(*actions, collection=None, **values):
    """Somebody of the admin who may do ``actions`` with credentials, in one collection or, by default, in all."""
    number = next(numbers)
    user = User.objects.create_user(**{"username": f"somebody{number}", "password": "x", **values})
    group = Group.objects.create(name=f"somebody {number}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in actions:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=collection or Collection.get_first_root_node(),
            permission=Permission.objects.get(
                codename=f"{action}_credential", content_type__app_label="wagtail_credentials"
            ),
        )
    user.groups.add(group)
    return user

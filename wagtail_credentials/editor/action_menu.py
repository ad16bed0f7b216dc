"""Publish and Unpublish in the editor's footer. Wagtail shows its own to holders of a permission of the whole model;
these are for those who hold it in a collection."""

from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem

from ..permissions import POLICIES


def may_publish(context) -> bool:
    """In the object's collection; for an object that is not there yet, in any."""
    policy, user = POLICIES[context["model"]], context["request"].user
    instance = context.get("instance")
    if instance is None:
        return policy.user_has_permission(user, "publish")
    return policy.user_has_permission_for_instance(user, "publish", instance)


class PublishInCollectionMenuItem(PublishMenuItem):
    def is_shown(self, context):
        return not context.get("locked_for_user") and not super().is_shown(context) and may_publish(context)


class UnpublishInCollectionMenuItem(UnpublishMenuItem):
    def is_shown(self, context):
        live = context["view"] == "edit" and context["instance"].live
        return live and not context.get("locked_for_user") and not super().is_shown(context) and may_publish(context)


def publish_item(model):
    return PublishInCollectionMenuItem(order=30) if model in POLICIES else None


def unpublish_item(model):
    return UnpublishInCollectionMenuItem(order=20) if model in POLICIES else None

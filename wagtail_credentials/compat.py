"""What differs between the supported versions of Wagtail."""

from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.images import get_image_model

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.permissions import policy_registry, register_permission_policy

    def image_policy():
        """Who may do what with the site's images."""
        return policy_registry.get_by_type(get_image_model())
else:

    def register_permission_policy(model, policy):
        """Wagtail 7.4 has no registry: each viewset names its policy itself."""

    def image_policy():
        """Who may do what with the site's images."""
        from wagtail.images.permissions import permission_policy  # noqa: PLC0415 -- needs the models

        return permission_policy


__all__ = ["WAGTAIL_VERSION", "image_policy", "register_permission_policy"]

"""What differs between the supported versions of Wagtail."""

from wagtail import VERSION as WAGTAIL_VERSION

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.permissions import register_permission_policy
else:

    def register_permission_policy(model, policy):
        """Wagtail 7.4 has no registry: each viewset names its policy itself."""


__all__ = ["WAGTAIL_VERSION", "register_permission_policy"]

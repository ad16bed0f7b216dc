"""A table of contents: what this package registers with Wagtail."""

from django.urls import include, path
from wagtail import hooks

from .compat import register_permission_policy
from .permissions import POLICIES

for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("credentials/", include("wagtail_credentials.editor.urls"))]

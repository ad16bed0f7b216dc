"""A table of contents: what this package registers with Wagtail."""

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .compat import register_permission_policy
from .editor import (
    action_menu,
    bulk_actions,
    collection_contents,
    design_icons,
    homepage,
    log_actions,
    permission_panels,
)
from .editor.viewsets import CredentialsGroup, batch_admin
from .permissions import POLICIES

# Before anything asks for a policy: Wagtail 8 makes a fallback on first use and refuses a later registration.
for model, policy in POLICIES.items():
    register_permission_policy(model, policy)

# Now, not by the hook for viewsets, which runs with the first request: "migrate" makes permissions for known snippets.
register_snippet(CredentialsGroup)

ICONS = (
    "credential",
    *(f"credential-{name}" for name in ("batch", "group", "issuer", "review", "template")),
    *(f"credential-{name}" for name in design_icons.NAMES),
)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("credentials/", include("wagtail_credentials.editor.urls"))]


# Not from inside the group: by the time a group registers its items, Wagtail has collected the admin's addresses.
batch_admin.register_with_wagtail()


@hooks.register("register_icons")
def register_icons(icons):
    return [*icons, *(f"wagtail_credentials/icons/{name}.svg" for name in ICONS)]


hooks.register("register_log_actions", log_actions.register_log_actions)

hooks.register("register_snippet_action_menu_item", action_menu.publish_item)
hooks.register("register_snippet_action_menu_item", action_menu.unpublish_item)

hooks.register("register_bulk_action", bulk_actions.PublishBulkAction)
hooks.register("register_bulk_action", bulk_actions.RevokeBulkAction)

hooks.register("construct_homepage_summary_items", homepage.add_summary_item)
hooks.register("construct_homepage_panels", homepage.add_panel)

hooks.register("describe_collection_contents", collection_contents.describe_templates)
hooks.register("describe_collection_contents", collection_contents.describe_groups)
hooks.register("describe_collection_contents", collection_contents.describe_issuers)

for panel in permission_panels.PANELS:
    hooks.register("register_group_permission_panel", lambda panel=panel: panel)

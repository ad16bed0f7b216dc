"""The menu group "Credentials" and everything in it."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from ..permissions import SEE, credential_policy
from .batches import BatchAdmin
from .credentials import credential_viewset
from .snippets import GroupViewSet, IssuerViewSet, TemplateViewSet


class PermittedMenuItem(MenuItem):
    """Shown to those who have one of ``actions`` on credentials somewhere."""

    actions = SEE

    def is_shown(self, request):
        return credential_policy.user_has_any_permission(request.user, self.actions)


class ReviewMenuItem(PermittedMenuItem):
    actions = ("issue", "publish")


class Link:
    """A menu entry without views of its own, as far as a ``ViewSetGroup`` asks."""

    menu_item_class = PermittedMenuItem

    def __init__(self, label, url, name, icon, menu_item_class=PermittedMenuItem):
        self.arguments = {"label": label, "url": url, "name": name, "icon_name": icon}
        self.menu_item_class = menu_item_class

    def get_menu_item(self, order=None):
        return self.menu_item_class(order=order, **self.arguments)

    def on_register(self):
        pass

    def get_urlpatterns(self):
        return []


#: Modeladmin's own registration is called in ``wagtail_hooks``; in the group stands only a link to it.
batch_admin = BatchAdmin()
batches_url = reverse_lazy(batch_admin.url_helper.get_action_url_name("index"))


class CredentialsGroup(ViewSetGroup):
    menu_label = _("Credentials")
    menu_name = "credentials-menu"
    menu_icon = "credential"
    menu_order = 250
    items = (
        Link(_("Credentials home"), reverse_lazy("credentials_admin:home"), "credentials-home", "home"),
        TemplateViewSet,
        GroupViewSet,
        IssuerViewSet,
        Link(_("Batches"), batches_url, "credential-batches", "credential-batch"),
        credential_viewset,
        Link(
            _("Under review"),
            reverse_lazy("credentials_admin:under_review"),
            "credentials-under-review",
            "credential-review",
            ReviewMenuItem,
        ),
    )

"""The page type under which credentials appear in the site's own tree and theme."""

from django.urls import get_script_prefix, resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page


class CredentialsPageMixin(RoutablePageMixin):
    """Gives a page type the routes of credentials: mix it in before ``Page``.

    The views stand in ``public/``; they are found by URL name, as the permanent addresses find them,
    and get this page as ``page``.
    """

    def credential_url(self, uuid, request=None) -> str:
        """The address of a credential under this page, or "" where the page has none."""
        url = self.get_url(request)
        return f"{url}{self.reverse_subpage('credential', kwargs={'uuid': uuid})}" if url else ""

    @path("")
    def credentials_index(self, request):
        return self._public_view(request, "verify")

    @path("<uuid:uuid>/")
    def credential(self, request, uuid):
        return self._public_view(request, "credential", uuid=uuid)

    @path("<uuid:uuid>/pdf/")
    def credential_pdf(self, request, uuid):
        return self._public_view(request, "credential_pdf", uuid=uuid)

    @path("<uuid:uuid>/picture/")
    def credential_picture(self, request, uuid):
        return self._public_view(request, "credential_picture", uuid=uuid)

    def _public_view(self, request, name, **kwargs):
        address = reverse(f"wagtail_credentials:{name}", kwargs=kwargs)
        match = resolve("/" + address.removeprefix(get_script_prefix()))
        return match.func(request, page=self, **match.kwargs)


class CredentialsPage(CredentialsPageMixin, Page):
    """A page that holds credentials and a form to verify one."""

    introduction = RichTextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "wagtail_credentials/public/verify.html"

    class Meta:
        verbose_name = _("credentials page")
        verbose_name_plural = _("credentials pages")

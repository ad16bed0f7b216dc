"""The page type under which credentials appear in the site's own tree and theme."""

from django.http import Http404
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

    #: Templates of the two pages; a page type of your own may name its own.
    credential_template = "wagtail_credentials/public/credential.html"
    verify_template = "wagtail_credentials/public/verify.html"

    def route(self, request, path_components):
        # PostgreSQL refuses to look for a slug with a NUL in it, which would be a server error.
        if any("\x00" in component for component in path_components):
            raise Http404
        return super().route(request, path_components)

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

    @path("<uuid:uuid>/svg/")
    def credential_svg(self, request, uuid):
        return self._public_view(request, "credential_svg", uuid=uuid)

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

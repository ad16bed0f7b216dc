"""Where a credential, its files and the form to verify it are found: under a page, permanently, or in the admin."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse

from ..domain.statuses import CredentialStatus
from ..models import Credential
from ..models.templates import Kind
from ..services.addresses import base_url, credentials_page, permanent_url


@dataclass(frozen=True)
class Places:
    """Addresses as a page links to them; ``permanent`` and ``picture_absolute`` begin with the scheme."""

    permanent: str
    pdf: str
    picture: str
    picture_absolute: str
    #: "" where it is no badge: a certificate is printed from its PDF.
    svg: str
    verify: str


def home_page(credential: Credential):
    """The live page (specific) that shows the credential, or None where its permanent address does so itself."""
    return with_routes(credentials_page(credential))


def with_routes(page):
    """The page (specific) if it is live, has an address and the routes of credentials; else None."""
    page = page.specific if page is not None and page.live else None
    return page if hasattr(page, "credential_url") and page.get_url() else None


def is_private(page) -> bool:
    """Not everybody may see what is published under the page."""
    return page is not None and page.get_view_restrictions().exists()


def is_badge(credential: Credential) -> bool:
    """It is shown on pages of others, and so is offered as SVG too."""
    return credential.batch.template.kind == Kind.BADGE


def address(name: str, page=None, request=None, **kwargs) -> str:
    """The address of a public view, under ``page`` or permanent."""
    if page is None:
        return reverse(f"wagtail_credentials:{name}", kwargs=kwargs)
    route = "credentials_index" if name == "verify" else name
    return page.get_url(request) + page.reverse_subpage(route, kwargs=kwargs)


def places(credential: Credential, page=None, request=None) -> Places:
    """The addresses of a public credential."""
    uuid = credential.uuid
    picture = address("credential_picture", page, request, uuid=uuid)
    root = page.get_full_url(request) if page else base_url() + "/"
    return Places(
        permanent=permanent_url(uuid),
        pdf=address("credential_pdf", page, request, uuid=uuid),
        picture=picture,
        picture_absolute=urljoin(root, picture),
        svg=address("credential_svg", page, request, uuid=uuid) if is_badge(credential) else "",
        verify=f"{address('verify', page, request)}?id={uuid}",
    )


def successor(credential: Credential) -> str:
    """The address of the public credential that took the place of this one, else ""."""
    if credential.status != CredentialStatus.REPLACED:
        return ""
    return _permanent_path(Credential.objects.public().filter(replaces=credential).first())


def predecessor(credential: Credential) -> str:
    """The address of the credential whose place this one took, else ""."""
    return _permanent_path(credential.replaces) if credential.replaces_id else ""


def _permanent_path(credential):
    return address("credential", uuid=credential.uuid) if credential else ""


def admin_places(credential: Credential, page=None, request=None) -> Places:
    """The addresses that stand in for them while only the admin may see the credential."""
    picture = reverse("credentials_admin:picture", args=[credential.pk])
    return Places(
        permanent=permanent_url(credential.uuid),
        pdf=reverse("credentials_admin:document", args=[credential.pk]),
        picture=picture,
        picture_absolute="",
        svg=reverse("credentials_admin:svg", args=[credential.pk]) if is_badge(credential) else "",
        verify=f"{address('verify', page, request)}?id={credential.uuid}",
    )

"""Where a credential is found: links are built from settings or the Wagtail Site, never from a request's Host."""

from urllib.parse import urljoin

from django.urls import reverse
from wagtail.models import Site

from ..conf import conf
from ..models import Credential, CredentialsSettings


def base_url() -> str:
    """Scheme, host and port of permanent addresses, without a trailing slash."""
    if conf.base_url:
        return conf.base_url.rstrip("/")
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else "http://localhost"


def permanent_url(uuid) -> str:
    """The absolute address that is printed, mailed and encoded: it survives moved pages."""
    return urljoin(base_url() + "/", reverse("wagtail_credentials:credential", kwargs={"uuid": uuid}).lstrip("/"))


def credentials_page(credential: Credential):
    """The live page a credential is published under (specific), or None where only the permanent address shows it."""
    group = credential.batch.group
    page = group.page if group and group.page_id else None
    if page is None:
        site_settings = CredentialsSettings.objects.filter(site__is_default_site=True).select_related("page").first()
        page = site_settings.page if site_settings else None
    return page.specific if page is not None and page.live else None


def page_url(credential: Credential, request=None) -> str:
    """The address of the credential's page in the site, else its permanent one."""
    page = credentials_page(credential)
    url = page.credential_url(credential.uuid, request) if hasattr(page, "credential_url") else ""
    return url or permanent_url(credential.uuid)

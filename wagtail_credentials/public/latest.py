"""The credentials of a group that were published last, for lists on a site's own pages."""

from ..models import Credential, CredentialGroup
from .places import address, home_page, is_private


def latest_credentials(group: CredentialGroup, limit: int) -> list[dict]:
    """Dictionaries of ``name``, ``issued_on`` and ``url``, newest first; none where their page is private."""
    published = Credential.objects.published().filter(batch__group=group).select_related("batch__group__page")
    credentials = list(published.order_by("-published_at", "-pk")[:limit])
    # One group has one page: it is looked up once, however long the list.
    page = home_page(credentials[0]) if credentials else None
    if is_private(page):
        return []
    return [
        {
            "name": credential.recipient_name,
            "issued_on": credential.issued_on,
            "url": address("credential", page, uuid=credential.uuid),
        }
        for credential in credentials
    ]

"""What the templates of public pages are given."""

from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from ..domain.statuses import CredentialStatus
from ..models import Credential
from ..services.batching import facts_for, frozen_template
from ..services.verifying import verify_credential
from .states import STATES, State


def page_context(request, page) -> dict:
    """What the site's theme expects: the page's own context where there is one."""
    return page.get_context(request) if page is not None else {}


def current_state(credential: Credential) -> State:
    """The state of a public credential, its stored document read again unless somebody took it back."""
    if credential.status != CredentialStatus.PUBLISHED:
        return STATES[credential.status]
    return STATES[verify_credential(credential.uuid).state]


def preview_state(credential: Credential) -> State:
    """What a credential that is not public yet would say of itself if it were."""
    first = credential.issued_on
    if first and first > timezone.localdate():
        return STATES["not_yet_valid"]
    return STATES["expired" if credential.expired else "valid"]


def credential_context(credential: Credential, state: State) -> dict:
    """The credential in words: what was fixed at confirm, else what group or template say now."""
    batch = credential.batch
    facts = batch.facts or facts_for(frozen_template(batch), batch.group)
    return {
        "credential": credential,
        "state": state,
        "title": facts.get("group.title") or credential.title,
        "description": facts.get("group.description", ""),
        "criteria": facts.get("group.criteria", ""),
        "issuer_name": facts.get("issuer.name", ""),
        "issuer_url": _web_address(facts.get("issuer.url", "")),
        "alternative_text": alternative_text(credential, facts),
        "summary": _summary(credential, facts),
    }


def alternative_text(credential: Credential, facts: dict) -> str:
    """What the picture of the document says, in a sentence."""
    return _("%(title)s, awarded to %(name)s.") % {
        "title": facts.get("group.title") or credential.title,
        "name": credential.recipient_name,
    }


def _summary(credential, facts):
    """One line for link previews: no more than the page shows."""
    text = facts.get("group.description", "")
    return f"{alternative_text(credential, facts)} {text}".strip()[:300]


def _web_address(url):
    """The address where a link may lead to it, else "": only the web's own schemes."""
    return url if urlsplit(url).scheme in ("http", "https") else ""

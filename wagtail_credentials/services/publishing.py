"""Approved credentials go public."""

import hashlib
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.statuses import REPLACEABLE, CredentialStatus
from ..models import Batch, Credential
from ..signals import credentials_published
from .auditing import log_credentials
from .claiming import RELEASED, claim, held
from .generating import content_hash

logger = logging.getLogger(__name__)


def publish_chunk(batch_id: int) -> int:
    """Claim some of the batch's approved credentials and publish them. Returns how many were claimed."""
    claimed = claim(batch_id, CredentialStatus.PUBLISHING)
    unchanged = [credential for credential in claimed if _may_go_out(credential)]
    if unchanged:
        publish(unchanged)
    return len(claimed)


def publish(credentials: list[Credential]) -> None:
    """Make claimed credentials of one batch public in one transaction, each with its entry in the log."""
    token, batch = credentials[0].token, credentials[0].batch
    with transaction.atomic():
        going = _with_a_place(credentials)
        ours = Credential.objects.filter(token=token, pk__in=[credential.pk for credential in going])
        # The token stays until the rows that were ours are known: whoever lost the claim publishes and logs nothing.
        ours.move(
            CredentialStatus.PUBLISHING, CredentialStatus.PUBLISHED, published_at=timezone.now(), lease_until=None
        )
        published = list(ours.filter(status=CredentialStatus.PUBLISHED).select_related("approved_by"))
        for user in {credential.approved_by for credential in published}:
            theirs = [credential for credential in published if credential.approved_by == user]
            log_credentials(theirs, "wagtail_credentials.publish", user=user)
        _take_places([credential for credential in published if credential.replaces_id])
        ours.update(token=None, attempts=0)
        uuids = [credential.uuid for credential in published]
        if uuids:
            transaction.on_commit(
                lambda: credentials_published.send(sender=Batch, batch=batch, uuids=uuids), robust=True
            )


def _with_a_place(credentials: list[Credential]) -> list[Credential]:
    """Those that replace none, or one that is still the current one; the others go back to review, with the reason."""
    places = {credential.replaces_id for credential in credentials} - {None}
    current = Credential.objects.select_for_update().filter(pk__in=places, status__in=REPLACEABLE)
    free = {None, *current.values_list("pk", flat=True)} if places else {None}
    reason = _("The credential that it replaces was revoked or suspended meanwhile.")
    return [c for c in credentials if c.replaces_id in free or _back_to_review(c, reason)]


def _take_places(published: list[Credential]) -> None:
    """What they replace is no longer current from this moment on; their persons' one place goes over to them."""
    if not published:
        return
    former = Credential.objects.in_bulk([credential.replaces_id for credential in published])
    Credential.objects.filter(pk__in=former).move(REPLACEABLE, CredentialStatus.REPLACED, holder_key=None)
    for credential in published:
        credential.holder_key = credential.holder_key or former[credential.replaces_id].holder_key
    Credential.objects.bulk_update(published, ["holder_key"])
    for user in {credential.approved_by for credential in published}:
        theirs = [former[credential.replaces_id] for credential in published if credential.approved_by == user]
        log_credentials(theirs, "wagtail_credentials.replace", user=user)


def _may_go_out(credential: Credential) -> bool:
    """What goes out is what was approved, to the byte. Anything else goes back to review, with the reason."""
    try:
        if credential.attempts > conf.max_attempts:
            return _back_to_review(credential, _("It could not be published: its worker stopped each time."))
        with credential.pdf.open("rb") as document:
            intact = hashlib.sha256(document.read()).hexdigest() == credential.pdf_hash
    except OSError:
        logger.exception("The document of credential %s cannot be read", credential.pk)
        return _back_to_review(credential, _("Its document cannot be read from storage. Generate it again."))
    if intact and content_hash(credential) == credential.approved_hash:
        return True
    return _back_to_review(credential, _("It changed after it was approved. Review it again."))


def _back_to_review(credential: Credential, reason: str) -> bool:
    held(credential).move(
        CredentialStatus.PUBLISHING, CredentialStatus.IN_REVIEW, comment=reason, attempts=0, **RELEASED
    )
    return False

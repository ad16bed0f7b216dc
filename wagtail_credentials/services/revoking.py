"""Cancel a published credential for ever, with a reason that stays visible."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..domain.statuses import CredentialStatus
from ..exceptions import NotAllowedInThisState
from ..models import Credential
from ..signals import credential_revoked
from .auditing import log_credentials


def revoke(credential: Credential, reason: str, *, user=None) -> None:
    """Published or suspended -> revoked. Twice changes nothing; anything else raises ``NotAllowedInThisState``."""
    with transaction.atomic():
        revoked = Credential.objects.filter(pk=credential.pk).move(
            (CredentialStatus.PUBLISHED, CredentialStatus.SUSPENDED),
            CredentialStatus.REVOKED,
            holder_key=None,
            revoked_at=timezone.now(),
            revoked_by=user,
            revocation_reason=reason,
        )
        credential.refresh_from_db()
        if not revoked:
            if credential.status == CredentialStatus.REVOKED:
                return
            raise NotAllowedInThisState(_("Only a published credential can be revoked."))
        log_credentials([credential], "wagtail_credentials.revoke", user=user, data={"reason": reason})
        transaction.on_commit(
            lambda: credential_revoked.send(sender=Credential, credential=credential, user=user, reason=reason),
            robust=True,
        )

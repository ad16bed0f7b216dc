"""How workers share rows without doing any twice: a claim is one conditional UPDATE, and it ends by itself.

A claim writes a token nobody else has, a time at which it lapses, and one more attempt, before any work begins. Every
effect then asks for the token. So a worker that dies leaves nothing but a lapsed claim, and a worker that is only late
finds its token gone.
"""

import uuid
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from ..conf import conf
from ..domain.statuses import CredentialStatus
from ..models import Credential

#: What a claim leaves behind when it is given back.
RELEASED = {"token": None, "lease_until": None}


def claim(batch_id: int, working: CredentialStatus) -> list[Credential]:
    """Up to ``conf.chunk_size`` of the batch's rows, claimed for ``working`` (rendering or publishing).

    A row that was tried before is claimed alone, so that one which kills its worker takes no other with it. Rows beyond
    ``conf.max_attempts`` come too: look at ``attempts`` before working.
    """
    now = timezone.now()
    free = Credential.objects.filter(Q(batch=batch_id), _free(working, now))
    pks = list(free.filter(attempts=0).order_by("line").values_list("pk", flat=True)[: conf.chunk_size])
    pks = pks or list(free.order_by("attempts", "line").values_list("pk", flat=True)[:1])
    if not pks:
        return []
    token = uuid.uuid4()
    Credential.objects.filter(Q(pk__in=pks), _free(working, now)).update(
        status=working,
        token=token,
        lease_until=now + timedelta(seconds=conf.lease_seconds),
        attempts=F("attempts") + 1,
    )
    claimed = list(Credential.objects.filter(token=token).select_related("batch__group", "batch__template"))
    # All lost to another worker: there may be more, so look again rather than report an end.
    return claimed or claim(batch_id, working)


def renew(credential: Credential) -> bool:
    """Prolong the claim; False when it lapsed and somebody else took the row."""
    return lapse(credential, conf.lease_seconds)


def lapse(credential: Credential, seconds: float) -> bool:
    """Let the claim end so many seconds from now; False when it is no longer ours."""
    return bool(held(credential).update(lease_until=timezone.now() + timedelta(seconds=seconds)))


def held(credential: Credential):
    """The credential as a queryset that is empty once its claim is lost."""
    return Credential.objects.filter(pk=credential.pk, token=credential.token, status=credential.status)


def _free(working, now):
    lapsed = Q(status=working) & (Q(lease_until__isnull=True) | Q(lease_until__lt=now))
    return lapsed if working == CredentialStatus.PUBLISHING else lapsed | Q(status=CredentialStatus.PENDING)

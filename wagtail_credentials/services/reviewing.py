"""Somebody looks at what was generated: corrects, returns, drops or approves it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ..domain.columns import EMAIL, EXPIRES_ON, ISSUED_ON, NAME, RECIPIENT_ID, STANDARD, Problem
from ..domain.names import person_key
from ..domain.statuses import CredentialStatus
from ..domain.values import check_values
from ..exceptions import FourEyesRequired, NotAllowedInThisState, ReviewOutdated, RowsInvalid
from ..models import Credential
from .auditing import log_credentials
from .batching import FREED, frozen_template, settle_batch
from .checking import bounded
from .claiming import RELEASED

CORRECTABLE = (CredentialStatus.IN_REVIEW, CredentialStatus.RETURNED, CredentialStatus.FAILED)
#: Credentials approved in one UPDATE: below every database's limit of parameters.
AT_ONCE = 1000


def correct(credential: Credential, values: dict[str, str], *, user=None) -> Credential:
    """Change values of a credential under review, returned or failed, which then waits to be rendered again.

    ``values`` are raw strings by column name; columns left out keep their value. Raises ``RowsInvalid`` with what is
    wrong and ``NotAllowedInThisState``. The caller enqueues the batch. Staged rows: see ``staging.correct_row``.
    """
    columns = bounded(frozen_template(credential.batch).columns)
    clean, problems = check_values(columns, {**credential.row, **values}, credential.line)
    if problems:
        raise RowsInvalid(problems)
    changes = changed_fields(credential, clean) | {"attempts": 0, "failure": "", "comment": "", **RELEASED}
    with transaction.atomic():
        try:
            with transaction.atomic():
                mine = Credential.objects.filter(pk=credential.pk)
                changed = mine.move(CORRECTABLE, CredentialStatus.PENDING, **changes)
        except IntegrityError:
            message = _("This person holds a credential of the group already.")
            raise RowsInvalid([Problem(credential.line, EMAIL, "already_holds", message, clean[EMAIL])]) from None
        if not changed:
            raise NotAllowedInThisState(_("This credential can no longer be corrected. Replace it instead."))
        settle_batch(credential.batch_id)
        named = sorted(name for name in clean if clean[name] != credential.row.get(name, ""))
        log_credentials([credential], "wagtail_credentials.correct", user=user, data={"columns": named})
    credential.refresh_from_db()
    return credential


def changed_fields(credential: Credential, clean: dict[str, str]) -> dict:
    """Normalised values as fields of the record. A confirmed credential always keeps a date of issue."""
    key = person_key(clean[EMAIL], clean[NAME])
    issued_on = date.fromisoformat(clean[ISSUED_ON]) if clean.get(ISSUED_ON) else None
    return {
        "recipient_name": clean[NAME],
        "recipient_email": clean[EMAIL],
        "recipient_id": clean.get(RECIPIENT_ID, ""),
        "issued_on": issued_on or credential.batch.issued_on,
        "expires_on": date.fromisoformat(clean[EXPIRES_ON]) if clean.get(EXPIRES_ON) else None,
        "values": {name: value for name, value in clean.items() if name not in STANDARD},
        "person_key": key,
        "holder_key": holder_key(credential, key),
    }


def holder_key(credential: Credential, key: str) -> str | None:
    """The person's one place in the group. Who replaces a credential of the same person gets it when published."""
    former = credential.replaces
    one_each = former.holder_key if former else credential.holder_key
    return f"{credential.batch.group_id}:{key}" if one_each and not (former and former.person_key == key) else None


def correct_many(changes, *, user=None) -> list[int]:
    """Correct those of ``comparing.Change`` that are under review, returned or failed. Returns their batches' ids.

    Call it in a transaction. Raises ``NotAllowedInThisState`` where one moved on, and the database's
    ``IntegrityError`` where two would be one holder.
    """
    for start in range(0, len(changes), AT_ONCE):
        _correct_many(changes[start : start + AT_ONCE])
    for columns, credentials in columns_by_change(changes).items():
        log_credentials(credentials, "wagtail_credentials.correct", user=user, data={"columns": list(columns)})
    batches = sorted({change.credential.batch_id for change in changes})
    for batch_id in batches:
        settle_batch(batch_id)
    return batches


def _correct_many(changes):
    pks = [change.credential.pk for change in changes]
    # Two may change places: nobody holds one until all have left theirs.
    waiting = {"attempts": 0, "failure": "", "comment": "", "holder_key": None, **RELEASED}
    if Credential.objects.filter(pk__in=pks).move(CORRECTABLE, CredentialStatus.PENDING, **waiting) != len(pks):
        raise NotAllowedInThisState(_("A credential moved on meanwhile and cannot be corrected. Look again."))
    fields = set()
    for change in changes:
        for name, value in changed_fields(change.credential, change.values).items():
            # Fields that stay would cost as much as those that change; the holders' places were just left.
            if value != getattr(change.credential, name) or (name == "holder_key" and value):
                setattr(change.credential, name, value)
                fields.add(name)
    Credential.objects.bulk_update([change.credential for change in changes], sorted(fields), batch_size=AT_ONCE)


def columns_by_change(changes) -> dict[tuple[str, ...], list[Credential]]:
    """The credentials by the columns that change, for entries in the log: these name columns, never values."""
    credentials = {}
    for change in changes:
        credentials.setdefault(tuple(sorted(change.columns)), []).append(change.credential)
    return credentials


def return_to_issuer(credential: Credential, comment: str, *, user=None) -> None:
    """Under review -> returned, with what the issuer should mend."""
    with transaction.atomic():
        mine = Credential.objects.filter(pk=credential.pk)
        if not mine.move(CredentialStatus.IN_REVIEW, CredentialStatus.RETURNED, comment=comment):
            raise NotAllowedInThisState(_("Only a credential under review can be returned."))
        log_credentials([credential], "wagtail_credentials.return", user=user, data={"comment": comment})
    credential.refresh_from_db()


def drop(credential: Credential, *, user=None) -> None:
    """Take a confirmed credential out before it is public: it is cancelled. Staged rows: see ``staging.drop_rows``."""
    mine = Credential.objects.filter(pk=credential.pk)
    with transaction.atomic():
        if not mine.move(CORRECTABLE, CredentialStatus.CANCELLED, **FREED, **RELEASED):
            raise NotAllowedInThisState(_("Only a credential that waits for somebody can be dropped."))
        settle_batch(credential.batch_id)
        log_credentials([credential], "wagtail_credentials.drop", user=user)


def blocked_by_four_eyes(credentials, user):
    """Those of the queryset that this user may not publish, having confirmed their batch."""
    return credentials.filter(batch__group__four_eyes=True, batch__confirmed_by=user)


def approve(credentials, *, user=None, seen: dict[int, str] | None = None) -> list[int]:
    """Approve the queryset's credentials under review: each moves to publishing with the hash of what was reviewed.

    Raises ``FourEyesRequired`` where the user confirmed a batch whose group wants four eyes, and ``ReviewOutdated``
    where ``seen`` (content hash on the reviewer's screen, by primary key) is not what a record says. Those not
    under review are left alone. Returns the ids of the batches to enqueue.
    """
    if user is not None and blocked_by_four_eyes(credentials.filter(status=CredentialStatus.IN_REVIEW), user).exists():
        raise FourEyesRequired(_("You confirmed this batch: somebody else has to publish it."))
    pks = list(credentials.filter(status=CredentialStatus.IN_REVIEW).order_by().values_list("pk", flat=True))
    batches = set()
    with transaction.atomic():
        for start in range(0, len(pks), AT_ONCE):
            batches |= _approve(pks[start : start + AT_ONCE], user, seen)
        for batch_id in batches:
            settle_batch(batch_id)
    return sorted(batches)


def _approve(pks: list[int], user, seen: dict[int, str] | None) -> set[int]:
    chosen = Credential.objects.filter(pk__in=pks, status=CredentialStatus.IN_REVIEW).select_for_update()
    approved = list(chosen.only("pk", "batch_id", "line", "content_hash"))
    if seen is not None and any(seen.get(credential.pk) != credential.content_hash for credential in approved):
        raise ReviewOutdated(_("It changed while you were looking at it. Look at it again before you publish it."))
    Credential.objects.filter(pk__in=[credential.pk for credential in approved]).move(
        CredentialStatus.IN_REVIEW,
        CredentialStatus.PUBLISHING,
        approved_hash=F("content_hash"),
        approved_by=user,
        comment="",
        attempts=0,
        **RELEASED,
    )
    log_credentials(approved, "wagtail_credentials.approve", user=user)
    return {credential.batch_id for credential in approved}

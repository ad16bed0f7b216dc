"""Corrected copies of what is public: each takes the place of its original once it is published, not before."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ..domain.names import shown
from ..domain.statuses import REPLACEABLE, BatchStatus, CredentialStatus
from ..domain.values import check_values
from ..exceptions import NotAllowedInThisState, RowsInvalid
from ..models import Batch, Credential
from ..signals import batch_confirmed
from .auditing import log_batch, log_credentials
from .batching import frozen_template
from .checking import bounded
from .colliding import second_holders
from .comparing import Cell, Change, hindrance
from .reviewing import AT_ONCE, changed_fields, columns_by_change


def replace(credential: Credential, values: dict[str, str], *, user=None) -> Credential:
    """A corrected copy of one public credential, which waits for the queue (caller enqueues its batch).

    ``values`` are raw strings by column name; columns left out keep their value. Raises ``RowsInvalid`` with what is
    wrong, and ``NotAllowedInThisState`` where it cannot be replaced, or a correction of it is under way.
    """
    change = _change(_current(credential), values)
    if problems := second_holders([change]):
        raise RowsInvalid(problems)
    try:
        with transaction.atomic():
            [batch] = make_replacements([change], user=user)
    except IntegrityError:
        raise NotAllowedInThisState(_("Somebody else changed this credential just now. Look again.")) from None
    return batch.credentials.get()


def _current(credential):
    under_way = Exists(Credential.objects.filter(replaces=OuterRef("pk")))
    related = Credential.objects.select_related("batch__group", "batch__template_revision")
    return related.annotate(correction_under_way=under_way).get(pk=credential.pk)


def _change(credential, values) -> Change:
    columns, old = frozen_template(credential.batch).columns, credential.row
    clean, problems = check_values(bounded(columns), {**old, **values}, credential.line)
    if problems:
        raise RowsInvalid(problems)
    cells = tuple(Cell(name, old.get(name, ""), clean[name]) for name in clean if clean[name] != old.get(name, ""))
    if not cells:
        raise NotAllowedInThisState(_("Nothing was changed: there is nothing to replace."))
    change = Change(credential.line, credential, cells, clean)
    if credential.status not in REPLACEABLE:
        raise NotAllowedInThisState(_("Only a published credential can be replaced."))
    if hindered := hindrance(change):
        raise NotAllowedInThisState(hindered.message)
    return change


def make_replacements(changes: list[Change], *, user=None) -> list[Batch]:
    """A batch for each batch of the originals, its credentials waiting for the queue (caller enqueues).

    Call it in a transaction. Raises ``NotAllowedInThisState`` where an original moved on, and the database's
    ``IntegrityError`` where somebody else makes a replacement of one at the same time.
    """
    _lock([change.credential.pk for change in changes])
    by_batch = {}
    for change in changes:
        by_batch.setdefault(change.credential.batch_id, []).append(change)
    return [_replacements(own, user) for _batch, own in sorted(by_batch.items())]


def _lock(pks):
    for start in range(0, len(pks), AT_ONCE):
        part = pks[start : start + AT_ONCE]
        found = Credential.objects.filter(pk__in=part, status__in=REPLACEABLE).select_for_update()
        if len(found.values_list("pk", flat=True)) != len(part):
            raise NotAllowedInThisState(_("A credential moved on meanwhile and cannot be replaced. Look again."))


def _replacements(changes, user) -> Batch:
    """One batch of corrected copies, as confirming would have left it."""
    batch = _batch_after(changes[0].credential.batch, user)
    batch.save()
    Credential.objects.bulk_create((_copy(change, batch) for change in changes), batch_size=AT_ONCE)
    for columns, credentials in columns_by_change(changes).items():
        data = {"columns": list(columns)}
        log_credentials(credentials, "wagtail_credentials.prepare_replacement", user=user, data=data)
    log_batch(batch, "wagtail_credentials.prepare_replacement", user=user, data={"rows": len(changes)})
    transaction.on_commit(lambda: batch_confirmed.send(sender=Batch, batch=batch, user=user))
    return batch


def _batch_after(original: Batch, user) -> Batch:
    kept = ("template_id", "template_revision_id", "group_id", "facts", "issued_on", "expires_on")
    more = _(" (corrections of %(day)s)") % {"day": timezone.localdate().isoformat()}
    return Batch(
        name=shown(original.name, 255 - len(more)) + more,
        status=BatchStatus.GENERATING,
        created_by=user,
        confirmed_by=user,
        confirmed_at=timezone.now(),
        **{name: getattr(original, name) for name in kept},
    )


def _copy(change: Change, batch: Batch) -> Credential:
    """The original with its changes; see ``reviewing.holder_key`` for whose place it takes when."""
    copy = Credential(batch=batch, line=change.line, status=CredentialStatus.PENDING, replaces=change.credential)
    for name, value in changed_fields(copy, change.values).items():
        setattr(copy, name, value)
    return copy

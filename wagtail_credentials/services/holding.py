"""Where a person may have one credential of a group: what the rule makes of a batch's rows when it is confirmed."""

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from ..domain.columns import EMAIL, Problem
from ..domain.statuses import REPLACEABLE, CredentialStatus
from ..domain.verdicts import ALREADY_THERE, ONE_EACH, DuplicateRule, Verdict
from ..exceptions import RowsInvalid
from ..models import Batch, Credential
from .duplicates import AT_ONCE, rule_for


def rule_of(batch: Batch) -> str:
    """The rule for people who are there already, as it was when the batch's rows were checked."""
    return batch.report.get("rule") or rule_for(batch.group)


def rows_to_issue(batch: Batch):
    """The staged rows that a confirmation issues: those that are right, and that the rule does not skip."""
    staged = batch.credentials.filter(status=CredentialStatus.STAGED).exclude(verdict=Verdict.INVALID)
    return staged.exclude(verdict__in=ALREADY_THERE) if rule_of(batch) == DuplicateRule.SKIP else staged


def skip(batch: Batch) -> None:
    """Cancel the rows that the rule skips: the batch still says whom it passed over."""
    if rule_of(batch) == DuplicateRule.SKIP:
        there = batch.credentials.filter(verdict__in=ALREADY_THERE)
        there.move(CredentialStatus.STAGED, CredentialStatus.CANCELLED)


def hold(staged, batch: Batch) -> None:
    """Let the database refuse what the rule refuses. Raises ``RowsInvalid`` with the rows that stand in the way."""
    if not batch.group or rule_of(batch) not in ONE_EACH:
        return
    if rule_of(batch) == DuplicateRule.REPLACE:
        _take_places(staged.filter(verdict=Verdict.HELD), batch.group)
    newcomers, prefix = staged.filter(replaces=None), f"{batch.group_id}:"
    try:
        with transaction.atomic():
            newcomers.update(holder_key=Concat(Value(prefix), F("person_key")))
    except IntegrityError:
        raise RowsInvalid(_second_credentials(newcomers, prefix)) from None


def _take_places(rows, group) -> None:
    """Note on each row which credential it replaces once it is published."""
    rows = list(rows.only("line", "recipient_email", "report"))
    current = _current([row.report["credential"] for row in rows], group)
    for row in rows:
        row.replaces_id = current.get(row.report["credential"])
    gone = [row for row in rows if row.replaces_id is None]
    if gone:
        raise RowsInvalid(_problems(gone, _("The credential that it was to replace is no longer the current one.")))
    try:
        with transaction.atomic():
            Credential.objects.bulk_update(rows, ["replaces"], batch_size=AT_ONCE)
    except IntegrityError:
        chosen = {row.replaces_id for row in rows}
        taken = set(Credential.objects.filter(replaces__batch__group=group).values_list("replaces", flat=True))
        twice = [row for row in rows if row.replaces_id in chosen & taken]
        raise RowsInvalid(_problems(twice, _("Another credential is about to replace the same one."))) from None


def _current(uuids, group) -> dict[str, int]:
    """{id: primary key} of those that something may still replace."""
    live = Credential.objects.filter(batch__group=group, status__in=REPLACEABLE)
    parts = (uuids[start : start + AT_ONCE] for start in range(0, len(uuids), AT_ONCE))
    return {str(uuid): pk for part in parts for uuid, pk in live.filter(uuid__in=part).values_list("uuid", "pk")}


def _problems(rows, message):
    return [Problem(row.line, EMAIL, "already_holds", message, row.recipient_email) for row in rows]


def _second_credentials(staged, prefix: str) -> list[Problem]:
    """The rows that stand in the way: of people who hold one by now, and of people who came to be there twice."""
    held = Credential.objects.filter(holder_key__startswith=prefix).values_list("holder_key", flat=True)
    taken, twice = {key.removeprefix(prefix) for key in held}, []
    for row in staged.only("line", "person_key", "recipient_email").order_by("line"):
        twice += [row] if row.person_key in taken else []
        taken.add(row.person_key)
    message = _("This person holds a credential of the group already, or is here twice. Remove the row.")
    return _problems(twice, message)

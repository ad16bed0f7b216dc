"""Which credential a row of a sheet of corrections speaks of: by its id, else its recipient's id, else the e-mail."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ..domain.addresses import normalise_email
from ..domain.columns import CREDENTIAL_ID, EMAIL, RECIPIENT_ID, Problem
from ..domain.names import normalise_text, shown
from ..domain.statuses import HELD, CredentialStatus
from ..models import Credential, Update
from ..permissions import credential_policy

#: Keys asked for at once; databases limit how many a query may name.
AT_ONCE = 500
#: Columns by which a row is matched, the surest first, and the fields they are kept in.
KEYS = {CREDENTIAL_ID: "uuid", RECIPIENT_ID: "recipient_id", EMAIL: "recipient_email"}


def scope_of(update: Update):
    """The credentials that the update may change: of its batch or group, else all from which its user may issue."""
    credentials = Credential.objects.exclude(status=CredentialStatus.STAGED)
    if update.created_by_id:
        allowed = credential_policy.instances_user_has_any_permission_for(update.created_by, ["issue"])
        credentials = credentials.filter(pk__in=allowed.values("pk"))
    if update.batch_id:
        credentials = credentials.filter(batch=update.batch_id)
    if update.group_id:
        credentials = credentials.filter(batch__group=update.group_id)
    return credentials


@dataclass
class Matched:
    """``found``: {line: credential}, each with ``correction_under_way``; ``problems`` of the lines without one."""

    found: dict[int, Credential]
    problems: list[Problem]


def match_rows(keys: dict[int, dict[str, str]], credentials) -> Matched:
    """The credentials of the queryset that the rows speak of; ``keys`` is {line: {column: text}}."""
    wanted = {line: _normalised(texts) for line, texts in keys.items()}
    known = {column: _index(credentials, column, wanted) for column in KEYS}
    matched = Matched({}, [])
    for line, texts in wanted.items():
        found = _match(texts, known, line)
        if isinstance(found, Problem):
            matched.problems.append(found)
        else:
            matched.found[line] = found
    return matched


def _normalised(texts):
    values = {column: normalise_text(texts.get(column, "")) for column in KEYS}
    return {**values, EMAIL: normalise_email(values[EMAIL])}


def _index(credentials, column, wanted) -> dict[str, list[Credential]]:
    """{text: the credentials that have it in the column}, for all texts that may be needed."""
    rows = wanted.values() if column == CREDENTIAL_ID else [row for row in wanted.values() if not row[CREDENTIAL_ID]]
    texts = {row[column] for row in rows if row[column]}
    values = sorted(filter(None, map(as_uuid, texts)) if column == CREDENTIAL_ID else texts)
    under_way = Exists(Credential.objects.filter(replaces=OuterRef("pk")))
    credentials = credentials.select_related("batch__group", "replaces").annotate(correction_under_way=under_way)
    index = defaultdict(list)
    for start in range(0, len(values), AT_ONCE):
        for credential in credentials.filter(**{f"{KEYS[column]}__in": values[start : start + AT_ONCE]}):
            index[str(getattr(credential, KEYS[column]))].append(credential)
    return index


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _match(texts, known, line) -> Credential | Problem:
    if texts[CREDENTIAL_ID]:
        found = known[CREDENTIAL_ID].get(str(as_uuid(texts[CREDENTIAL_ID])))
        return found[0] if found else _unknown(line, CREDENTIAL_ID, texts)
    column = RECIPIENT_ID if texts[RECIPIENT_ID] in known[RECIPIENT_ID] else EMAIL
    found = _current(known[column].get(texts[column], []))
    if not found:
        return _unknown(line, RECIPIENT_ID if texts[RECIPIENT_ID] and not texts[EMAIL] else EMAIL, texts)
    return found[0] if len(found) == 1 else _ambiguous(line, column, texts)


def _current(credentials):
    """Those that count: what is over only where nothing else is there, and not what is being replaced."""
    replaced = {credential.replaces_id for credential in credentials}
    current = [credential for credential in credentials if credential.status in HELD and credential.pk not in replaced]
    return current or credentials


def _unknown(line, column, texts):
    if not any(texts.values()):
        message = _("Nothing here says which credential it is. Write its id, the recipient's id or the e-mail.")
        return Problem(line, column, "no_key", message)
    message = _("No credential that this sheet may change has this. Look for a mistake in it, or delete the line.")
    return Problem(line, column, "unknown", message, shown(texts[column]))


def _ambiguous(line, column, texts):
    message = _("Several credentials have this. Say which one is meant: write its credential_id.")
    return Problem(line, column, "ambiguous", message, shown(texts[column]))

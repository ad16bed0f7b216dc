"""The sheet of credentials that goes out and comes back: its headings beyond those of the templates."""

from .columns import CREDENTIAL_ID
from .headings import heading_key

#: What a reader wants to know and no sheet can change. No name of a field has brackets, whatever the template.
STATUS, BATCH, GROUP, PUBLISHED, ADDRESS = "(status)", "(batch)", "(group)", "(published)", "(permanent address)"
INFORMATIONAL = (STATUS, BATCH, GROUP, PUBLISHED, ADDRESS)

_informational = frozenset(map(heading_key, INFORMATIONAL))
_id = heading_key(CREDENTIAL_ID)


def is_credential_id(heading: str) -> bool:
    return heading_key(heading) == _id


def is_ours(heading: str) -> bool:
    """No template's field, whatever its label says: the credential's id, or what is only there to be read."""
    return is_credential_id(heading) or heading_key(heading) in _informational

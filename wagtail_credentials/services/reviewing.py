"""Somebody looks at what was generated: corrects, returns, drops or approves it."""


def correct(credential, values: dict[str, str], *, user):
    """Change values of a staged row, or of one under review / returned / failed (which is then rendered again).

    ``values`` are raw strings by column name. Raises ``RowsInvalid`` with the problems; ``NotAllowedInThisState``.
    Returns the credential; the caller enqueues when its status is ``pending``.
    """
    raise NotImplementedError


def return_to_issuer(credential, comment: str, *, user) -> None:
    """Under review -> returned, with a comment."""
    raise NotImplementedError


def drop(credential, *, user) -> None:
    """Staged, under review, returned or failed -> cancelled (a staged row is deleted)."""
    raise NotImplementedError


def approve(credentials, *, user, seen: dict[int, str] | None = None) -> list[int]:
    """Approve a queryset of credentials under review: each moves to publishing with the hash of what was reviewed.

    Raises ``FourEyesRequired`` when the user confirmed a batch whose group wants four eyes; ``ReviewOutdated`` where
    ``seen`` (pk -> content_hash on the reviewer's screen) differs. Returns the ids of the batches to enqueue.
    """
    raise NotImplementedError

"""Cancel a published credential for ever, with a reason that stays visible."""


def revoke(credential, reason: str, *, user) -> None:
    """Published or suspended -> revoked. Raises ``NotAllowedInThisState``; revoking twice changes nothing."""
    raise NotImplementedError

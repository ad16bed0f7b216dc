"""What others may listen to. Our own steps are plain calls, never receivers."""

from django.dispatch import Signal

#: A batch was confirmed. Arguments: ``batch``, ``user``.
batch_confirmed = Signal()

#: Credentials became public. Arguments: ``batch``, ``uuids`` (list of UUID).
credentials_published = Signal()

#: A credential was revoked for ever. Arguments: ``credential``, ``user``, ``reason``.
credential_revoked = Signal()

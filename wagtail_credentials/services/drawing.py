"""A credential's document, as values of a row in a design."""

from ..models import Credential


def draw(credential: Credential):
    """The ``rendering.documents.Document`` (``pdf``, ``picture``: bytes) of a credential, staged or further."""
    raise NotImplementedError

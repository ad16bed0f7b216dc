from .batches import Batch
from .credentials import Credential
from .groups import CredentialGroup
from .issuers import Issuer
from .pages import CredentialsPage, CredentialsPageMixin
from .settings import CredentialsSettings
from .templates import CredentialTemplate, TemplateField
from .updates import Update
from .workers import WorkerHeartbeat

__all__ = [
    "Batch",
    "Credential",
    "CredentialGroup",
    "CredentialTemplate",
    "CredentialsPage",
    "CredentialsPageMixin",
    "CredentialsSettings",
    "Issuer",
    "TemplateField",
    "Update",
    "WorkerHeartbeat",
]

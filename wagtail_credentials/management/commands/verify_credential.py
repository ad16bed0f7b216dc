import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from ...domain.statuses import CredentialStatus
from ...models import Credential
from ...services.verifying import Verdict, verify_credential, verify_document

UNDECIDED = ("unknown", "could_not_check")


class Command(BaseCommand):
    help = (
        "Says whether a credential is genuine and current. Exits with 0 valid, 1 not valid, 2 unknown or not checked."
    )

    def add_arguments(self, parser):
        parser.add_argument("credential", metavar="UUID|FILE", help="Its ID, or its document as a file.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object on standard output.")

    def handle(self, *args, credential, **options):
        found = describe(verdict_on(credential))
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for key, value in found.items():
                self.stdout.write(f"{key}: {value or '-'}")
        if found["state"] != "valid":
            sys.exit(2 if found["state"] in UNDECIDED else 1)


def verdict_on(text: str) -> Verdict:
    path = Path(text)
    if not path.is_file():
        return verify_credential(text)
    try:
        return verify_document(path.read_bytes())
    except OSError:
        return Verdict("could_not_check")


def describe(verdict: Verdict) -> dict:
    """The verdict as the JSON answer has it; "" or null for what an unknown credential does not have."""
    credential = verdict.credential
    if credential is None:
        return {"state": verdict.state, "uuid": "", "title": "", "recipient": ""} | dict.fromkeys(
            ("issued_on", "expires_on", "reason", "replaced_by")
        )
    revoked = credential.status in (CredentialStatus.REVOKED, CredentialStatus.SUSPENDED)
    return {
        "state": verdict.state,
        "uuid": str(credential.uuid),
        "title": credential.title,
        "recipient": credential.recipient_name,
        "issued_on": credential.issued_on.isoformat() if credential.issued_on else None,
        "expires_on": credential.expires_on.isoformat() if credential.expires_on else None,
        "reason": credential.revocation_reason if revoked else None,
        "replaced_by": replaced_by(credential),
    }


def replaced_by(credential) -> str | None:
    """The id of the credential that took its place."""
    successor = Credential.objects.public().filter(replaces=credential).first()
    return str(successor.uuid) if successor else None

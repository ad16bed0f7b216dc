import re
from pathlib import Path

import pytest
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

import wagtail_credentials
from tests.factories import make_credential
from wagtail_credentials.services.auditing import log_batch, log_credentials

SERVICES = Path(wagtail_credentials.__file__).parent / "services"


def entry(action, data=None):
    credential = make_credential()
    log_credentials([credential], f"wagtail_credentials.{action}", data=data)
    return ModelLogEntry.objects.get(action=f"wagtail_credentials.{action}")


def test_every_action_that_services_log_is_registered():
    logged = {
        action
        for path in SERVICES.glob("*.py")
        for action in re.findall(r'"(wagtail_credentials\.[a-z_]+)"', path.read_text())
    }

    assert len(logged) >= 10
    assert {action for action in logged if not registry.action_exists(action)} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "data", "message", "comment"),
    [
        ("publish", None, "Credential published", ""),
        ("return", {"comment": "The name is wrong."}, "Credential returned to the issuer", "The name is wrong."),
        ("revoke", {"reason": "Issued in error"}, "Credential revoked", "Issued in error"),
        ("correct", {"columns": ["grade", "name"]}, "Credential corrected", "grade, name"),
        ("retry", {"rows": 1}, "What failed was handed to the queue again (1 credential)", ""),
    ],
)
def test_entry_reads_as_a_sentence(action, data, message, comment):
    logged = entry(action, data)

    assert (str(logged.formatter.format_message(logged)), logged.formatter.format_comment(logged)) == (message, comment)


@pytest.mark.django_db
def test_entry_of_a_batch_counts_its_credentials():
    batch = make_credential().batch
    log_batch(batch, "wagtail_credentials.confirm", data={"rows": 60})

    logged = ModelLogEntry.objects.get(action="wagtail_credentials.confirm")

    assert logged.formatter.format_message(logged).endswith("(60 credentials)")

"""How our entries read in histories and in Wagtail's site history. ``data`` holds counts and reasons, never names."""

from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

PREFIX = "wagtail_credentials"

#: Action, label in filters, message.
PLAIN = [
    ("create", gettext_lazy("Create batch"), gettext_lazy("Batch created")),
    ("receive", gettext_lazy("Receive sheet"), gettext_lazy("Sheet received; the queue checks it")),
    ("check", gettext_lazy("Check recipients"), gettext_lazy("Recipients checked")),
    ("discard", gettext_lazy("Discard batch"), gettext_lazy("Batch discarded before it was confirmed")),
    ("confirm", gettext_lazy("Confirm batch"), gettext_lazy("Batch confirmed; credentials are being generated")),
    ("cancel", gettext_lazy("Cancel"), gettext_lazy("Cancelled")),
    ("retry", gettext_lazy("Retry"), gettext_lazy("What failed was handed to the queue again")),
    ("render_again", gettext_lazy("Render again"), gettext_lazy("Rendered again with the template's new version")),
    ("generate", gettext_lazy("Generate credential"), gettext_lazy("Credential generated")),
    ("correct", gettext_lazy("Correct credential"), gettext_lazy("Credential corrected")),
    (
        "prepare_replacement",
        gettext_lazy("Prepare replacement"),
        gettext_lazy("Replacement prepared; it counts once it is published"),
    ),
    ("return", gettext_lazy("Return credential"), gettext_lazy("Credential returned to the issuer")),
    ("drop", gettext_lazy("Drop credential"), gettext_lazy("Credential dropped")),
    ("approve", gettext_lazy("Approve credential"), gettext_lazy("Credential reviewed and approved")),
    ("publish", gettext_lazy("Publish credential"), gettext_lazy("Credential published")),
    ("replace", gettext_lazy("Replace credential"), gettext_lazy("Another credential took the place of this one")),
    ("revoke", gettext_lazy("Revoke credential"), gettext_lazy("Credential revoked")),
]


class CredentialsFormatter(LogFormatter):
    """The message and what the entry's data adds: ``rows`` (how many), ``columns`` (which), ``comment``, ``reason``."""

    def format_message(self, log_entry):
        rows = (log_entry.data or {}).get("rows")
        if not isinstance(rows, int):
            return self.message
        counted = ngettext("%(rows)d credential", "%(rows)d credentials", rows) % {"rows": rows}
        return f"{self.message} ({counted})"

    def format_comment(self, log_entry):
        data = log_entry.data or {}
        return data.get("comment") or data.get("reason") or ", ".join(data.get("columns") or ())


def register_log_actions(actions):
    for name, label, message in PLAIN:
        formatter = type("Formatter", (CredentialsFormatter,), {"label": label, "message": message})
        actions.register_action(f"{PREFIX}.{name}")(formatter)

"""What a check says of a row, and what comes of it: each group has its rule for people who are there already."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .statuses import REPLACEABLE


class DuplicateRule(TextChoices):
    REFUSE = "refuse", _("Refuse a second one")
    SKIP = "skip", _("Skip the row")
    REPLACE = "replace", _("Replace the one they hold")
    WARN = "warn", _("Warn, and issue")
    ALLOW = "allow", _("Allow")


class Verdict(TextChoices):
    NEW = "new", _("New")
    DUPLICATE = "duplicate", _("Duplicate in the sheet")
    HELD = "held", _("Already holds one")
    INVALID = "invalid", _("Invalid")


#: The verdicts on people who are there already, where the rule does not make them invalid.
ALREADY_THERE = (Verdict.DUPLICATE, Verdict.HELD)
#: Rules under which a person has one credential of the group at most.
ONE_EACH = (DuplicateRule.REFUSE, DuplicateRule.SKIP, DuplicateRule.REPLACE)


@dataclass(frozen=True)
class Finding:
    """``line`` is the one that the row repeats; ``credential`` the id (UUID) of the one that the person holds."""

    verdict: Verdict
    line: int | None = None
    credential: str | None = None
    status: str = ""

    @property
    def replaceable(self) -> bool:
        """The credential is public and counts, so that a new one can take its place."""
        return self.status in REPLACEABLE

    @property
    def report(self) -> dict:
        """What a row keeps of it."""
        return {"line": self.line} if self.line else {"credential": self.credential}


def comes_to(verdict: str, rule: str) -> str:
    """What becomes of a row: "blocked", "skipped", "replaces" or "issued"."""
    if verdict == Verdict.INVALID:
        return "blocked"
    if verdict in ALREADY_THERE and rule == DuplicateRule.SKIP:
        return "skipped"
    return "replaces" if verdict == Verdict.HELD and rule == DuplicateRule.REPLACE else "issued"

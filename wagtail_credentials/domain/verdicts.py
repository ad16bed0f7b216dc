"""What a check says of a row, and what comes of it: each group has its rule for people who are there already."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .columns import Problem


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
    """``line`` is the one that the row repeats, ``credential`` the id (UUID) of the one that the person holds."""

    verdict: Verdict
    line: int | None = None
    credential: str | None = None
    problem: Problem | None = None

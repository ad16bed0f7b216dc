"""How recipients come into a batch: the ways that the group's door and the switch of step 2 offer."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Batch
from ..permissions import visible_forms
from ..services.submissions import SUBMISSIONS


class Way(NamedTuple):
    """``step`` is the name of the address at which it begins."""

    value: str
    step: str
    number: Promise
    label: Promise
    help: Promise
    icon: str


BY_HAND = Way("hand", "recipients", _("Option 1"), _("Enter recipients"), _("One or several, in a form"), "edit")
BY_SHEET = Way(
    "sheet", "upload", _("Option 2"), _("Upload a sheet"), _("XLSX, ODS or CSV, one row for each recipient"), "table"
)
BY_FORM = Way(
    "form",
    "submissions",
    _("Option 3"),
    _("Submissions of a form"),
    _("Those who filled in a form of the site"),
    "form",
)


def ways_for(user) -> list[Way]:
    """Submissions only where the user may see those of some form."""
    return [BY_HAND, BY_SHEET, *([BY_FORM] if visible_forms(user).exists() else [])]


def step_of(batch: Batch) -> str:
    """The step at which a form, else a sheet, is chosen again for the batch."""
    return BY_FORM.step if SUBMISSIONS in batch.report else BY_SHEET.step

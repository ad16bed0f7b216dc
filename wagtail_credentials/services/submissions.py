"""Recipients from what people sent in through one of the site's form pages (``wagtail.contrib.forms``)."""

from collections import Counter
from datetime import date, datetime, time
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import EMAIL, Column
from ..domain.headings import match_headings
from ..domain.names import shown
from ..models import Batch
from .checking import Check
from .staging import stage_recipients

#: Key of a batch's report: {"page": id, "mapping": {column: field}, "from": ISO day or "", "to": the same}.
SUBMISSIONS = "submissions"


class SubmittedField(NamedTuple):
    """What a form's submissions hold under ``name``; ``field`` is None for what no visitor fills in."""

    name: str
    label: str
    field: forms.Field | None


def fields_of(page) -> list[SubmittedField]:
    """What can be read from the submissions of a form page, which is not files."""
    asked = page.get_form_class().base_fields
    found = (SubmittedField(name, str(label), asked.get(name)) for name, label in page.get_data_fields())
    return [submitted for submitted in found if not isinstance(submitted.field, forms.FileField)]


def suggest_mapping(columns: list[Column], fields: list[SubmittedField]) -> dict[str, str]:
    """{column: field} as far as labels and names tell; a field for e-mail addresses is taken for the e-mail."""
    mapping = {}
    for headings in ([field.label for field in fields], [field.name for field in fields]):
        for position, column in match_headings(headings, columns).items():
            mapping.setdefault(column, fields[position].name)
    addresses = [submitted.name for submitted in fields if isinstance(submitted.field, forms.EmailField)]
    return {EMAIL: addresses[0], **mapping} if addresses else mapping


def count_submissions(pages) -> Counter:
    """{id of a form page: number of its submissions}, in one query for each class of submissions."""
    counts = Counter()
    for model in {page.get_submission_class() for page in pages}:
        found = model._default_manager.filter(page__in=[page.pk for page in pages])
        counts.update(dict(found.order_by().values_list("page").annotate(Count("pk"))))
    return counts


def submissions_between(page, since: date | None = None, until: date | None = None):
    """The submissions of a form page from one day to another, both included and as the site's clocks have them."""
    found = page.get_submissions().order_by("submit_time", "pk")
    if since:
        found = found.filter(submit_time__gte=_moment(since, time.min))
    if until:
        found = found.filter(submit_time__lte=_moment(until, time.max))
    # A site's own submissions may show who was logged in, or another record.
    related = [field.name for field in found.model._meta.fields if field.is_relation and field.name != "page"]
    return found.select_related(*related) if related else found


def submission_rows(
    page, mapping: dict[str, str], since: date | None = None, until: date | None = None, most: int | None = None
) -> list[dict[str, str]]:
    """A row {column: text} of each submission, the first to come in first; ``mapping`` is {column: field}."""
    moments = {name for name, _label, field in fields_of(page) if isinstance(field, forms.DateTimeField)}
    rows = []
    for submission in submissions_between(page, since, until)[:most].iterator():
        data = submission.get_data()
        rows.append({column: text_of(data.get(name), moment=name in moments) for column, name in mapping.items()})
    return rows


def text_of(value, *, moment: bool = False) -> str:
    """What a submission holds as a cell would; ``moment``: it was kept as text, but is a date with a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(text_of(part) for part in value)
    if moment and isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, datetime):
        here = timezone.get_default_timezone()
        value = timezone.make_naive(value, here) if timezone.is_aware(value) else value
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def stage_submissions(
    batch: Batch, page, mapping: dict[str, str], since: date | None = None, until: date | None = None, *, user=None
) -> Check:
    """Check the submissions of a form page for a batch, as ``stage_recipients`` does; lines count them from 1.

    Raises ``NotAllowedInThisState`` once the batch is confirmed.
    """
    days = {"from": since.isoformat() if since else "", "to": until.isoformat() if until else ""}
    # One more than may be: too many are refused, never cut off.
    rows = submission_rows(page, mapping, since, until, most=conf.max_rows + 1)
    return stage_recipients(
        batch,
        rows,
        user=user,
        source_name=shown(page.get_admin_display_title(), 255),
        also={SUBMISSIONS: {"page": page.pk, "mapping": mapping, **days}},
    )


def _moment(day, at):
    moment = datetime.combine(day, at)
    return timezone.make_aware(moment, timezone.get_default_timezone()) if settings.USE_TZ else moment


def _parsed(text):
    """The moment that a text is, else the text."""
    try:
        return parse_datetime(text) or text
    except ValueError:
        return text

"""What was checked stays with the batch as staged credentials, wrong rows too: to be looked at, mended or dropped."""

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ..conf import conf
from ..domain.columns import STANDARD, Row
from ..domain.names import shown
from ..domain.reading import AS_FOUND, ReadingOptions
from ..domain.statuses import EDITABLE, MENDABLE, BatchStatus, CredentialStatus
from ..domain.values import check_values
from ..domain.verdicts import Verdict
from ..exceptions import NotAllowedInThisState, RowsInvalid
from ..models import Batch, Credential, CredentialTemplate
from ..spreadsheets.resources import record_values, stage_rows
from .auditing import log_batch, log_credentials
from .batching import frozen_template, live_revision
from .checking import (
    ACCEPTED,
    REJECTED,
    Check,
    add_problems,
    apply_findings,
    bounded,
    check_recipients,
    check_sheet,
    conclude,
    problems_of,
)
from .duplicates import CODES, find_duplicates
from .holding import rule_of


def stage_sheet(batch: Batch, data: bytes, filename: str, *, user=None, options: ReadingOptions = AS_FOUND) -> Check:
    """Check an uploaded file for a batch; its rows replace the batch's staged ones.

    The batch is then checked, or rejected as long as a row of it is invalid. How it was read stands in
    ``batch.report["reading"]``, so that the file can be read so again.

    Raises ``NotAllowedInThisState`` once the batch is confirmed.
    """
    revision = revision_for(batch)
    template = revision.as_object()
    check = check_sheet(data, filename, template, batch.group, options)
    changes = {"template_revision": revision, "source_name": shown_name(filename)}
    with kept_file(batch, data, filename) as source:
        keep(batch, check, template.columns, options, user, source=source, **changes)
    return check


def stage_recipients(
    batch: Batch, rows: list[dict[str, str]], *, user=None, source_name: str = "", also: dict | None = None
) -> Check:
    """The same for rows that stand in no file: typed in, or from the place that ``source_name`` says.

    ``also`` is kept in the batch's report beside what the check found.
    """
    revision = revision_for(batch)
    template = revision.as_object()
    check = check_recipients(rows, template, batch.group)
    changes = {"template_revision": revision, "source": "", "source_name": source_name}
    keep(batch, check, template.columns, AS_FOUND, user, also=also, **changes)
    return check


def revision_for(batch: Batch):
    """The template's live revision, to which the batch is pinned in the same UPDATE that moves it."""
    if not Batch.objects.filter(pk=batch.pk, status__in=EDITABLE).exists():
        _moved_on()
    return live_revision(CredentialTemplate.objects.get(pk=batch.template_id))


@contextmanager
def kept_file(batch: Batch, data: bytes, filename: str):
    """Store an uploaded file and give its name; what raises meanwhile deletes it again."""
    source = conf.storage.save(f"sheets/{batch.pk}/{stored_name(filename)}", ContentFile(data))
    try:
        yield source
    except BaseException:
        conf.storage.delete(source)
        raise


def stored_name(filename: str) -> str:
    """What a file is stored as: of the uploader's name only a known suffix reaches the storage."""
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    return uuid4().hex + (suffix if suffix in (".csv", ".tsv", ".xlsx", ".ods") else ".bin")


def shown_name(filename: str) -> str:
    """The file's name as people read it."""
    return shown(PurePath(filename.replace("\\", "/")).name[-200:], 255)


@transaction.atomic
def keep(
    batch: Batch, check: Check, columns, options: ReadingOptions, user, *, origins=EDITABLE, also=None, **changes
) -> None:
    """Move the batch and replace its staged rows, in one transaction."""
    target = BatchStatus.CHECKED if check.outcome == ACCEPTED else BatchStatus.REJECTED
    report = {**check.report, "reading": asdict(options), **(also or {})}
    begin_anew(batch, origins, target, report=report, **changes)
    if check.outcome != REJECTED:
        stage_rows(batch, check.rows, columns)
    counts = {"outcome": check.outcome, "rows": len(check.rows), "problems": len(check.problems)}
    log_batch(batch, "wagtail_credentials.check", user=user, data=counts)


def begin_anew(batch: Batch, origins, target: BatchStatus, **changes) -> None:
    """Move the batch and delete its staged rows, in the caller's transaction; the file that it had goes on commit."""
    old = Batch.objects.select_for_update().values_list("source", flat=True).get(pk=batch.pk)
    if not Batch.objects.filter(pk=batch.pk).move(origins, target, **changes):
        _moved_on()
    batch.refresh_from_db()
    batch.credentials.filter(status=CredentialStatus.STAGED).delete()
    if old and old != batch.source.name:
        # Robust: what cannot be deleted is logged, and must not look as if nothing had been kept.
        transaction.on_commit(lambda: conf.storage.delete(old), robust=True)


def _moved_on():
    raise NotAllowedInThisState(_("This batch is confirmed already; its sheet cannot be changed any more."))


def correct_row(credential: Credential, values: dict[str, str], *, user=None) -> Credential:
    """Change values of a staged row, raw strings by column name; columns left out keep their value.

    What is still wrong with an invalid row stays with it, as ``report["problems"]``; other rows of the same person are
    looked at again. Raises ``RowsInvalid`` where the row was right before, and ``NotAllowedInThisState`` once the batch
    is confirmed.
    """
    batch = credential.batch
    with transaction.atomic():
        mine = _lock(batch).filter(pk=credential.pk).first()
        if mine is None:
            _moved_on()
        row = _checked_again(mine, {**mine.row, **values})
        if row.verdict == Verdict.INVALID != mine.verdict:
            raise RowsInvalid(problems_of(row))
        _save(mine, row)
        _look_again(batch, _of(batch, {mine.person_key, row.person}))
        named = sorted(name for name, value in row.values.items() if value != mine.row.get(name, ""))
        log_credentials([mine], "wagtail_credentials.correct", user=user, data={"columns": named})
    credential.refresh_from_db()
    return credential


def drop_rows(batch: Batch, rows, *, user=None) -> int:
    """Delete those of the queryset's credentials that are staged rows of the batch. Returns how many.

    Their lines stay named in ``batch.report["dropped"]``. Raises ``NotAllowedInThisState`` once the batch is confirmed.
    """
    with transaction.atomic():
        chosen = _lock(batch).filter(pk__in=rows.values("pk"))
        gone = list(chosen.order_by("line").values_list("pk", "line", "person_key"))
        if gone:
            Credential.objects.filter(pk__in=[pk for pk, _line, _person in gone]).delete()
            batch.report["dropped"] = sorted({*batch.report.get("dropped", []), *(line for _pk, line, _person in gone)})
            Batch.objects.filter(pk=batch.pk).update(report=batch.report)
            _look_again(batch, _of(batch, {person for _pk, _line, person in gone}))
            log_batch(batch, "wagtail_credentials.drop", user=user, data={"lines": [line for _pk, line, _p in gone]})
    return len(gone)


def _lock(batch):
    """The batch's staged rows, while nobody else changes them or confirms the batch."""
    locked = Batch.objects.select_for_update().filter(pk=batch.pk)
    if locked.filter(status=BatchStatus.CHECKING).exists():
        raise NotAllowedInThisState(_("Another sheet is being checked: the rows of the former one are gone."))
    if not locked.filter(status__in=MENDABLE).exists():
        _moved_on()
    batch.refresh_from_db()
    return batch.credentials.filter(status=CredentialStatus.STAGED)


def _checked_again(credential, values) -> Row:
    columns = bounded(frozen_template(credential.batch).columns)
    date_format = ReadingOptions(**credential.batch.report.get("reading", {})).date_format
    kept, problems = check_values(columns, values, credential.line, date_format)
    row = Row(credential.line, kept)
    conclude(row, problems)
    return row


def _save(credential, row):
    names = [name for name in row.values if name not in STANDARD]
    Credential.objects.filter(pk=credential.pk).update(**record_values(row, names))


def _of(batch, persons):
    """The staged rows of these persons."""
    return batch.credentials.filter(status=CredentialStatus.STAGED, person_key__in=persons - {""})


def check_again(batch: Batch) -> None:
    """Ask anew which staged rows are of people who are there already: others may have been confirmed meanwhile."""
    with transaction.atomic():
        _look_again(batch, _lock(batch).exclude(person_key=""))


def _look_again(batch, chosen):
    """Ask anew which of the rows are duplicates, and whether anything still stands in the batch's way."""
    staged = batch.credentials.filter(status=CredentialStatus.STAGED)
    found = list(chosen.order_by("line"))
    rows = [_without_findings(credential) for credential in found]
    apply_findings(rows, find_duplicates(rows, batch.group), rule_of(batch))
    changed = []
    for credential, row in zip(found, rows, strict=True):
        if (credential.verdict, credential.report) != (row.verdict, row.report):
            credential.verdict, credential.report = row.verdict, row.report
            changed.append(credential)
    Credential.objects.bulk_update(changed, ["verdict", "report"], batch_size=500)
    blocked = staged.filter(verdict=Verdict.INVALID).exists() or not staged.exists()
    target = BatchStatus.REJECTED if blocked else BatchStatus.CHECKED
    Batch.objects.filter(pk=batch.pk).move(MENDABLE, target)
    batch.refresh_from_db()


def _without_findings(credential) -> Row:
    """The row with nothing but what is wrong with its own values."""
    row = Row(credential.line, credential.row, credential.person_key)
    own = [problem for problem in problems_of(credential) if problem.code not in CODES]
    if own:
        add_problems(row, own)
    return row

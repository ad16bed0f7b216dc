"""Step 2 of a batch issue, once a sheet is read: what the check says of each row; wrong ones are mended or dropped."""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from ..domain.columns import FieldType
from ..domain.statuses import BatchStatus, CredentialStatus
from ..domain.verdicts import Verdict, comes_to
from ..exceptions import NotAllowedInThisState
from ..services.batching import frozen_template
from ..services.checking import bounded, problems_of
from ..services.duplicates import CODES, listed
from ..services.holding import rows_to_issue, rule_of
from ..services.staging import correct_row, drop_rows
from .reading import SOLVED_HERE
from .recipients import RowForm
from .records import visible_credentials
from .wizard import BatchStepMixin

#: Rows on one page.
SHOWN = 50
ALL = "all"
#: What becomes of rows that are not simply issued or blocked.
FATES = {
    "skipped": gettext_lazy("skipped"),
    "replaces": gettext_lazy("replaces it"),
    "issued": gettext_lazy("issued all the same"),
}
TONES = {Verdict.INVALID: "critical", Verdict.DUPLICATE: "warning", Verdict.HELD: "warning"}


def totals_of(batch) -> dict[str, int]:
    """How many staged rows have each verdict, in one query."""
    counted = (
        batch.credentials.filter(status=CredentialStatus.STAGED).values_list("verdict").annotate(Count("pk")).order_by()
    )
    counts = dict(counted)
    return {verdict: counts.get(verdict, 0) for verdict in Verdict}


def fate(verdict: str, rule: str) -> str:
    """What becomes of the row, in a word or two; "" where its verdict says so."""
    return FATES[comes_to(verdict, rule)] if verdict in (Verdict.DUPLICATE, Verdict.HELD) else ""


class CellsForm(RowForm):
    """The wrong cells of one row, to be mended where they stand."""

    def __init__(self, row, columns, data=None):
        self.row, self.problems = row, problems_of(row)
        wrong = {problem.column for problem in self.problems if problem.code not in CODES}
        columns = [as_written(column) for column in columns if column.name in wrong]
        super().__init__(data, columns=columns, prefix=f"row-{row.pk}", initial=row.row)

    @property
    def cells(self):
        """[(problem, its field or None)]; a field stands with the first of its problems."""
        left = dict(self.fields)
        return [(p, self[p.column] if left.pop(p.column, None) else None) for p in self.problems]


def as_written(column):
    """The column with an input that shows any text: a browser's own for dates shows nothing where none stands."""
    return column if column.type in (FieldType.CHOICE, FieldType.LONG_TEXT) else replace(column, type=FieldType.TEXT)


class RowsView(BatchStepMixin, TemplateView):
    """``?verdict=`` shows the rows of one verdict, ``all`` every row; without it, the invalid ones where there are."""

    template_name = "wagtail_credentials/editor/issue/rows.html"

    def get(self, request, *args, **kwargs):
        if not self.staged_count:
            return redirect(self.recipients_url)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        chosen = self.staged.filter(verdict=Verdict.INVALID)
        if "drop_invalid" not in request.POST:
            pk = request.POST.get("correct") or request.POST.get("drop") or ""
            chosen = self.staged.filter(pk=get_object_or_404(self.staged, pk=pk if pk.isdecimal() else 0).pk)
        try:
            return self.correct(chosen) if "correct" in request.POST else self.drop(chosen)
        except NotAllowedInThisState:
            return self.lead_on()

    def correct(self, chosen):
        row = get_object_or_404(chosen)
        corrected = correct_row(row, CellsForm(row, self.columns, self.request.POST).values, user=self.request.user)
        if corrected.verdict == Verdict.INVALID:
            messages.error(self.request, _("Line %(line)d still needs a look.") % {"line": row.line})
            return redirect(f"{self.here()}#row-{row.pk}")
        messages.success(self.request, _("Line %(line)d was corrected.") % {"line": row.line})
        return self.go_on()

    def drop(self, chosen):
        lines = list(chosen.values_list("line", flat=True))
        count = drop_rows(self.batch, chosen, user=self.request.user)
        text = ngettext("Line %(lines)s was dropped.", "%(count)d rows were dropped: lines %(lines)s.", count)
        messages.success(self.request, text % {"count": count, "lines": listed(lines)})
        return self.go_on()

    def go_on(self):
        """To the rest of the rows, or to the confirmation once nothing stands in its way."""
        self.batch.refresh_from_db()
        if self.batch.status == BatchStatus.CHECKED and rows_to_issue(self.batch).exists():
            return redirect(self.step_url("confirm"))
        return redirect(self.here())

    @cached_property
    def columns(self):
        return bounded(frozen_template(self.batch).columns)

    @cached_property
    def totals(self):
        return totals_of(self.batch)

    @cached_property
    def verdict(self) -> str:
        wanted = self.request.GET.get("verdict", "")
        if wanted in (ALL, *Verdict.values):
            return wanted
        return Verdict.INVALID.value if self.totals[Verdict.INVALID] else ALL

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def found(self):
        rows = self.staged if self.verdict == ALL else self.staged.filter(verdict=self.verdict)
        if not self.query:
            return rows
        match = Q(recipient_name__icontains=self.query) | Q(recipient_email__icontains=self.query)
        line = self.query if self.query.isdecimal() and len(self.query) < 8 else 0
        return rows.filter(match | Q(line=line))

    def here(self, **query) -> str:
        """This page with its search and the verdict that was asked for."""
        kept = {name: self.request.GET[name] for name in ("verdict", "q", "p") if name in self.request.GET}
        return self.step_url("rows", **kept | query)

    def get_context_data(self, **kwargs):
        page = Paginator(self.found, SHOWN).get_page(self.request.GET.get("p"))
        held = self.held(page.object_list)
        invalid = self.totals[Verdict.INVALID]
        return super().get_context_data(
            page=page,
            query=self.query,
            verdict=self.verdict,
            here=self.here(),
            entries=[self.entry(row, held) for row in page.object_list],
            filters=self.filters(),
            invalid=invalid,
            invalid_title=self.invalid_title(invalid),
            dropping=invalid and self.request.GET.get("dropping") == "1",
            dropping_url=self.here(dropping=1),
            reading_url=self.reading_url(page.object_list),
            source_url=self.recipients_url,
            confirm_url=self.step_url("confirm") if self.confirmable else "",
            notes=self.batch.report.get("notes", []),
            dropped=listed(self.batch.report.get("dropped", [])),
            **kwargs,
        )

    def entry(self, row, held) -> dict:
        """One row of the table."""
        line, credential = row.report.get("line"), held.get(row.report.get("credential"))
        return {
            "row": row,
            "form": CellsForm(row, self.columns) if row.verdict == Verdict.INVALID else None,
            "tone": TONES.get(row.verdict, "plain"),
            "fate": fate(row.verdict, rule_of(self.batch)),
            "line": line,
            "line_url": self.step_url("rows", verdict=ALL, q=line) if line else "",
            "held_url": reverse("credentials_admin:review", args=[credential]) if credential else "",
            "correct_url": f"{reverse('credentials_admin:correct', args=[row.pk])}?{urlencode({'next': self.here()})}",
        }

    def held(self, rows) -> dict[str, int]:
        """{id: primary key} of the credentials that the rows name, where the user may see them."""
        uuids = [row.report["credential"] for row in rows if "credential" in row.report]
        found = visible_credentials(self.request.user).filter(uuid__in=uuids).values_list("uuid", "pk")
        return {str(uuid): pk for uuid, pk in found} if uuids else {}

    def filters(self) -> list[dict]:
        """Every verdict that some row has, with its number; and all of them."""
        rule, total = rule_of(self.batch), sum(self.totals.values())
        entries = [(ALL, _("All rows"), "", total)]
        entries += [(v.value, v.label, fate(v, rule), n) for v, n in self.totals.items() if n or v == self.verdict]
        return [
            {"label": label, "fate": fate, "count": count, "current": name == self.verdict, "url": self.tab_url(name)}
            for name, label, fate, count in entries
        ]

    def tab_url(self, verdict: str) -> str:
        return self.step_url("rows", **({"q": self.query} if self.query else {}), verdict=verdict)

    def reading_url(self, rows) -> str:
        """Where to say how the sheet is to be read, if that may mend any of the rows; else ""."""
        codes = {problem["code"] for row in rows for problem in row.report.get("problems", [])}
        solved = self.batch.source and not SOLVED_HERE.isdisjoint(codes)
        return f"{self.step_url('upload', reading=1)}#wc-reading" if solved else ""

    def invalid_title(self, count: int) -> str:
        return ngettext(
            "%(count)d row cannot be issued as it is: nothing was made",
            "%(count)d rows cannot be issued as they are: nothing was made",
            count,
        ) % {"count": count}

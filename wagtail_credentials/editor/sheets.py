"""Sheets to download: the empty one of a template, and the one that was refused, with its bad cells marked."""

from pathlib import PurePath

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views import View
from wagtail.admin.views.generic import PermissionCheckedMixin

from ..domain.columns import Problem
from ..domain.reading import ReadingOptions
from ..domain.verdicts import Verdict
from ..models import Batch, CredentialTemplate
from ..permissions import batch_policy, template_policy
from ..services.batching import frozen_template
from ..services.checking import problems_of
from ..spreadsheets.sheets import CONTENT_TYPES, problem_sheet, template_sheet


def sheet_response(data: bytes, name: str, file_format: str) -> HttpResponse:
    """A sheet to save, kept by no cache: it may hold personal data."""
    response = HttpResponse(data, content_type=CONTENT_TYPES[file_format])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{file_format}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


class TemplateSheetView(PermissionCheckedMixin, View):
    """The sheet to fill for a template the user may issue from, as XLSX, CSV or ODS."""

    model = CredentialTemplate
    permission_policy = template_policy

    def get(self, request, pk, file_format):
        if file_format not in CONTENT_TYPES:
            raise Http404
        template = get_object_or_404(template_policy.issuable_by(request.user), pk=pk)
        return sheet_response(template_sheet(template.columns, file_format, template.title), template.slug, file_format)


def sheet_problems(batch) -> list[Problem]:
    """What is wrong with the batch's sheet as a whole, or with its rows."""
    rows = batch.credentials.filter(verdict=Verdict.INVALID).order_by("line").only("report")
    whole = [Problem(**problem) for problem in batch.report.get("problems", [])]
    return whole + [problem for row in rows for problem in problems_of(row)]


class ProblemSheetView(PermissionCheckedMixin, View):
    """The refused sheet of a batch, bad cells marked and explained."""

    model = Batch
    permission_policy = batch_policy

    def get(self, request, pk):
        batches = batch_policy.instances_user_has_any_permission_for(request.user, ["issue"])
        batch = get_object_or_404(batches, pk=pk)
        problems = sheet_problems(batch)
        if not problems or not batch.source:
            raise Http404
        with batch.source.open("rb") as source:
            data = source.read()
        name = f"{PurePath(batch.source_name).stem}-problems"
        columns = frozen_template(batch).columns
        options = ReadingOptions(**batch.report.get("reading", {}))
        return sheet_response(problem_sheet(data, batch.source_name, problems, columns, options), name, "xlsx")

"""Every sheet of the zoo through the reader, the command line and the wizard: each comes to what the table says."""

import json
from operator import attrgetter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from wagtail.users.models import UserProfile

from tests import factories
from tests.editor.somebody import make_user
from tests.editor.steps import step
from tests.spreadsheets.zoo import CASES
from tests.spreadsheets.zoo.cases import FIELDS
from wagtail_credentials.exceptions import SheetRejected
from wagtail_credentials.models import Credential
from wagtail_credentials.services.checking import check_sheet
from wagtail_credentials.spreadsheets.reader import read_sheet
from wagtail_credentials.tasks import work_here

pytestmark = pytest.mark.django_db

EXIT_CODES = {"accepted": 0, "row_errors": 1, "rejected": 2}


def parameter(case):
    marks = [pytest.mark.xfail(reason=case.known, strict=True)] if case.known else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.fixture(params=[*map(parameter, CASES)])
def case(request, settings):
    """Each case in its turn, under its own bounds, in its own language and time zone."""
    settings.WAGTAIL_CREDENTIALS, settings.TIME_ZONE = request.param.settings, request.param.zone
    with translation.override(request.param.language):
        yield request.param


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker):
    """(template, editor), made once: a thousand times would take a minute."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.make_template(FIELDS), make_user("issue")
        transaction.set_rollback(True)


def faults(problems):
    return sorted((problem["line"], problem["column"], problem["code"]) for problem in problems)


def missing(words, texts):
    """The words that stand in none of the texts."""
    text = "\n".join(map(str, texts))
    return [word for word in words if str(word) not in text]


def test_every_case_has_a_name_of_its_own():
    ids = [case.id for case in CASES]

    assert len(ids) == len(set(ids))


def test_the_reader_and_the_check(case, school):
    template, _editor = school

    check = check_sheet(case.data, case.name, template, options=case.options)

    found = faults(problem.as_dict() for problem in check.problems)
    assert (check.outcome, found) == (case.outcome, sorted(case.problems))
    assert missing(case.words, [problem.message for problem in check.problems]) == []
    assert missing(case.notes, check.notes) == []
    assert [row.line for row in check.rows] == ([] if case.outcome == "rejected" else lines_read(case))
    if case.outcome == "accepted":
        assert [(row.line, row.values) for row in check.rows] == [*case.people]
        assert check.duplicates == [*case.duplicates]


def lines_read(case):
    """The lines of the rows that the reader finds; the codes of what it has against the file."""
    try:
        return [line for line, _cells in read_sheet(case.data, case.name, case.options).rows]
    except SheetRejected as rejected:
        return [problem.code for problem in rejected.problems]


def test_the_command_line(case, school, tmp_path, capsys):
    template, _editor = school
    file = tmp_path / case.name
    file.write_bytes(case.data)
    options = {"date_format": case.options.date_format, "encoding": case.options.encoding, "sheet": case.options.sheet}
    code = 0

    try:
        call_command("check_sheet", str(file), template=template.slug, as_json=True, **options)
    except SystemExit as end:
        code = end.code

    found = json.loads(capsys.readouterr().out)
    assert (code, found["outcome"]) == (EXIT_CODES[case.outcome], case.outcome)
    assert faults(found["errors"]) == sorted(case.problems)
    assert missing(case.words, [error["message"] for error in found["errors"]]) == []
    if case.outcome == "accepted":
        assert found["rows"] == [values for _line, values in case.people]
        assert (found["duplicates"], missing(case.notes, found["notes"])) == ([*case.duplicates], [])


def test_the_wizard(case, school, client):
    template, editor = school
    UserProfile.objects.create(user=editor, preferred_language=case.language)
    client.force_login(editor)
    batch = factories.make_batch(template=template, template_revision=template.live_revision)
    chosen = {"encoding": case.options.encoding, "date_format": case.options.date_format}
    upload = {"sheet": SimpleUploadedFile(case.name, case.data), "sheet_name": case.options.sheet, **chosen}

    response = client.post(step("upload", batch), upload, follow=case.outcome != "accepted")

    batch.refresh_from_db()
    if batch.status == "checking":
        work_here(batch.pk)
        batch.refresh_from_db()
        response = client.get(step("checking", batch), follow=case.outcome != "accepted")
    if case.at_the_door:
        assert (batch.status, [*response.context["form"].errors]) == ("draft", ["sheet"])
    elif case.outcome == "accepted":
        assert (batch.status, response.status_code) == ("checked", 302)
        assert [(row.line, row.row) for row in batch.credentials.order_by("line")] == [*case.people]
    else:
        problems = check_sheet(case.data, case.name, template, options=case.options).problems
        assert (batch.status, response.status_code) == ("rejected", 200)
        said = [*case.words, *(str(problem.message) for problem in problems)]
        assert missing(map(escape, said), [response.content.decode()]) == []
    assert nothing_but_staged()


def nothing_but_staged():
    """Nothing is generated, and nothing of a sheet reaches what is ours to set."""
    made = map(attrgetter("status", "token", "holder_key", "pdf_hash", "published_at"), Credential.objects.all())
    return set(made) <= {("staged", None, None, "", None)}

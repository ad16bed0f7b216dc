import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wagtail_credentials.models import Batch, Credential

pytestmark = pytest.mark.django_db

SHEET = "name,email,grade\nZoë Ångström,zoe@example.com,A\nمحمد علي,m@example.com,B\n"


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.WAGTAIL_CREDENTIALS = {"BASE_URL": "https://example.org"}


@pytest.fixture
def template():
    return factories.make_template(slug="course", fields=[{"name": "grade", "required": True}])


def issue(tmp_path, capsys, sheet, *options, name="Spring"):
    """(exit code, JSON answer)"""
    file = tmp_path / "sheet.csv"
    file.write_text(sheet)
    code = 0
    try:
        call_command("issue_batch", str(file), "--template", "course", "--name", name, "--json", *options)
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("template")
def test_a_sheet_is_generated_and_waits_under_review(tmp_path, capsys):
    code, answer = issue(tmp_path, capsys, SHEET)

    batch = Batch.objects.get()
    rows = {row.line: row for row in batch.credentials.all()}
    assert code == 0
    assert answer == {
        "outcome": "accepted",
        "batch": batch.pk,
        "name": "Spring",
        "status": "in_review",
        "counts": {"in_review": 2},
        "credentials": [
            {
                "line": line,
                "uuid": str(rows[line].uuid),
                "url": f"https://example.org/c/{rows[line].uuid}/",
                "status": "in_review",
            }
            for line in (2, 3)
        ],
        "duplicates": [],
        "notes": [],
        "errors": [],
    }


@pytest.mark.usefixtures("template")
def test_a_sheet_is_published_where_asked(tmp_path, capsys):
    factories.make_group(slug="botany")

    code, answer = issue(
        tmp_path,
        capsys,
        SHEET,
        "--publish",
        "--group",
        "botany",
        "--issued-on",
        "2026-01-02",
        "--expires-on",
        "2028-01-02",
    )

    credential = Credential.objects.get(recipient_email="m@example.com")
    assert (code, answer["status"], answer["counts"]) == (0, "published", {"published": 2})
    assert (credential.title, str(credential.issued_on), str(credential.expires_on)) == (
        "Introduction to botany",
        "2026-01-02",
        "2028-01-02",
    )


@pytest.mark.usefixtures("template")
def test_a_sheet_with_a_bad_row_makes_nothing(tmp_path, capsys):
    code, answer = issue(tmp_path, capsys, SHEET.replace("zoe@", "zoe"))

    assert (code, answer["outcome"], answer["batch"], answer["credentials"]) == (1, "row_errors", None, [])
    assert [(error["line"], error["column"]) for error in answer["errors"]] == [(2, "email")]
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("template")
def test_a_file_that_is_no_such_sheet_makes_nothing(tmp_path, capsys):
    code, answer = issue(tmp_path, capsys, "a,b\n1,2\n")

    assert (code, answer["outcome"]) == (2, "rejected")
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("template")
def test_an_expiry_before_the_issue_makes_nothing(tmp_path, capsys):
    code, answer = issue(tmp_path, capsys, SHEET, "--issued-on", "2026-01-02", "--expires-on", "2025-01-02")

    assert (code, answer["outcome"]) == (1, "row_errors")
    assert {error["column"] for error in answer["errors"]} == {"expires_on"}
    assert not Batch.objects.exists()


def test_an_unknown_template_is_named_with_those_there_are(tmp_path, capsys):
    factories.make_template(slug="other")

    code, answer = issue(tmp_path, capsys, SHEET)

    assert (code, answer["outcome"]) == (2, "rejected")
    assert [error["message"] for error in answer["errors"]] == [
        'There is no published credential template "course". There are: other.'
    ]


@pytest.mark.usefixtures("template")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--group", "nope"], 'There is no published credential group "nope". There are: -.'),
        (["--user", "nobody"], 'There is no user "nobody".'),
    ],
)
def test_what_is_unknown_is_named(tmp_path, capsys, options, message):
    code, answer = issue(tmp_path, capsys, SHEET, *options)

    assert (code, [error["message"] for error in answer["errors"]]) == (2, [message])


@pytest.mark.usefixtures("template")
@pytest.mark.parametrize("name", ["", "  ", "x" * 256])
def test_a_name_has_to_be_one(tmp_path, capsys, name):
    with pytest.raises(CommandError):
        issue(tmp_path, capsys, SHEET, name=name)


@pytest.mark.usefixtures("template")
def test_a_missing_file_is_named(capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        call_command("issue_batch", str(tmp_path / "none.csv"), "--template", "course", "--name", "x")

    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"{tmp_path}/none.csv: No such file or directory\n"


@pytest.mark.usefixtures("template")
def test_progress_and_problems_go_to_standard_error(tmp_path, capsys):
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET)

    call_command("issue_batch", str(file), "--template", "course", "--name", "Spring")

    output = capsys.readouterr()
    assert output.out == f"Spring ({Batch.objects.get().pk}): in_review; 2 in_review\n"
    assert output.err.splitlines()[-1] == f"Generating [{'#' * 30}] 2/2"


@pytest.mark.usefixtures("template")
def test_a_sheet_is_read_as_it_is_said_to_be(tmp_path, capsys):
    file = tmp_path / "sheet.csv"
    file.write_bytes("name;email;grade;issued_on\nZoë;zoe@example.com;A;03.04.2026\n".encode("cp1252"))
    options = ("--template", "course", "--name", "Spring", "--json", "--encoding", "cp1252", "--date-format", "dmy")

    call_command("issue_batch", str(file), *options)

    assert json.loads(capsys.readouterr().out)["outcome"] == "accepted"
    credential = Credential.objects.get()
    assert (credential.recipient_name, str(credential.issued_on)) == ("Zoë", "2026-04-03")

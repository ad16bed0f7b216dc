import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.services.test_updating import make_batch
from wagtail_credentials.spreadsheets.reader import read_sheet

pytestmark = pytest.mark.django_db


def export(tmp_path, *options, file_format="csv"):
    """The names in the sheet that is written."""
    file = tmp_path / f"people.{file_format}"
    call_command("export_credentials", "--format", file_format, "--output", str(file), *options)
    table = read_sheet(file.read_bytes(), file.name)
    return [cells[table.headings.index("name")] for _line, cells in table.rows]


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "ods"])
def test_all_credentials_are_written(file_format, tmp_path, capsys):
    make_batch("in_review", "staged", "published")

    assert export(tmp_path, file_format=file_format) == ["Ann 2", "Ann 4"]
    assert capsys.readouterr().err == f"{tmp_path}/people.{file_format}: 2 credentials\n"


def test_batch_group_and_states_choose_which(tmp_path):
    group = factories.make_group(slug="botany")
    batch = make_batch("in_review", "published", group=group)
    make_batch("in_review", group=group, recipient_name="Bo")
    make_batch("published", recipient_name="Cy")

    assert export(tmp_path, "--batch", str(batch.pk)) == ["Ann 2", "Ann 3"]
    assert export(tmp_path, "--group", "botany") == ["Ann 2", "Ann 3", "Bo"]
    assert export(tmp_path, "--status", "published") == ["Ann 3", "Cy"]
    assert export(tmp_path, "--status", "published", "--status", "in_review", "--group", "botany") == [
        "Ann 2",
        "Ann 3",
        "Bo",
    ]


@pytest.mark.parametrize("option", [["--batch", "none"], ["--group", "none"], ["--output", "/nowhere/people.csv"]])
def test_what_is_not_there_is_named(option, tmp_path):
    with pytest.raises(CommandError) as error:
        export(tmp_path, *option)

    assert error.value.returncode == 2
    assert option[1] in str(error.value)


def test_a_dash_is_standard_output(capsysbinary):
    make_batch("in_review")

    call_command("export_credentials", "--format", "csv", "--output", "-")

    assert capsysbinary.readouterr().out.startswith(b"\xef\xbb\xbfcredential_id,name,email,grade,remark,")

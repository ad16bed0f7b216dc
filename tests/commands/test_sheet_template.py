import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.spreadsheets.whole import read_whole

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "ods"])
def test_the_sheet_to_fill_is_written(tmp_path, file_format):
    template = factories.make_template([{"name": "grade"}])
    file = tmp_path / f"sheet.{file_format}"

    call_command("sheet_template", template=template.slug, file_format=file_format, output=str(file))

    table = read_whole(file.read_bytes(), file.name)
    assert table.headings == ["name", "email", "grade", "recipient_id", "issued_on", "expires_on"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    template = factories.make_template()

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("sheet_template", template=template.slug, file_format="csv", output=str(tmp_path / "no" / "a.csv"))

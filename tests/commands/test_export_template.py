import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_template
from wagtail_credentials.services.templating import export_template, parse_template

pytestmark = pytest.mark.django_db


def run(*args, **options):
    out = io.StringIO()
    call_command("export_template", *map(str, args), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_template_is_printed_as_a_template_file():
    template = make_template(title="Diplôme")

    assert json.loads(run(template.slug)) == export_template(template)


def test_a_template_is_written_to_a_file(tmp_path):
    template = make_template()

    printed = run(template.slug, output=str(tmp_path / "t.json"))

    assert printed == ""
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8")) == export_template(template)


def test_a_file_called_zip_is_one(tmp_path):
    template = make_template()

    run(template.slug, output=str(tmp_path / "t.zip"))

    assert parse_template((tmp_path / "t.zip").read_bytes()) == export_template(template)


def test_what_is_wrong_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no template nothing"):
        run("nothing")
    with pytest.raises(CommandError, match="No such file"):
        run(make_template().slug, output=str(tmp_path / "missing" / "t.json"))

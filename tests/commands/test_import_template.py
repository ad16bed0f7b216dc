import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.artwork import picture
from tests.factories import make_issuer
from tests.services.test_templating import image_value
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.template_archives import pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "design.json"
    path.write_text(json.dumps({"title": "Diplôme", "slug": "diplome"}), encoding="utf-8")
    return path


def run(*args, **options):
    out = io.StringIO()
    call_command("import_template", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_a_file_becomes_a_template(file):
    issuer = make_issuer(slug="school")

    printed = run(file, issuer="school")

    assert printed == "Diplôme (diplome)\n"
    assert CredentialTemplate.objects.get().issuer == issuer


def test_a_zip_becomes_a_template(tmp_path):
    path = tmp_path / "design.zip"
    path.write_bytes(pack({"title": "Diplôme", "slug": "diplome", "page": {"background": image_value(picture())}}))

    run(path)

    assert CredentialTemplate.objects.get().background.title == "Seal"


def test_the_outcome_can_be_json(file):
    assert json.loads(run(file, json=True)) == {"slug": "diplome", "title": "Diplôme", "kind": "certificate"}


def test_a_dash_is_standard_input(file, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))

    assert run("-") == "Diplôme (diplome)\n"


def test_what_is_wrong_is_said(file, tmp_path):
    file.write_text("{")

    with pytest.raises(CommandError, match="This is not a template file"):
        run(file)
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "other.json")


def test_an_unknown_issuer_is_named(file):
    with pytest.raises(CommandError, match="There is no issuer nobody"):
        run(file, issuer="nobody")

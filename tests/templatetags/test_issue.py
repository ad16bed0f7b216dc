import pytest
from django.template.loader import render_to_string

from tests.factories import stream
from wagtail_credentials.models import CredentialTemplate

pytestmark = pytest.mark.django_db

BOX = {"x": 10, "y": 20, "width": 50, "height": 40}


def miniature(*elements):
    template = CredentialTemplate(title="T", elements=stream(elements))
    return render_to_string("wagtail_credentials/editor/issue/_thumbnail.html", {"template": template})


def test_a_miniature_shows_shapes_as_they_are():
    svg = miniature(("shape", {**BOX, "shape": "diamond", "fill": "#14304f", "thickness": 0}))

    assert '<path d="M25 0 L50 20 L25 40 L0 20Z" transform="translate(10.0 20.0)" fill="#14304f"' in svg


def test_a_miniature_leaves_out_what_is_too_fine_to_be_seen():
    assert "<path" not in miniature(("shape", {**BOX, "shape": "guilloche"}))

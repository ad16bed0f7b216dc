import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_template_keeps_its_fields_in_its_revision():
    template = factories.make_template(fields=[{"name": "grade", "required": True}])

    frozen = template.live_revision.as_object()

    names = ["name", "email", "grade", "recipient_id", "issued_on", "expires_on"]
    assert [column.name for column in frozen.columns] == names
    assert [element["type"] for element in frozen.design["elements"]] == ["text", "text", "qr_code"]

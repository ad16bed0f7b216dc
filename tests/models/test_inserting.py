from datetime import date
from uuid import uuid4

import pytest

from tests import factories
from wagtail_credentials.models import Credential
from wagtail_credentials.models.inserting import insert_rows

pytestmark = pytest.mark.django_db

NAMES = ["uuid", "line", "recipient_name", "verdict", "values", "issued_on"]
ROWS = [
    (uuid4(), 2, '100 % O\'Brien \\ "Zoë"', "new", {"note": "a \\ 'b' {\"c\"} 50 %", "more": ["ü", None]}, None),
    (uuid4(), 3, "", "", {}, date(2026, 5, 1)),
]


def stored(credentials):
    left_out = ("id", "created_at")
    return [{k: v for k, v in row.items() if k not in left_out} for row in credentials.order_by("line").values()]


def test_inserted_rows_are_those_that_django_would_have_made():
    batch = factories.make_batch()
    Credential.objects.bulk_create(
        Credential(batch=batch, recipient_id="7", **dict(zip(NAMES, row, strict=True))) for row in ROWS
    )
    expected = stored(batch.credentials)
    batch.credentials.all().delete()

    insert_rows(Credential(batch=batch, recipient_id="7"), NAMES, ROWS)

    assert stored(batch.credentials) == expected
    assert batch.credentials.exclude(created_at=None).count() == 2


def test_where_there_are_no_rows_nothing_is_inserted():
    insert_rows(Credential(batch=factories.make_batch()), NAMES, [])

    assert not Credential.objects.exists()

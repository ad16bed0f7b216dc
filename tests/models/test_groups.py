from datetime import date

import pytest

from wagtail_credentials.models import CredentialGroup

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "unit", "issued_on", "expected"),
    [
        (2, "years", date(2024, 2, 29), date(2026, 2, 28)),
        (1, "months", date(2026, 1, 31), date(2026, 2, 28)),
        (90, "days", date(2026, 11, 21), date(2027, 2, 19)),
        (None, "years", date(2026, 1, 1), None),
        (9000, "years", date(2026, 1, 1), date(9999, 12, 31)),
    ],
)
def test_validity_counts_as_calendars_do(amount, unit, issued_on, expected):
    group = CredentialGroup(validity_amount=amount, validity_unit=unit)

    assert group.expires_on(issued_on) == expected

import shutil

import pytest

from tests.settings import VAR
from wagtail_credentials.services.drawing import drawing_at


@pytest.fixture(autouse=True)
def forget_drawings():
    """Where a rolled-back test gives its primary keys to the next one, a revision's number means another design."""
    yield
    drawing_at.cache_clear()


def pytest_unconfigure():
    if VAR.name.startswith("credentials-tests-"):
        shutil.rmtree(VAR, ignore_errors=True)


@pytest.fixture
def live_server(django_db_serialized_rollback, live_server):
    """Its tests empty the tables at their end; what migrations made (groups, the root collection) is put back first."""
    return live_server

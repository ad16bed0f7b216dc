import shutil

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """What migrations made is put back after a journey emptied the tables, whichever connection object asks for it.

    Playwright runs an event loop in this thread, and under one Django keeps connection objects of their own.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if contents := getattr(connection, "_test_serialized_contents", None):
        type(connection)._test_serialized_contents = contents

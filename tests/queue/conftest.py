import shutil

import psycopg
import pytest

from tests.queue import places


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """A migrated SQLite file to copy from."""
    place = places.Place(tmp_path_factory.mktemp("migrated"))
    place.manage("migrate", "-v0")
    return place.file


@pytest.fixture
def sqlite_place(tmp_path, migrated_file):
    shutil.copy(migrated_file, tmp_path)
    place = places.Place(tmp_path)
    yield place
    place.close()


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory):
    """The address of a migrated PostgreSQL database, which tests share: each looks at a batch of its own."""
    address = f"{places.SERVER}/{places.NAME}"
    with psycopg.connect(f"{places.SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {places.NAME}")
        try:
            places.Place(tmp_path_factory.mktemp("server"), address).manage("migrate", "-v0")
            yield address
        finally:
            server.execute(f"DROP DATABASE {places.NAME} WITH (FORCE)")


@pytest.fixture
def server_place(tmp_path, migrated_database):
    """PostgreSQL, with Redis as broker where one answers."""
    place = places.Place(tmp_path, migrated_database, places.REDIS if places.redis_answers() else None)
    yield place
    place.close()


@pytest.fixture
def place(request):
    return request.getfixturevalue(request.param)

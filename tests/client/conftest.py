"""A client of the test's own, on a database of its own."""

import pytest

from ait_postgres.client import PostgresClient, close_postgres_connection
from ait_postgres.config import Settings


@pytest.fixture
def settings(empty_database, tmp_path):
    def make(**fields):
        url = fields.pop("url", empty_database.render_as_string(hide_password=False))
        return Settings(url=url, data_dir=tmp_path, **fields)

    return make


@pytest.fixture
def client(settings):
    with PostgresClient(settings()) as made:
        yield made


@pytest.fixture(autouse=True)
def no_process_client():
    yield
    close_postgres_connection()


@pytest.fixture
def sessions(postgres_server, empty_database):
    """How many sessions the server has on this test's database."""

    def count(name="%"):
        return postgres_server.admin.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name LIKE %s",
            [empty_database.database, name],
        ).fetchone()[0]

    return count

"""A pytest plugin: every test gets a real PostgreSQL database of its own.

Put ``pytest_plugins = ["ait_postgres.testing"]`` into the ``conftest.py`` at the
root of the tests; it is not loaded by mere installation, because its fixtures
have plain names. One embedded server serves the whole run, also under
pytest-xdist; ``AIT_TEST_POSTGRES_URL`` names another server to use instead. A
template database is migrated once and cloned for each test, in about 20 ms.
"""

from __future__ import annotations

from ait_postgres.testing.plugin import (
    connection,
    database,
    empty_database,
    engine,
    migrations_folder,
    postgres_server,
    postgres_url,
    pytest_configure,
    pytest_configure_node,
    pytest_unconfigure,
)

__all__ = [
    "connection",
    "database",
    "empty_database",
    "engine",
    "migrations_folder",
    "postgres_server",
    "postgres_url",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_unconfigure",
]

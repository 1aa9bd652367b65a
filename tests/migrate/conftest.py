"""A project of the tests' own: a migrations folder, an empty database, an older server."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import time
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine
from tests.migrate.emptied import Emptied
from tests.migrate.pair import ROLES
from tests.migrate.states import States
from tests.servers import matrix

from ait_postgres import embedded
from ait_postgres.migrate import read_folder, scratch_database

if TYPE_CHECKING:
    from pathlib import Path


class Project:
    """A migrations folder that tests write into."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "meta").mkdir(parents=True)
        self.last: str | None = None

    def add(self, name: str, sql: str | bytes, **meta):
        content = sql if isinstance(sql, bytes) else sql.encode()
        (self.path / f"{name}.sql").write_bytes(content)
        lines = content.replace(b"\r\n", b"\n")
        value = {
            "parents": [self.last] if self.last else [],
            "hash": hashlib.sha256(lines).hexdigest(),
            **meta,
        }
        (self.path / "meta" / f"{name}.json").write_text(json.dumps(value))
        self.last = name
        return self

    def remove(self, name: str) -> None:
        (self.path / f"{name}.sql").unlink()
        (self.path / "meta" / f"{name}.json").unlink()

    def edit(self, name: str, sql: str) -> None:
        """Change a file and its hash, as somebody would who wants to get away with it."""
        last, meta = self.last, json.loads((self.path / "meta" / f"{name}.json").read_text())
        self.add(name, sql, parents=meta["parents"])
        self.last = last

    def read(self):
        return read_folder(self.path)


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "migrations")


@pytest.fixture
def states(tmp_path, empty_database):
    """Finds and proves changes between texts of SQL."""
    return States(tmp_path, empty_database)


@pytest.fixture
def scratch_databases(postgres_server):
    """Lists the scratch databases that are new since the test began.

    Other workers of the run make and drop their own: those with a connection
    are theirs.
    """
    query = """SELECT datname FROM pg_database d WHERE datname LIKE 'ait_scratch_%'
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)"""

    def unused():
        return {name for (name,) in postgres_server.admin.execute(query)}

    before = unused()

    def left():
        # Another worker's is unused for a moment, before its first connection and after its last.
        found = unused() - before
        for _ in range(100):
            if not found:
                break
            time.sleep(0.1)
            found &= unused()
        return found

    return left


@pytest.fixture
def engine_with(empty_database):
    """Makes engines on one empty database."""
    return lambda **options: create_engine(empty_database, poolclass=NullPool, **options)


@pytest.fixture
def empty(engine_with):
    """An engine on an empty database."""
    return engine_with()


@pytest.fixture(
    scope="session", params=[version for version in matrix.VERSIONS if version < embedded.VERSION]
)
def older_url(request, server_of):
    """A server older than the embedded one."""
    return server_of(request.param).url


@pytest.fixture
def older(older_url):
    with scratch_database(older_url) as engine:
        yield engine


@pytest.fixture(scope="session", params=(matrix.VERSIONS[0], matrix.VERSIONS[-1]))
def ends_url(request, server_of):
    """The oldest server and the newest: what holds on both is taken to hold between."""
    return server_of(request.param).url


@pytest.fixture(scope="session")
def prepared(server_of):
    """A server of a version with the roles that pairs grant to, and the extensions it has."""

    with contextlib.ExitStack() as opened:

        @functools.cache
        def prepare(version):
            server = server_of(version)
            for role in ROLES:
                # Another worker may have been faster.
                with contextlib.suppress(
                    psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation
                ):
                    server.admin.execute(f"CREATE ROLE {role}")
            rows = server.admin.execute("SELECT name FROM pg_available_extensions")
            return Emptied(server, opened), {row[0] for row in rows}

        yield prepare

"""Databases that live for one question.

What a migration or the models lead to is found out by doing it: in a database
of its own on a development server, which is gone afterwards, whatever happens.
A run that was killed could not see to that, so the next one does: a database
whose lock nobody holds has lost its owner.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.quote import quote

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Connection, Engine

#: What the name of every scratch database begins with.
PREFIX: Final = "ait_scratch_"

# Taken before the database is made and given back when it is gone, by a session that ends with
# its owner, whatever that dies of. A server may end idle sessions by itself: not this one.
_OWN: Final = text("""
SELECT set_config('idle_session_timeout', '0', false),
       pg_advisory_lock(hashtextextended(:name, 0))
""")
# pg_database is read first: whatever is in it was locked before. pg_locks shows the locks of every
# database, a bigint key in two halves with objsubid 1.
_ALL: Final = text("""
SELECT datname::text FROM pg_database
WHERE starts_with(datname, :prefix) AND pg_has_role(datdba, 'USAGE')
""")
_OWNED: Final = text("""
SELECT DISTINCT (l.classid::bigint << 32) | l.objid::bigint FROM pg_locks l
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
""")
_KEY: Final = text("SELECT hashtextextended(:name, 0)")


@contextmanager
def scratch_database(url: URL) -> Generator[Engine]:
    """Create an empty database beside the one of `url`, and drop it at the end.

    It is made from `template0` with collation "C", so that nothing of the
    server's site (extensions in `template1`, a locale) is in it. What killed
    runs left behind is dropped first.

    Args:
        url: A database of the development server that the role may connect to.

    Raises:
        MigrationError: The role may not create databases there.
    """
    with _made(url, "template0") as engine:
        yield engine


@contextmanager
def copied_database(url: URL, original: Engine) -> Generator[Engine]:
    """Copy a scratch database, to which nobody may be connected, and drop the copy at the end.

    Args:
        url: Another database of its server.
        original: What is copied.
    """
    with _made(url, quote(str(original.url.database))) as engine:
        yield engine


@contextmanager
def _made(url: URL, template: str) -> Generator[Engine]:
    name = PREFIX + uuid.uuid4().hex
    server = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    engine = create_engine(_plain(url).set(database=name), poolclass=NullPool)
    with server.connect() as owner:
        _drop_left(owner)
        owner.execute(_OWN, {"name": name})
        try:
            _create(server, name, template)
            yield engine
        finally:
            engine.dispose()
            with server.connect() as connection:
                _drop(connection, name)


def _plain(url: URL) -> URL:
    """Without the `search_path` of a tenant, whose schema is not there; the last setting holds."""
    options = url.normalized_query.get("options", ())
    return url.update_query_dict({"options": " ".join([*options, "-csearch_path=public"])})


def _create(server: Engine, name: str, template: str) -> None:
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {quote(name)} TEMPLATE {template} ENCODING 'UTF8'"
                " LC_COLLATE 'C' LC_CTYPE 'C'"
            )
    except ProgrammingError as error:
        raise MigrationError(
            f"no scratch database could be made on {server.url.host or 'the server'}: "
            "give the role CREATEDB, or name another development server with --dev-url"
        ) from error


def _drop(connection: Connection, name: str) -> None:
    connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")


def _drop_left(connection: Connection) -> None:
    """Drop the databases of runs that are no more."""
    left = connection.execute(_ALL, {"prefix": PREFIX}).scalars().all()
    if not left:
        return
    owned = set(connection.execute(_OWNED).scalars())
    for name in left:
        if connection.execute(_KEY, {"name": name}).scalar_one() not in owned:
            with suppress(DBAPIError):  # another run drops it at the same time
                _drop(connection, name)

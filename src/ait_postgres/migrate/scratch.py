"""Databases that live for one question.

What a migration or the models lead to is found out by doing it: in a database
of its own on a development server, which is gone afterwards, whatever happens.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import ProgrammingError

from ait_postgres.errors import MigrationError

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Engine

#: What the name of every scratch database begins with.
PREFIX: Final = "ait_scratch_"


@contextmanager
def scratch_database(url: URL) -> Generator[Engine]:
    """Create an empty database beside the one of `url`, and drop it at the end.

    It is made from `template0` with collation "C", so that nothing of the
    server's site (extensions in `template1`, a locale) is in it.

    Args:
        url: A database of the development server that the role may connect to.

    Raises:
        MigrationError: The role may not create databases there.
    """
    name = PREFIX + uuid.uuid4().hex
    server = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    quoted = server.dialect.identifier_preparer.quote_identifier(name)
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'"
                " LC_COLLATE 'C' LC_CTYPE 'C'"
            )
    except ProgrammingError as error:
        raise MigrationError(
            f"no scratch database could be made on {url.host or 'the server'}: "
            "give the role CREATEDB, or name another development server"
        ) from error
    engine = create_engine(url.set(database=name), poolclass=NullPool)
    try:
        yield engine
    finally:
        engine.dispose()
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")

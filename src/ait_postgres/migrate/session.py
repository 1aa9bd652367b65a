"""The one connection of a run, in autocommit mode, so that every transaction is ours to see."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from psycopg import BaseConnection
from sqlalchemy import Connection, Engine

from ait_postgres.errors import MigrationError

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def session(bind: Engine | Connection) -> Generator[Connection]:
    """One connection in autocommit mode, given back as it was.

    Raises:
        MigrationError: It is in a transaction.
    """
    if isinstance(bind, Engine):
        with bind.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            _prepare_after(connection, None)
            # Whatever a file SETs in its session ends with it: it never returns to a pool.
            connection.detach()
            yield connection
        return
    if bind.in_transaction():
        raise MigrationError(
            "the connection is in a transaction, but migrations make their own: "
            "commit it first, or pass an engine"
        )
    before = bind.get_execution_options().get("isolation_level", bind.default_isolation_level)
    threshold = _prepare_after(bind, None)
    try:
        yield bind.execution_options(isolation_level="AUTOCOMMIT")
    finally:
        if not bind.invalidated:
            _prepare_after(bind, threshold)
            bind.commit()  # ends SQLAlchemy's own book-keeping; nothing is open on the server
            bind.execution_options(isolation_level=before)


def _prepare_after(connection: Connection, threshold: int | None) -> int | None:
    """Set psycopg's `prepare_threshold`; what it was.

    A statement prepared on one server process is unknown to the next that a pooler gives us, and
    the lock must be given back there all the same.
    """
    driver = connection.connection.driver_connection
    before = None
    if isinstance(driver, BaseConnection):
        before, driver.prepare_threshold = driver.prepare_threshold, threshold
    return before

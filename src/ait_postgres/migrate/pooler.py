"""A pooler that shares server processes is found before anything is done.

The run's lock, its settings and concurrent work on indexes belong to one
server process. A pooler in transaction mode gives one to whoever asks next; it
may even look as if all were well, while another run has the same lock.

A server tells its process id when it is connected to. A pooler answers in its
place, with a number of its own. Whether it lends processes out is then seen by
asking for one over a second connection: where processes are kept for a
session, the two never meet and never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import BaseConnection
from sqlalchemy import text

from ait_postgres.errors import MigrationError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PID: Final = "SELECT pg_backend_pid()"
# Which of the two is asked, in no rhythm: two processes lent in turn would look like two kept.
_ORDER: Final = "abbaabababba"


def require_session(connection: Connection) -> None:
    """Make sure that a server process is ours as long as the connection is.

    Args:
        connection: In autocommit mode.

    Raises:
        MigrationError: A pooler in transaction mode stands between.
    """
    made = connection.connection.dbapi_connection
    driver = made and connection.dialect.get_driver_connection(made)
    ours = connection.execute(text(_PID)).scalar_one()
    if not isinstance(driver, BaseConnection) or driver.info.backend_pid == ours:
        return
    pool = connection.engine.pool.recreate()  # a second connection, made as the first
    other = pool.connect()
    try:
        asked: object = other.driver_connection
        if isinstance(asked, BaseConnection):
            asked.prepare_threshold = None
        cursor = other.cursor()
        met: dict[str, set[int]] = {"a": {ours}, "b": set()}
        for who in _ORDER:
            if who == "a":
                met["a"].add(connection.execute(text(_PID)).scalar_one())
                continue
            cursor.execute(_PID)
            met["b"].add(cursor.fetchall()[0][0])
            other.rollback()  # which gives the process back, where it was lent
    finally:
        other.close()
        pool.dispose()
    if len(met["a"]) + len(met["b"]) > 2 or met["a"] & met["b"]:
        raise MigrationError(
            "a pooler in transaction mode stands between (one connection met server process "
            f"{', '.join(map(str, sorted(met['a'])))}, another met "
            f"{', '.join(map(str, sorted(met['b'])))}); a migration needs a server process of "
            "its own for its lock, its timeouts and CREATE INDEX CONCURRENTLY: give the URL of "
            "the server itself (often the same with port 5432), or of a pool in session mode; "
            "nothing was applied"
        )


__all__ = ["require_session"]

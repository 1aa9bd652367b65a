"""One migration run at a time, by a session advisory lock that is never waited for.

`pg_try_advisory_lock` is polled between transactions: a run that waits in
`pg_advisory_lock`, or that polls within an open transaction, holds a snapshot
that `CREATE INDEX CONCURRENTLY` of the running one waits for: a deadlock
(measured on PostgreSQL 18.4; Flyway #1654 is the same).
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.util import await_only

from ait_postgres.errors import MigrationLocked
from ait_postgres.migrate.pooler import require_session

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection

_POLL: Final = 0.1  # seconds between two tries

_TRY: Final = text("SELECT pg_try_advisory_lock(:key), pg_backend_pid()")
# NULL where a pooler lets another server process answer than the one that has the lock.
_UNLOCK: Final = text("SELECT CASE WHEN pg_backend_pid() = :pid THEN pg_advisory_unlock(:key) END")
_UNLOCK_TRIES: Final = 100  # many more than a pooler has server processes for one database

# pg_locks shows a bigint key in two halves, with objsubid 1.
_HOLDER_SQL: Final = """
SELECT l.pid, a.application_name AS application
FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (l.classid::bigint << 32) | l.objid::bigint = :key
"""
_HOLDER: Final = text(_HOLDER_SQL)
_HELD: Final = text(f"SELECT EXISTS ({_HOLDER_SQL} AND l.pid = pg_backend_pid())")


class RunLock:
    """The lock of one applied table.

    The database is part of every advisory lock, so the key is made of the
    schema and the table: two tenants' schemas migrate side by side.
    """

    def __init__(self, connection: Connection, schema: str, table: str) -> None:
        self._connection = connection
        digest = hashlib.sha256(f"{schema}\0{table}".encode()).digest()
        self._key = {"key": int.from_bytes(digest[:8], "big", signed=True)}

    @contextmanager
    def held(self, wait: float, waiting: Callable[[float, int | None], None]) -> Generator[None]:
        """Hold the lock.

        Args:
            wait: Seconds to wait for another run at most.
            waiting: Called about once a second with the seconds waited and the
                holder's server process.

        Raises:
            MigrationLocked: Another run held it for all of that time.
            MigrationError: A pooler would share it with others.
        """
        require_session(self._connection)
        pid = self._take(wait, waiting)
        try:
            yield
        finally:
            self._release(pid)

    def check(self) -> None:
        """Make sure that the server process which answers now holds the lock.

        Raises:
            MigrationLocked: It does not: a pooler in transaction mode gave the
                lock to one server process and this work to another.
        """
        if not self._connection.execute(_HELD, self._key).scalar_one():
            raise MigrationLocked(
                "the migration lock is not held by the server process that does the work: "
                "a pooler in transaction mode stands between; migrate over a direct connection"
            )

    def _take(self, wait: float, waiting: Callable[[float, int | None], None]) -> int:
        """Take the lock; the server process that has it now."""
        start = time.monotonic()
        told = 0.0
        while True:
            taken, pid = self._connection.execute(_TRY, self._key).one()
            if taken:
                return int(pid)
            waited = time.monotonic() - start
            if waited >= wait:
                raise MigrationLocked(self._who(waited))
            if waited >= told:
                holder = self._connection.execute(_HOLDER, self._key).first()
                waiting(waited, holder.pid if holder else None)
                told = waited + 1
            pause(self._connection, min(_POLL, wait - waited))

    def _release(self, pid: int) -> None:
        for _ in range(_UNLOCK_TRIES):
            if self._connection.invalidated:
                return  # the lock went with the connection
            key = {**self._key, "pid": pid}
            if self._connection.execute(_UNLOCK, key).scalar_one() is not None:
                return

    def _who(self, waited: float) -> str:
        holder = self._connection.execute(_HOLDER, self._key).first()
        by, end = "", ""
        if holder:
            by = f" (server process {holder.pid}, {holder.application or 'unnamed'})"
            end = f", or end it with SELECT pg_terminate_backend({holder.pid})"
        return (
            f"another migration run{by} still works after {waited:.0f} s of waiting: "
            f"wait longer{end}"
        )


def pause(connection: Connection, seconds: float) -> None:
    """Sleep, and let others work meanwhile."""
    # Under AsyncConnection.run_sync, time.sleep would stop the event loop, and with it a
    # run that holds the lock in the same process.
    if connection.dialect.is_async:
        await_only(asyncio.sleep(seconds))
    else:
        time.sleep(seconds)

"""Where files are run: one connection, its transactions, and what a failure in them is told as."""

from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Never, TypeVar

from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError, StatementFailed
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import runs_alone
from ait_postgres.migrate.lock import pause

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection

    from ait_postgres.migrate.applied import AppliedTable
    from ait_postgres.migrate.journal import Migration, Statement
    from ait_postgres.migrate.lock import RunLock

_T = TypeVar("_T")

_TRANSIENT: Final = (LockNotAvailable, DeadlockDetected)
_PAUSES: Final = (0.25, 4.0)  # seconds: the first, doubled each time, and the longest
_COMMIT: Final = "at its commit"


@dataclass(frozen=True, slots=True)
class Site:
    """Where files are run: the connection in autocommit mode, the lock held, whom to tell."""

    connection: Connection
    table: AppliedTable
    lock: RunLock
    lock_retries: int
    tell: told.Progress

    @contextmanager
    def transaction(self, file: str, kept: str) -> Generator[None]:
        """One transaction, committed only while the lock is held.

        Args:
            file: What it is for, as a failure names it.
            kept: What a failure leaves.
        """
        connection = self.connection
        try:
            connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            self.lock.check()
            yield
            self.lock.check()
        except BaseException as error:
            if not connection.invalidated:
                connection.exec_driver_sql("ROLLBACK")
            if isinstance(error, DBAPIError):
                refuse(error, file, "around its statements", kept)
            raise
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            refuse(error, file, _COMMIT, kept)

    def persist(self, migration: Migration, once: Callable[[], _T]) -> _T:
        """Try until the locks are to be had: a short wait and another try stall nobody for long."""
        for attempt in range(self.lock_retries):
            try:
                return once()
            except StatementFailed as error:
                if not isinstance(error.__cause__, _TRANSIENT):
                    raise
            # Jitter: whoever holds the table may come back in a rhythm of its own.
            seconds = min(_PAUSES[0] * 2**attempt, _PAUSES[1]) * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
            self.tell(told.Retrying(migration, attempt + 2, seconds))
            pause(self.connection, seconds)
        return once()


def refuse(
    error: DBAPIError, file: str, where: Statement | str, kept: str, rows: str = ""
) -> Never:
    """Raise what a person is told of a driver's error; `rows` says of which rows."""
    failure = describe_failure(error, where)
    if error.connection_invalidated:
        fate = kept
        if where == _COMMIT or (not isinstance(where, str) and runs_alone(where)):
            fate = "it may or may not be done, which the next run finds out"
        raise MigrationError(
            f"the connection to the server was lost during {file}, {failure.place}{rows}: {fate}; "
            "run migrate again"
        ) from error.orig
    raise StatementFailed(
        f"{file}, {failure.place}{rows}: {failure.text}; {kept}",
        file=file,
        statement=None if isinstance(where, str) else where.number,
        line=failure.line,
    ) from error.orig


__all__ = ["Site", "refuse"]

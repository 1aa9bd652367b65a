"""One file run: its transactions, what runs alone between them, and how far it is.

Each transaction also writes the file's row, so the two cannot disagree. Of a
statement outside any transaction it is written first that it is begun, then
that it is done; what a crash leaves between the two, the catalogue tells.
"""

from __future__ import annotations

import random
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Never, TypeVar

from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError, StatementFailed
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.alone import alone
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import part_runs, runs_alone
from ait_postgres.migrate.limits import patient
from ait_postgres.migrate.lock import pause

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ait_postgres.migrate.alone import Alone
    from ait_postgres.migrate.applied import Applied, AppliedTable, Unfinished
    from ait_postgres.migrate.journal import Migration, Run, Statement
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


class FileRun:
    """One file on its way.

    Args:
        site: Where it is run.
        migration: The file.
        part: How far an earlier run came; None if it is not begun.
    """

    def __init__(self, site: Site, migration: Migration, part: Unfinished | None) -> None:
        self._site = site
        self._connection = site.connection
        self._migration = migration
        self._done = len(part.done) if part else 0
        self._begun = part is not None and part.begun is not None
        self._start = time.monotonic() - (part.duration_ms / 1000 if part else 0)

    def run(self, place: int, total: int) -> Applied:
        """Run what is left of it; it is number `place` of `total`."""
        migration, site = self._migration, self._site
        site.tell(told.FileStarted(migration, place, total, self._done))
        for statement in migration.statements[: self._done]:
            if _sets(statement):  # what it set was lost with the earlier run's session
                self._execute(statement, statement.sql)
        applied = None
        for run in part_runs(migration.statements[self._done :]):
            if run.alone:
                applied = self._run_alone(run.statements[0])
            else:
                applied = site.persist(migration, partial(self._run_together, run))
            self._done += len(run.statements)
        if applied is None:  # what was left was taken out of the file
            with self._transaction():
                applied = self._record(self._done)
        site.tell(told.FileDone(migration, self._seconds()))
        assert applied  # noqa: S101 - the last run recorded the whole file
        return applied

    def _run_together(self, run: Run) -> Applied | None:
        with self._transaction():
            for statement in run.statements:
                self._execute(statement, statement.sql)
            return self._record(self._done + len(run.statements))

    def _run_alone(self, statement: Statement) -> Applied | None:
        site, work = self._site, alone(statement)
        try:
            site.lock.check()
            if self._begun and work.is_done(self._connection):
                site.tell(told.StatementDone(self._migration, statement, 0))
            else:
                self._clear(work)
                self._note(begun=True)
                site.persist(self._migration, partial(self._attempt, work))
            self._begun = False
            site.lock.check()
            return self._record(self._done + 1)
        except StatementFailed:
            # PostgreSQL answered, so it is known not to be done.
            with suppress(DBAPIError):
                self._note(begun=False)
            raise
        except DBAPIError as error:
            refuse(error, self._migration.file, statement, self._kept())

    def _attempt(self, work: Alone) -> None:
        connection = self._connection
        try:
            with patient(connection) if work.patient else nullcontext():
                self._execute(work.statement, work.next_sql(connection))
        except StatementFailed:
            with suppress(DBAPIError, MigrationError):
                self._clear(work)  # an INVALID index costs every writer, as long as it is there
            raise

    def _clear(self, work: Alone) -> None:
        for sql in work.left(self._connection):
            with patient(self._connection):
                self._connection.exec_driver_sql(sql)
            self._site.tell(told.Repaired(self._migration, work.statement, sql))

    def _execute(self, statement: Statement, sql: str) -> None:
        start = time.monotonic()
        self._site.tell(told.StatementStarted(self._migration, statement))
        try:
            # Without parameters, so that a % in the SQL is only a %.
            self._connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        except DBAPIError as error:
            refuse(error, self._migration.file, statement, self._kept())
        self._site.tell(told.StatementDone(self._migration, statement, time.monotonic() - start))

    def _transaction(self) -> AbstractContextManager[None]:
        return self._site.transaction(self._migration.file, self._kept())

    def _record(self, done: int) -> Applied | None:
        """Write how far the file is; the row of a whole one is given."""
        table, migration = self._site.table, self._migration
        if done == len(migration.statements):
            return table.add(self._connection, migration, self._seconds())
        table.progress(self._connection, migration, self._seconds(), done)
        return None

    def _note(self, *, begun: bool) -> None:
        self._site.table.progress(
            self._connection, self._migration, self._seconds(), self._done, begun=begun
        )

    def _kept(self) -> str:
        """What a failure now leaves of the file."""
        if not self._done:
            return f"nothing of {self._migration.file} was applied"
        upto = "statement 1 stays" if self._done == 1 else f"statements 1 to {self._done} stay"
        return f"{upto} applied: mend what follows and run migrate again"

    def _seconds(self) -> float:
        return time.monotonic() - self._start


def refuse(error: DBAPIError, file: str, where: Statement | str, kept: str) -> Never:
    """Raise what a person is told of a driver's error."""
    failure = describe_failure(error, where)
    if error.connection_invalidated:
        fate = kept
        if where == _COMMIT or (not isinstance(where, str) and runs_alone(where)):
            fate = "it may or may not be done, which the next run finds out"
        raise MigrationError(
            f"the connection to the server was lost during {file}, {failure.place}: {fate}; "
            "run migrate again"
        ) from error.orig
    raise StatementFailed(
        f"{file}, {failure.place}: {failure.text}; {kept}",
        file=file,
        statement=None if isinstance(where, str) else where.number,
        line=failure.line,
    ) from error.orig


def _sets(statement: Statement) -> bool:
    """Whether it sets something for the session."""
    match statement.tokens(2):
        case ["set", "local" | "transaction" | "constraints"]:
            return False
        case ["set" | "reset", *_]:
            return True
        case _:
            return False


__all__ = ["FileRun", "Site"]

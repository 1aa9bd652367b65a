"""Apply a folder's pending migrations: one run at a time, one transaction a file.

Everything that can be known beforehand is an error before anything is
applied. The row in the applied table is written by the same transaction as
the file's statements, so that a file is applied and remembered, or neither.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Never

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import FolderError, MigrationError, StatementFailed
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.applied import TABLE, Applied, AppliedTable, current_schema, find_problems
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.lock import RunLock
from ait_postgres.migrate.session import session

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.journal import Folder, Migration, Statement

_LIMITS: Final = text("""
SELECT set_config('lock_timeout', :lock_timeout, true),
       set_config('search_path', :search_path, true),
       set_config('client_connection_check_interval', :check_interval, true)
""")
# A killed migrator's statement would otherwise run on to its end, and hold the lock. Servers on
# some platforms (Windows) refuse any value but 0.
_CHECK_INTERVAL: Final = text("SELECT set_config('client_connection_check_interval', '2s', true)")
_PATH: Final = text("SELECT current_setting('search_path')")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did.

    Attributes:
        applied: The migrations it applied, in order.
        pending: Those that are still to be applied: left out by `to`, or all
            of them in a dry run.
    """

    applied: tuple[Applied, ...]
    pending: tuple[Migration, ...]


def apply(
    bind: Engine | Connection,
    folder: Folder,
    *,
    to: int | None = None,
    dry_run: bool = False,
    lock_timeout: float = 5.0,
    lock_wait: float = 60.0,
    progress: told.Progress = told.silent,
) -> Result:
    """Apply what is pending, in the first schema of `search_path`.

    A run that finds another one at work waits, and then does what is left:
    usually nothing.

    Args:
        bind: An engine, of which one connection is used and then closed; or a
            connection outside a transaction. No pooler in transaction mode may
            stand between.
        folder: From `read_folder`.
        to: The number of the last migration to apply; the head by default.
        dry_run: Check everything, apply nothing.
        lock_timeout: Seconds a statement waits for a lock on a table, which
            is also how long it may hold up others that queue behind it.
        lock_wait: Seconds to wait for another run.
        progress: Called with each event of `migrate.progress`.

    Raises:
        FolderError: An applied file was edited or is not in the folder; an
            unapplied one comes before an applied one; `to` is not there.
        StatementFailed: PostgreSQL refused a statement. That file is wholly
            unapplied; those before it are applied.
        MigrationLocked: Another run worked for longer than `lock_wait`, or a
            pooler took the lock away.
        MigrationError: No schema to work in; the connection was lost.
    """
    wanted = folder.migrations if to is None else folder.up_to(to)
    with session(bind) as connection:
        run = _Run(connection, folder, wanted, lock_timeout, progress)
        pending = run.pending()
        if dry_run or not pending:
            return Result((), pending if dry_run else run.beyond())
        lock = RunLock(connection, run.applied_table.schema, TABLE)
        with lock.held(lock_wait, lambda waited, pid: progress(told.Waiting(waited, pid))):
            return Result(run.apply(lock), run.beyond())


class _Run:
    """One call of `apply`: what it works on."""

    def __init__(
        self,
        connection: Connection,
        folder: Folder,
        wanted: tuple[Migration, ...],
        lock_timeout: float,
        progress: told.Progress,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._wanted = wanted
        self._progress = progress
        self.applied_table = AppliedTable(current_schema(connection))
        self._limits = {
            "lock_timeout": f"{round(lock_timeout * 1000)}ms",
            "search_path": connection.execute(_PATH).scalar_one(),
            "check_interval": _check_interval(connection),
        }

    def pending(self) -> tuple[Migration, ...]:
        """What is to be applied now, after the folder was held against the database."""
        applied = self.applied_table.read(self._connection)
        if problems := find_problems(self._folder, applied):
            more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
            raise FolderError(f"nothing was applied: {problems[0]}{more}")
        done = {row.name for row in applied}
        return tuple(m for m in self._wanted if m.name not in done)

    def beyond(self) -> tuple[Migration, ...]:
        """What `to` leaves out."""
        done = {row.name for row in self.applied_table.read(self._connection)}
        return tuple(m for m in self._folder.migrations if m.name not in done)

    def apply(self, lock: RunLock) -> tuple[Applied, ...]:
        """Apply what is pending now that the lock is held, which may be less than before."""
        pending = self.pending()
        if pending:
            with self._transaction(lock):
                self.applied_table.create(self._connection)
        return tuple(
            self._apply_file(migration, place, len(pending), lock)
            for place, migration in enumerate(pending, 1)
        )

    def _apply_file(self, migration: Migration, place: int, total: int, lock: RunLock) -> Applied:
        start = time.monotonic()
        self._progress(told.FileStarted(migration, place, total))
        with self._transaction(lock, migration):
            for statement in migration.statements:
                self._execute(migration, statement)
            seconds = time.monotonic() - start
            applied = self.applied_table.add(self._connection, migration, seconds)
        self._progress(told.FileDone(migration, time.monotonic() - start))
        return applied

    def _execute(self, migration: Migration, statement: Statement) -> None:
        start = time.monotonic()
        try:
            # Without parameters, so that a % in the SQL is only a %.
            self._connection.exec_driver_sql(
                statement.sql, execution_options={"no_parameters": True}
            )
        except DBAPIError as error:
            _refused(error, migration, statement)
        self._progress(told.StatementDone(migration, statement, time.monotonic() - start))

    @contextmanager
    def _transaction(self, lock: RunLock, migration: Migration | None = None) -> Generator[None]:
        """One transaction with our limits, committed only while the lock is held."""
        connection = self._connection
        try:
            connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            connection.execute(_LIMITS, self._limits)
            lock.check()
            yield
            lock.check()
        except BaseException as error:
            if not connection.invalidated:
                connection.exec_driver_sql("ROLLBACK")
            if isinstance(error, DBAPIError):
                _refused(error, migration, "around its statements")
            raise
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            _refused(error, migration, "at its commit")


def _check_interval(connection: Connection) -> str:
    """How often the server looks whether we are still there."""
    try:
        return str(connection.execute(_CHECK_INTERVAL).scalar_one())
    except DBAPIError:
        return "0"


def _refused(error: DBAPIError, migration: Migration | None, where: Statement | str) -> Never:
    """Raise what a person is told of a driver's error."""
    file = migration.file if migration else f"the table {TABLE}"
    if error.connection_invalidated:
        unsure = where == "at its commit"
        raise MigrationError(
            f"the connection to the server was lost during {file}: "
            f"{'it may or may not be applied' if unsure else 'it is unapplied'}; run migrate again"
        ) from error.orig
    failure = describe_failure(error, where)
    raise StatementFailed(
        f"{file}, {failure.place}: {failure.text}; nothing of {file} was applied",
        file=file,
        statement=None if isinstance(where, str) else where.number,
        line=failure.line,
    ) from error.orig


__all__ = ["Result", "apply"]

"""One file run: its transactions, what runs alone between them, and how far it is.

Each transaction also writes the file's row, so the two cannot disagree; the
transactions of a statement in batches write how far it is. Of a
statement outside any transaction it is written first that it is begun, then
that it is done; what a crash leaves between the two, the catalogue tells.
"""

from __future__ import annotations

import time
from contextlib import nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError, StatementFailed
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.alone import alone
from ait_postgres.migrate.journal import part_runs, with_rows
from ait_postgres.migrate.limits import patient
from ait_postgres.migrate.site import refuse
from ait_postgres.migrate.walk import Walked, find_walk, key_text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ait_postgres.migrate.alone import Alone
    from ait_postgres.migrate.applied import Applied, Unfinished
    from ait_postgres.migrate.journal import Batches, Migration, Run, Statement
    from ait_postgres.migrate.site import Site
    from ait_postgres.migrate.walk import Cut, Walk


class FileRun:
    """One file on its way.

    Args:
        site: Where it is run.
        migration: The file.
        part: How far an earlier run came; None if it is not begun.
        again: The command that goes on with it after a failure.
    """

    def __init__(
        self, site: Site, migration: Migration, part: Unfinished | None, again: str = "migrate"
    ) -> None:
        self._site = site
        self._connection = site.connection
        self._migration = migration
        self._again = again
        self._done = len(part.done) if part else 0
        self._begun = part is not None and part.begun is not None
        self._walked = part.walked if part else None
        self._start = time.monotonic() - (part.duration_ms / 1000 if part else 0)

    def run(self, place: int, total: int) -> Applied:
        """Run what is left of it; it is number `place` of `total`."""
        migration, site = self._migration, self._site
        site.tell(told.FileStarted(migration, place, total, self._done, self._walked))
        for statement in migration.statements[: self._done]:
            if _sets(statement):  # what it set was lost with the earlier run's session
                self._execute(statement, statement.sql)
        applied = None
        for run in part_runs(migration.statements[self._done :]):
            if run.alone:
                applied = self._run_alone(run.statements[0])
            elif run.batches:
                applied = self._run_batches(run.statements[0], run.batches)
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

    def _run_batches(self, statement: Statement, batches: Batches) -> Applied | None:
        site, migration, start = self._site, self._migration, time.monotonic()
        try:
            walk = find_walk(self._connection, batches)
        except MigrationError as error:
            raise StatementFailed(
                f"{migration.file}, statement {statement.number}, line {statement.line}: "
                f"{error}; {self._kept()}",
                file=migration.file,
                statement=statement.number,
                line=statement.line,
            ) from error
        site.tell(told.StatementStarted(migration, statement))
        batch = partial(self._run_batch, statement, batches, walk)
        applied = site.persist(migration, batch)
        while self._walked:
            applied = site.persist(migration, batch)
        site.tell(told.StatementDone(migration, statement, time.monotonic() - start))
        return applied

    def _run_batch(self, statement: Statement, batches: Batches, walk: Walk) -> Applied | None:
        """One batch, committed; nothing is being walked any more after the last."""
        connection, before = self._connection, self._walked
        with self._transaction():
            last = before.last if before else walk.last(connection)
            if last is None:
                return self._record(self._done + 1)
            after = before.after if before else None
            upto = walk.next(connection, batches.size, after, last)
            part = with_rows(statement, batches, walk.condition(after, upto))
            rows = self._send(part, _between(after, upto))
            walked = Walked(
                after=upto,
                last=last,
                batches=(before.batches if before else 0) + 1,
                rows=(before.rows if before else 0) + rows,
            )
            applied = self._record(self._done + (upto == last), walked)
        self._walked = walked if upto != last else None
        share = walked.batches * batches.size / walk.estimate if walk.estimate else None
        self._site.tell(told.BatchDone(self._migration, statement, walked, rows, share))
        return applied

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
        self._send(statement, sql=sql)
        self._site.tell(told.StatementDone(self._migration, statement, time.monotonic() - start))

    def _send(self, statement: Statement, rows: str = "", sql: str | None = None) -> int:
        """Give a statement to the server; how many rows it changed."""
        try:
            # Without parameters, so that a % in the SQL is only a %.
            result = self._connection.exec_driver_sql(
                sql or statement.sql, execution_options={"no_parameters": True}
            )
        except DBAPIError as error:
            refuse(error, self._migration.file, statement, self._kept(), rows)
        return max(result.rowcount, 0)

    def _transaction(self) -> AbstractContextManager[None]:
        return self._site.transaction(self._migration.file, self._kept())

    def _record(self, done: int, walked: Walked | None = None) -> Applied | None:
        """Write how far the file is; the row of a whole one is given."""
        table, migration = self._site.table, self._migration
        if done == len(migration.statements):
            return table.add(self._connection, migration, self._seconds())
        if done > self._done:  # the statement that was walked is done, too
            walked = None
        table.progress(self._connection, migration, self._seconds(), done, walked=walked)
        return None

    def _note(self, *, begun: bool) -> None:
        self._site.table.progress(
            self._connection, self._migration, self._seconds(), self._done, begun=begun
        )

    def _kept(self) -> str:
        """What a failure now leaves of the file."""
        if walked := self._walked:
            return (
                f"the statement stays applied to the rows up to the key {key_text(walked.after)}: "
                f"mend the others and run {self._again} again"
            )
        if not self._done:
            return f"nothing of {self._migration.file} was applied"
        upto = "statement 1 stays" if self._done == 1 else f"statements 1 to {self._done} stay"
        return f"{upto} applied: mend what follows and run {self._again} again"

    def _seconds(self) -> float:
        return time.monotonic() - self._start


def _between(after: Cut | None, upto: Cut) -> str:
    """Which rows, after where a failure stands in the file."""
    begins = f" after the key {key_text(after)}" if after else ""
    return f", rows{begins} up to {key_text(upto)}"


def _sets(statement: Statement) -> bool:
    """Whether it sets something for the session."""
    match statement.tokens(2):
        case ["set", "local" | "transaction" | "constraints"]:
            return False
        case ["set" | "reset", *_]:
            return True
        case _:
            return False


__all__ = ["FileRun"]

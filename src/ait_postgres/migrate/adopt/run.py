"""Do an adoption: its statements and the marks of the folder's files, in one transaction.

Where a statement needs another one committed, or none around it, there are
several transactions; a run that fails between them has changed what it says,
and the next one finds out what is left, since it looks at the database again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.applied import TABLE, AppliedTable, current_schema
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.journal import Metadata, Migration, Statement
from ait_postgres.migrate.limits import Limits, limited
from ait_postgres.migrate.lock import RunLock
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.plan import LockMode
from ait_postgres.migrate.quote import named
from ait_postgres.migrate.session import session
from ait_postgres.migrate.site import Site, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.adopt.planned import Adoption
    from ait_postgres.migrate.applied import Applied
    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.plan import PlannedStatement

_WHAT: Final = "the adoption"
_LIMITS: Final = Limits()


def adopt(
    engine: Engine,
    adoption: Adoption,
    folder: Folder,
    *,
    before: Callable[[Connection], None] | None = None,
    limits: Limits = _LIMITS,
    lock_wait: float = 60.0,
    progress: told.Progress = told.silent,
) -> tuple[Applied, ...]:
    """Bring the database to the folder's head and mark the folder's files as applied.

    Args:
        engine: The live database, over a direct connection.
        adoption: From `plan_adoption`.
        folder: Whose files are marked.
        before: Run first, in the same transaction.
        limits: How long statements wait, and may take.
        lock_wait: Seconds to wait for another run.
        progress: Called with each event.

    Raises:
        StatementFailed: PostgreSQL refused a statement; what its message says is kept.
        MigrationLocked: Another run worked for longer than `lock_wait`.
        MigrationError: Something stands in the way, the database is another
            one by now, or does not become what is wanted.
    """
    if adoption.obstacles:
        raise MigrationError(f"nothing was changed: {adoption.obstacles[0]}")
    with session(engine) as connection:
        table = AppliedTable(current_schema(connection))
        lock = RunLock(connection, table.schema, TABLE)
        with (
            lock.held(lock_wait, lambda waited, pid: progress(told.Waiting(waited, pid))),
            limited(connection, limits) as settle,
        ):
            settle()
            site = Site(connection, table, lock, limits.lock_retries, progress)
            return _Run(site, adoption, folder, before).run()


class _Run:
    """One adoption on its way."""

    def __init__(
        self,
        site: Site,
        adoption: Adoption,
        folder: Folder,
        before: Callable[[Connection], None] | None,
    ) -> None:
        self._site = site
        self._connection = site.connection
        self._adoption = adoption
        self._folder = folder
        self._before = before
        planned = adoption.change.plan.statements
        statements = [Statement(place, place, one.sql) for place, one in enumerate(planned, 1)]
        # Who listens is told of a file: this one is never written.
        self._file = Migration(0, "adopt", "", tuple(statements), Metadata(parents=(), hash=""))
        self._done = 0

    def run(self) -> tuple[Applied, ...]:
        """Run all of it."""
        self._site.tell(told.FileStarted(self._file, 1, 1))
        start = time.monotonic()
        parts = list(_parts(self._adoption.change.plan.statements))
        if not parts or not parts[0][0].transactional:
            parts.insert(0, ())  # what comes before, and the last look at what is there
        marks: tuple[Applied, ...] = ()
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            if part and not part[0].transactional:
                self._execute(0, part[0])
                marks = self._mark_alone() if last else ()
            else:
                marks = self._site.persist(self._file, partial(self._together, part, last=last))
            self._done += len(part)
        self._site.tell(told.FileDone(self._file, time.monotonic() - start))
        return marks

    def _together(self, part: Sequence[PlannedStatement], *, last: bool) -> tuple[Applied, ...]:
        with self._site.transaction(_WHAT, self._kept()):
            if not self._done:
                if self._before:
                    self._before(self._connection)
                self._refuse_changed()
                self._lock_all(part)
            for place, one in enumerate(part):
                self._execute(place, one)
            return self._mark() if last else ()

    def _lock_all(self, part: Sequence[PlannedStatement]) -> None:
        """Take the strong locks at once: who waits has done nothing yet."""
        strong = {
            lock.relation
            for one in part
            for lock in one.locks
            if lock.relation.kind == "table" and lock.mode is LockMode.ACCESS_EXCLUSIVE
        }
        if strong:
            names = ", ".join(f"{named(key)}" for key in sorted(strong))
            self._sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE", "taking its locks")

    def _refuse_changed(self) -> None:
        """What was planned is for the database as it was then."""
        if lines := self._difference(self._adoption.change.old):
            raise MigrationError(
                f"nothing was changed: the database is not what it was a moment ago: {lines[0]}: "
                "run adopt again"
            )

    def _mark_alone(self) -> tuple[Applied, ...]:
        with self._site.transaction(_WHAT, self._kept()):
            return self._mark()

    def _mark(self) -> tuple[Applied, ...]:
        """Mark the files, if the database has become what they lead to."""
        if lines := self._difference(self._adoption.change.new):
            more = f" (and {len(lines) - 1} more)" if lines[1:] else ""
            raise MigrationError(
                f"{self._kept()}: the database would not be what is wanted: {lines[0]}{more}"
            )
        self._site.table.create(self._connection)
        return tuple(
            self._site.table.mark(self._connection, one) for one in self._folder.migrations
        )

    def _difference(self, wanted: Catalogue) -> tuple[str, ...]:
        extensions = {item.key for item in wanted.objects if item.kind == "extension"}
        found = read_catalogue(self._connection, without=[TABLE], schemas=wanted.schemas)
        kept = [o for o in found.objects if o.kind != "extension" or o.key in extensions]
        return difference(replace(found, objects=tuple(kept)), wanted)

    def _execute(self, place: int, planned: PlannedStatement) -> None:
        statement = self._file.statements[self._done + place]
        self._site.tell(told.StatementStarted(self._file, statement))
        start = time.monotonic()
        words = " ".join(planned.sql.split())
        self._sql(planned.sql, f"statement {statement.number} ({words[:60]}...)")
        self._site.tell(told.StatementDone(self._file, statement, time.monotonic() - start))

    def _sql(self, sql: str, where: str) -> None:
        try:
            self._connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        except DBAPIError as error:
            refuse(error, _WHAT, where, self._kept())

    def _kept(self) -> str:
        """What a failure now leaves."""
        if not self._done:
            return "nothing was changed"
        return f"statements 1 to {self._done} stay, and the next adopt goes on after them"


def _parts(statements: Sequence[PlannedStatement]) -> Iterator[Sequence[PlannedStatement]]:
    """The statements by transaction; one that runs outside any stands alone."""
    part: list[PlannedStatement] = []
    for one in statements:
        if not one.transactional and part:
            yield part
            part = []
        part.append(one)
        if one.commits or not one.transactional:
            yield part
            part = []
    if part:
        yield part

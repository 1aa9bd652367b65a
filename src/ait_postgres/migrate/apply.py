"""Apply a folder's pending migrations: one run at a time, and nothing twice.

Everything that can be known beforehand is an error before anything is
applied. How far a database is, is written by the same transactions that bring
it there (`execution`), so that each is done and remembered, or neither.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.applied import (
    TABLE,
    Applied,
    AppliedTable,
    History,
    Unfinished,
    current_schema,
)
from ait_postgres.migrate.execution import FileRun
from ait_postgres.migrate.limits import Limits, limited
from ait_postgres.migrate.lock import RunLock
from ait_postgres.migrate.problems import find_problems
from ait_postgres.migrate.renumbered import renumbered
from ait_postgres.migrate.replaced import recognised
from ait_postgres.migrate.session import session
from ait_postgres.migrate.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.journal import Folder, Migration

_LIMITS: Final = Limits()


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
    unfinished: tuple[Unfinished, ...] = ()


def apply(
    bind: Engine | Connection,
    folder: Folder,
    *,
    to: int | None = None,
    dry_run: bool = False,
    out_of_order: bool = False,
    limits: Limits = _LIMITS,
    lock_wait: float = 60.0,
    progress: told.Progress = told.silent,
) -> Result:
    """Apply what is pending, in the first schema of `search_path`.

    A run that finds another one at work waits, and then does what is left:
    usually nothing. A file that an earlier run left half done is gone on with.

    Args:
        bind: An engine, of which one connection is used and then closed; or a
            connection outside a transaction. No pooler in transaction mode may
            stand between.
        folder: From `read_folder`.
        to: The number of the last migration to apply; the head by default.
        dry_run: Check everything, apply nothing.
        out_of_order: Whether to apply a file that comes before an applied one,
            as a merged branch may bring it. By default it is an error.
        limits: How long statements wait, and may take.
        lock_wait: Seconds to wait for another run.
        progress: Called with each event of `migrate.progress`.

    Raises:
        FolderError: An applied file, or the part of one that was run, was
            edited or is not in the folder; an unapplied one comes before an
            applied one; `to` is not there.
        StatementFailed: PostgreSQL refused a statement. Of its file, what its
            message says stays applied: nothing, unless the file needs more
            than one transaction. The files before it are applied.
        MigrationLocked: Another run worked for longer than `lock_wait`, or a
            pooler took the lock away.
        MigrationError: No schema to work in; the connection was lost.
    """
    wanted = folder.migrations if to is None else folder.up_to(to)
    with session(bind) as connection:
        run = _Run(connection, folder, wanted, out_of_order=out_of_order)
        history = run.history()
        pending = run.pending(history)
        if dry_run:
            return Result((), pending, history.unfinished)
        if not pending and not run.renumbered():
            return Result((), run.beyond())
        with run.working(limits, lock_wait, progress) as (site, settle):
            return Result(run.apply(site, settle), run.beyond())


def mark_applied(
    bind: Engine | Connection,
    folder: Folder,
    to: int,
    *,
    lock_wait: float = 60.0,
    progress: told.Progress = told.silent,
) -> Result:
    """Remember what is pending up to a migration as applied, without running it.

    For a database that was brought there by other means. What an earlier run
    left half done is then held to be whole.

    Args:
        bind: As for `apply`.
        folder: From `read_folder`.
        to: The number of the last migration to mark.
        lock_wait: Seconds to wait for another run.
        progress: Called while another run is waited for.

    Raises:
        FolderError: The folder is not what was applied; `to` is not there.
        MigrationLocked: Another run worked for longer than `lock_wait`.
        MigrationError: No schema to work in; the connection was lost.
    """
    with session(bind) as connection:
        run = _Run(connection, folder, folder.up_to(to), out_of_order=True)
        with run.working(_LIMITS, lock_wait, progress) as (site, settle):
            return Result(run.mark(site, settle), run.beyond())


class _Run:
    """One call of `apply`: what it works on."""

    def __init__(
        self,
        connection: Connection,
        folder: Folder,
        wanted: tuple[Migration, ...],
        *,
        out_of_order: bool,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._wanted = wanted
        self._out_of_order = out_of_order
        self._table = AppliedTable(current_schema(connection))

    def beyond(self) -> tuple[Migration, ...]:
        """What `to` leaves out."""
        history = recognised(self._folder, self._table.history(self._connection))
        done = {row.name for row in history.applied}
        return tuple(m for m in self._folder.migrations if m.name not in done)

    @contextmanager
    def working(
        self, limits: Limits, lock_wait: float, progress: told.Progress
    ) -> Generator[tuple[Site, Callable[[], None]]]:
        """Where to work, once no other run does; and what sets the limits."""
        connection = self._connection
        lock = RunLock(connection, self._table.schema, TABLE)
        with (
            lock.held(lock_wait, lambda waited, pid: progress(told.Waiting(waited, pid))),
            limited(connection, limits) as settle,
        ):
            yield Site(connection, self._table, lock, limits.lock_retries, progress), settle

    def apply(self, site: Site, settle: Callable[[], None]) -> tuple[Applied, ...]:
        """Apply what is pending now that the lock is held, which may be less than before."""
        history = self.history()
        pending = self.pending(history)
        if pending:
            self._make_table(site, settle)
        self._relabel(site)
        parts = {part.name: part for part in history.unfinished}
        applied: list[Applied] = []
        for place, migration in enumerate(pending, 1):
            settle()  # a file may have set others, and means them for itself
            file = FileRun(site, migration, parts.get(migration.name))
            applied.append(file.run(place, len(pending)))
        return tuple(applied)

    def renumbered(self) -> dict[str, Migration]:
        """What was applied under another number than its file has now."""
        return renumbered(self._folder, self._table.history(self._connection))

    def _relabel(self, site: Site) -> None:
        if found := self.renumbered():
            with site.transaction(f"the table {TABLE}", "nothing was applied"):
                self._table.relabel(self._connection, found)

    def mark(self, site: Site, settle: Callable[[], None]) -> tuple[Applied, ...]:
        """Mark what is pending as applied, all or nothing."""
        history = self.history(halves=False)
        pending = self.pending(history)
        self._make_table(site, settle)
        self._relabel(site)
        with site.transaction(f"the table {TABLE}", "nothing was marked"):
            return tuple(self._table.mark(self._connection, one) for one in pending)

    def history(self, *, halves: bool = True) -> History:
        """What was applied, found to be of this folder.

        Args:
            halves: Whether the files that are half done must be, too.
        """
        history = recognised(self._folder, self._table.history(self._connection))
        asked = history if halves else History(history.applied)
        if problems := find_problems(self._folder, asked, out_of_order=self._out_of_order):
            more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
            raise FolderError(f"nothing was applied: {problems[0]}{more}")
        return history

    def pending(self, history: History) -> tuple[Migration, ...]:
        """What is to be applied."""
        done = {row.name for row in history.applied}
        return tuple(m for m in self._wanted if m.name not in done)

    def _make_table(self, site: Site, settle: Callable[[], None]) -> None:
        settle()
        with site.transaction(f"the table {TABLE}", "nothing was applied"):
            self._table.create(self._connection)


__all__ = ["Limits", "Result", "apply", "mark_applied"]

"""Back to an earlier migration: the way down is computed and proven, not written beforehand.

What the applied files lead to and what the kept ones lead to are compared as
any two states are. The files' rows are taken out of the applied table by the
transaction that ends the way, so that a database is never between two files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import (
    DatabaseDrifted,
    FolderError,
    HintsMissing,
    MigrationError,
)
from ait_postgres.migrate import progress as told
from ait_postgres.migrate.applied import TABLE, AppliedTable, History, current_schema
from ait_postgres.migrate.between import Change, change_between, read_states
from ait_postgres.migrate.drift import find_drift
from ait_postgres.migrate.execution import FileRun
from ait_postgres.migrate.journal import Folder, Metadata, Migration, Statement
from ait_postgres.migrate.limits import Limits, limited
from ait_postgres.migrate.lock import RunLock
from ait_postgres.migrate.problems import find_problems
from ait_postgres.migrate.replaced import recognised
from ait_postgres.migrate.reverting import RevertTable, revert_name
from ait_postgres.migrate.session import session
from ait_postgres.migrate.site import Site
from ait_postgres.migrate.sources import Migrations
from ait_postgres.migrate.undone import undone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.applied import Unfinished
    from ait_postgres.migrate.decisions import Decisions
    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.workshop import Workshop

_LIMITS: Final = Limits()
_OF_ROWS: Final = frozenset({"insert", "update", "delete", "truncate", "merge", "copy"})


@dataclass(frozen=True, slots=True)
class Revert:
    """The way back.

    Attributes:
        to: The number of the last migration that stays; 0: none does.
        migrations: Those that are reverted, the last first.
        change: What is done, proven; None where an earlier run began it.
        statements: The same, as they are run.
        kept: Where the reverted files changed rows, which is not undone, a line each.
        history: What was applied when this was computed.
    """

    to: int
    migrations: tuple[Migration, ...]
    change: Change | None
    statements: tuple[Statement, ...]
    kept: tuple[str, ...]
    history: History


def plan_revert(
    engine: Engine,
    folder: Folder,
    to: int,
    workshop: Workshop,
    decisions: Decisions,
    *,
    losses_asked: bool = True,
) -> Revert:
    """Compute and prove the statements that lead back; nothing is changed.

    Args:
        engine: The live database.
        folder: What was applied to it.
        to: The number of the last migration that stays; 0: none does.
        workshop: Where states are built.
        decisions: What a person decided.
        losses_asked: Whether to ask for consent to what is lost.

    Raises:
        HintsMissing: Something has to be decided first.
        DatabaseDrifted: The database is not what its migrations lead to.
        FolderError: The folder is not what was applied; `to` is not there.
        MigrationError: A migration is half applied; the way cannot be proven.
    """
    with engine.connect() as connection:
        table = RevertTable(current_schema(connection))
        history, begun = table.history(connection), table.begun(connection)
    kept_files = folder.up_to(to) if to else ()
    done = {row.name for row in recognised(folder, history).applied}
    applied = [one for one in folder.migrations if one.name in done]
    gone = tuple(one for one in reversed(applied) if one.number > to)
    if begun:
        if begun.to != to:
            raise MigrationError(
                f"a revert to {begun.to:04} is half done: finish it with "
                f"ait-postgres revert --to {begun.to} --apply first"
            )
        return Revert(to, gone, None, begun.statements, _rows_changed(gone), history)
    _check(engine, folder, history, workshop)
    if not gone:
        return Revert(to, (), None, (), (), history)
    old = Migrations(Folder(folder.path, tuple(applied)))
    new = Migrations(Folder(folder.path, tuple(one for one in kept_files if one.name in done)))
    renames = _renames(gone, *read_states(old, new, workshop), decisions)
    decisions = replace(decisions, renames=(*decisions.renames, *renames))
    change = _change(old, new, workshop, decisions, losses_asked=losses_asked)
    return Revert(to, gone, change, _statements(change), _rows_changed(gone), history)


def run_revert(
    engine: Engine,
    revert: Revert,
    *,
    limits: Limits = _LIMITS,
    lock_wait: float = 60.0,
    progress: told.Progress = told.silent,
) -> None:
    """Run the statements, and take the files' rows out of the applied table.

    All in one transaction; where a statement needs another one committed, how
    far it is is written by each, and the same call goes on with it.

    Args:
        engine: The live database, over a direct connection.
        revert: From `plan_revert`.
        limits: How long statements wait, and may take.
        lock_wait: Seconds to wait for another run.
        progress: Called with each event.

    Raises:
        StatementFailed: PostgreSQL refused a statement; its message says what stays.
        MigrationLocked: Another run worked for longer than `lock_wait`.
        MigrationError: Another run changed what is applied meanwhile.
    """
    with session(engine) as connection:
        table = RevertTable(current_schema(connection), revert.to, revert.statements)
        lock = RunLock(connection, table.schema, TABLE)
        with (
            lock.held(lock_wait, lambda waited, pid: progress(told.Waiting(waited, pid))),
            limited(connection, limits) as settle,
        ):
            settle()
            site = Site(connection, table, lock, limits.lock_retries, progress)
            part = _part(table, connection, revert)
            FileRun(site, _file(revert), part, again="revert").run(1, 1)


def _part(table: AppliedTable, connection: Connection, revert: Revert) -> Unfinished | None:
    """How far an earlier run came."""
    history = table.history(connection)
    if history != revert.history:
        raise MigrationError(
            "another run changed what is applied meanwhile: nothing was reverted; run it again"
        )
    table.create(connection)
    return next(iter(history.unfinished), None)


def _check(engine: Engine, folder: Folder, history: History, workshop: Workshop) -> None:
    if problems := find_problems(folder, history, out_of_order=True):
        raise FolderError(f"nothing was reverted: {problems[0]}")
    drift = find_drift(engine, folder, workshop)
    if lines := drift.differences:
        more = f" (and {len(lines) - 1} more)" if lines[1:] else ""
        raise DatabaseDrifted(
            f"nothing was reverted: the database is not what its migrations lead to: {lines[0]}"
            f"{more}; ait-postgres drift lists the SQL for either direction"
        )


def _renames(
    gone: Sequence[Migration], found: Catalogue, wanted: Catalogue, decisions: Decisions
) -> tuple[str, ...]:
    given = {one.partition("=")[0] for one in decisions.renames}
    renames = [str(one) for one in undone(reversed(gone), found, wanted)]
    return tuple(one for one in renames if one.partition("=")[0] not in given)


def _change(
    old: Migrations,
    new: Migrations,
    workshop: Workshop,
    decisions: Decisions,
    *,
    losses_asked: bool,
) -> Change:
    try:
        return change_between(old, new, workshop, decisions)
    except HintsMissing as missing:
        if losses_asked or any(one["kind"] != "data_loss" for one in missing.questions):
            raise
        losses = tuple(str(one["allow_data_loss"]) for one in missing.questions)
    decisions = replace(decisions, losses=(*decisions.losses, *losses))
    return change_between(old, new, workshop, decisions)


def _statements(change: Change) -> tuple[Statement, ...]:
    """As a file would hold them: what follows a statement that must be committed says so."""
    found: list[Statement] = []
    commit = False
    for number, one in enumerate(change.plan.statements, 1):
        marks = ["commit"] if commit else []
        if not one.transactional:
            marks.append("no-transaction")
        found.append(Statement(number, number, one.sql, tuple(marks)))
        commit = one.commits
    return tuple(found)


def _file(revert: Revert) -> Migration:
    """Who listens is told of a file: this one is never written."""
    name = revert_name(revert.to)
    return Migration(revert.to, name, "", revert.statements, Metadata(parents=(), hash=""))


def _rows_changed(gone: Sequence[Migration]) -> tuple[str, ...]:
    return tuple(
        f"{one.file}, line {statement.line}: what {verb.upper()} did to rows is not undone"
        for one in gone
        for statement in one.statements
        for verb in statement.tokens(1)
        if verb in _OF_ROWS
    )


__all__ = ["Revert", "plan_revert", "run_revert"]

"""Prove a plan: run it where the old state stands, and hold what comes out to what is wanted.

What can run in one transaction is rehearsed in one
and rolled back; then each statement is run and committed by itself, as psql
does, and observed. So both ways of applying a plan are shown to work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.observe import Observer
from ait_postgres.migrate.plan import Plan
from ait_postgres.migrate.proof.contents import read_contents
from ait_postgres.migrate.proof.hazards import planned
from ait_postgres.migrate.proof.losses import losses
from ait_postgres.migrate.proof.rehearse import Rehearsal, refused, shown
from ait_postgres.migrate.proof.rows import invent_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue, Key
    from ait_postgres.migrate.observe import Observed
    from ait_postgres.migrate.plan import PlannedStatement
    from ait_postgres.migrate.proof.contents import Contents


def prove(
    engine: Engine,
    steps: Sequence[Step],
    wanted: Catalogue,
    *,
    renamed: Mapping[Key, Key] | None = None,
    without: Iterable[str] = (),
) -> Plan:
    """Run the steps on the old state and check what they lead to.

    Args:
        engine: Of a scratch database in the old state; it is changed. Two
            connections are used, with the `search_path` that it gives them.
        steps: From `diff`, in order.
        wanted: The catalogue that they must lead to, of all schemas.
        renamed: Old keys to new, of tables, columns and schemas.
        without: Names of tables of home that are no part of `wanted`.

    Returns:
        The statements with what each was seen to do.

    Raises:
        MigrationError: PostgreSQL refuses a statement; another state comes
            out than the wanted one; rows, values or a table's identity are
            lost, or a table is rewritten, and no step announces it.
    """
    with (
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watched,
    ):
        found = read_contents(connection)
        own = frozenset(oid for oid in found if found[oid].rows)
        invent_rows(connection, own)
        before = read_contents(connection)
        rehearsal = Rehearsal(connection, own)
        statements = _run(rehearsal, Observer(watched), steps, wanted)
        _compare_catalogue(connection, wanted, without)
        after = read_contents(connection)
    _compare_rows(before, after, wanted, steps, renamed=renamed or {}, removed=rehearsal.removed)
    empty = tuple(sorted(one.key for one in before.values() if one.ordinary and not one.rows))
    return Plan(statements=statements, empty=empty)


def _run(
    rehearsal: Rehearsal, observer: Observer, steps: Sequence[Step], wanted: Catalogue
) -> tuple[PlannedStatement, ...]:
    found: list[PlannedStatement] = []
    new: set[Key] = set()
    while len(found) < len(steps):
        part = rehearsal.run(steps[len(found) :])
        for place, step in enumerate(steps[len(found) : len(found) + part.length]):
            observed = _observe(observer, step)
            _require_announced(step, observed, new)
            found.append(
                planned(
                    step,
                    observed,
                    wanted,
                    new=new,
                    commits=step.commits or (part.split and place == part.length - 1),
                    on_rows=part.hazards.get(place),
                )
            )
            new |= step.creates
    return tuple(found)


def _observe(observer: Observer, step: Step) -> Observed:
    try:
        return observer.run(step.sql, transactional=step.transactional)
    except DBAPIError as error:
        raise refused(step, error) from error.orig


def _require_announced(step: Step, observed: Observed, new: AbstractSet[Key]) -> None:
    """A table that is written anew must be announced: it is what takes long.

    What a new column's default does only the server knows (whether a function
    is volatile, a domain has checks), and the column cannot be had without.
    """
    if step.rewrites or any(key.kind == "column" for key in step.creates):
        return
    rewritten = [key for key in observed.rewritten if key.kind == "table" and key not in new]
    if rewritten:
        raise MigrationError(
            f"the plan does not hold: {rewritten[0]} is rewritten, which is not announced,"
            f" by {shown(step)}"
        )


def _compare_catalogue(connection: Connection, wanted: Catalogue, without: Iterable[str]) -> None:
    connection.exec_driver_sql("BEGIN READ ONLY")
    found = read_catalogue(connection, without=without, schemas=None)
    connection.exec_driver_sql("ROLLBACK")
    if lines := difference(found, wanted):
        raise MigrationError(_said("the plan does not lead to the wanted state", lines))


def _compare_rows(
    before: Mapping[int, Contents],
    after: Mapping[int, Contents],
    wanted: Catalogue,
    steps: Sequence[Step],
    *,
    renamed: Mapping[Key, Key],
    removed: Mapping[int, int],
) -> None:
    lines = losses(
        before,
        after,
        wanted,
        renamed=renamed,
        dropped={key for step in steps for key in step.drops},
        given_up={key for step in steps if step.loses for key in (*step.drops, step.key)},
        removed=removed,
        filled={key for step in steps for key in step.fills},
        stirred={key for step in steps for key in step.stirs},
        replaced={key for step in steps for key in step.replaces},
    )
    if found := tuple(lines):
        raise MigrationError(_said("the plan does not keep what is stored", found))


def _said(what: str, lines: Sequence[str]) -> str:
    more = f" (and {len(lines) - 1} more)" if lines[1:] else ""
    return f"{what}: {lines[0]}{more}"

"""Rows into a table, set by set: new ones inserted, changed ones updated, the rest untouched.

Two statements, both in key order, the insert first: writers of overlapping
batches wait for each other and never in a circle. Whoever waits in the insert
holds no row lock yet, and row locks are taken in key order. A row that would
not change is neither locked nor written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ait_postgres.ingest.stage import Stage
from ait_postgres.ingest.statements import Statements, mask, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from ait_postgres.ingest.stage import Key
    from ait_postgres.ingest.validate import WireRow

#: Up to here rows travel as parameters of the statements themselves: a temporary
#: table costs 2 ms and leaves dead rows in the catalogue, too much for one webhook.
FEW = 32


@dataclass(frozen=True, slots=True)
class Counts:
    """What an upsert did to the rows it was given."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add up two counts."""
        return Counts(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )


def upsert(
    connection: Connection,
    table: Table,
    rows: Mapping[Key, WireRow],
    *,
    version: str | None = None,
) -> Counts:
    """Store rows, in a savepoint of a transaction that is left open.

    Args:
        connection: In a transaction.
        table: Where the rows go; its primary key decides what is new.
        rows: From `Validator.wire`, by primary key. A column that a row lacks is left
            as it is.
        version: Where the vendor's own update time is, as `Entity.version` says: where
            both sides have one, a row older than the stored one does not overwrite it.

    Raises:
        sqlalchemy.exc.DBAPIError: PostgreSQL refused the batch: nothing of it is stored.
    """
    if len(rows) <= FEW:
        return _few(connection, table, [*rows.values()], version)
    stage = Stage(connection, table)
    try:
        for key, row in rows.items():
            stage.put(key, row)
        return upsert_staged(stage, version=version)
    finally:
        stage.abandon()


def upsert_staged(stage: Stage, *, version: str | None = None) -> Counts:
    """Store what was staged, and leave the stage; the rest is as for `upsert`."""
    with stage.savepoint:
        stage.end()
        columns, sometimes = _shape(stage.table, stage.shapes)
        plan = statements(stage.table, columns, sometimes, version, None)
        counts = _write(stage.connection, plan, stage.count, None)
        stage.drop()
        return counts


def _few(
    connection: Connection, table: Table, rows: Sequence[WireRow], version: str | None
) -> Counts:
    shapes = {tuple(row) for row in rows}
    columns, sometimes = _shape(table, shapes)
    plan = statements(table, columns, sometimes, version, len(rows))
    parameters: list[str | None] = []
    for row in rows:
        parameters += map(row.get, columns)
        if sometimes:
            parameters.append(mask(table, row))
    with connection.begin_nested():
        return _write(connection, plan, len(rows), tuple(parameters))


def _write(
    connection: Connection,
    plan: Statements,
    count: int,
    parameters: tuple[str | None, ...] | None,
) -> Counts:
    inserted = connection.exec_driver_sql(plan.insert, parameters).rowcount
    updated = 0
    if inserted < count and plan.update is not None:
        updated = connection.exec_driver_sql(plan.update, parameters).rowcount
    return Counts(inserted, updated, count - inserted - updated)


def _shape(
    table: Table, shapes: Iterable[Sequence[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that some row has, in the table's order, and those that some row lacks."""
    sets = [frozenset(shape) for shape in shapes]
    some = frozenset[str]().union(*sets)
    every = some.intersection(*sets)
    columns = tuple(c.name for c in table.columns if c.name in some)
    return columns, tuple(name for name in columns if name not in every)

"""Rows into a table, set by set: new ones inserted, changed ones updated, the rest untouched.

Two statements, both in key order, the insert first: writers of overlapping
batches wait for each other and never in a circle. Whoever waits in the insert
holds no row lock yet, and row locks are taken in key order. A row that would
not change is neither locked nor written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ait_postgres.ingest.copy import copy_rows
from ait_postgres.ingest.statements import Statements, statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

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


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows in the form in which they travel, made without the database.

    Attributes:
        statements: What stores them.
        count: How many rows there are.
        values: Each row's values, in the columns' order.
        staged: Whether they travel by COPY and a staging table; where they are few,
            they are parameters.
    """

    statements: Statements
    count: int
    values: list[list[str | None]]
    staged: bool


def prepare(table: Table, rows: Sequence[WireRow], *, version: str | None = None) -> Prepared:
    """Make rows ready for `upsert`.

    Args:
        table: Where the rows go; its primary key decides what is new.
        rows: From `Validator.wire`, each with the whole primary key, no key twice.
            A column that a row lacks is left as it is.
        version: Where the vendor's own update time is, as `Entity.version` says: where both
            sides have one, a row older than the stored one does not overwrite it.
    """
    columns, sometimes = _shape(table, rows)
    few = len(rows) if len(rows) <= FEW else None
    plan = statements(table, columns, sometimes, version, few)
    return Prepared(plan, len(rows), _values(rows, columns, sometimes), few is None)


def upsert(connection: Connection, rows: Prepared) -> Counts:
    """Store rows, in a transaction that is left open.

    Raises:
        sqlalchemy.exc.DBAPIError: PostgreSQL refused the batch; the transaction
            is then aborted (take a savepoint to go on).
    """
    plan = rows.statements
    parameters = None if rows.staged else tuple(chain.from_iterable(rows.values))
    if rows.staged:
        connection.exec_driver_sql(plan.stage)
        copy_rows(connection, plan.copy, rows.values)
    inserted = connection.exec_driver_sql(plan.insert, parameters).rowcount
    updated = 0
    if inserted < rows.count and plan.update is not None:
        updated = connection.exec_driver_sql(plan.update, parameters).rowcount
    if rows.staged:
        connection.exec_driver_sql(plan.unstage)
    return Counts(inserted, updated, rows.count - inserted - updated)


def _shape(table: Table, rows: Sequence[WireRow]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that some row has, in the table's order, and those that some row lacks."""
    key_sets = {tuple(row) for row in rows}
    some = set[str]().union(*key_sets)
    every = some.intersection(*key_sets)
    columns = tuple(c.name for c in table.columns if c.name in some)
    return columns, tuple(name for name in columns if name not in every)


def _values(
    rows: Sequence[WireRow], columns: Sequence[str], sometimes: Sequence[str]
) -> list[list[str | None]]:
    """Each row's values in the columns' order, then, where rows differ, the mask of absent ones."""
    if not sometimes:
        return [[row[name] for name in columns] for row in rows]
    bits = {name: 1 << bit for bit, name in enumerate(sometimes)}
    masks: dict[tuple[str, ...], str] = {}
    values: list[list[str | None]] = []
    for row in rows:
        shape = tuple(row)
        mask = masks.get(shape)
        if mask is None:
            mask = masks[shape] = str(sum(bit for name, bit in bits.items() if name not in row))
        line = [row.get(name) for name in columns]
        line.append(mask)
        values.append(line)
    return values

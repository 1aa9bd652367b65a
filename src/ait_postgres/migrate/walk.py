"""A table's rows in batches: cut by a key, upward, so that each row is in exactly one.

A cut is a value of the key, and not a row: rows may come, change and go
between two batches. Values are written and read as PostgreSQL prints them,
under settings that lose nothing, and compared as the key's index does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.quote import literal, quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Batches

#: A value of the key: of each column, as PostgreSQL prints it.
Cut: TypeAlias = tuple[str, ...]

# reltuples is -1 where nobody has counted yet; a partitioned table's rows are its leaves'. Of a
# table that is neither, pg_partition_tree knows nothing.
_TABLE: Final = text("""
SELECT c.oid::int8 AS oid,
       (SELECT sum(l.reltuples)::int8 FROM pg_class l
        WHERE (l.oid = c.oid OR l.oid IN (SELECT relid FROM pg_partition_tree(c.oid)))
          AND l.relkind = 'r' AND l.reltuples > 0) AS estimate
FROM pg_class c WHERE c.oid = to_regclass(:table) AND c.relkind IN ('r', 'p')
""")
# 0: ascending, 3: descending, nulls first, which read backward is the same order.
_INDEXES: Final = text("""
SELECT x.indisprimary AS is_primary,
       array_agg(a.attname::text ORDER BY k.place) AS columns,
       array_agg(format_type(a.atttypid, -1) ORDER BY k.place) AS types,
       array_agg(CASE WHEN k.sorting NOT IN (0, a.attcollation) THEN
         (SELECT format('%I.%I', n.nspname, o.collname) FROM pg_collation o
          JOIN pg_namespace n ON n.oid = o.collnamespace WHERE o.oid = k.sorting)
         END ORDER BY k.place) AS collations,
       array_agg(CASE WHEN o.opcdefault THEN k.direction ELSE -1 END ORDER BY k.place) AS directions
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_am m ON m.oid = i.relam AND m.amname = 'btree'
CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indclass::oid[], x.indcollation::oid[],
  x.indoption::int2[]) WITH ORDINALITY k (attribute, class, sorting, direction, place)
LEFT JOIN pg_attribute a
  ON a.attrelid = x.indrelid AND a.attnum = k.attribute AND k.attribute <> 0
LEFT JOIN pg_opclass o ON o.oid = k.class
WHERE x.indrelid = CAST(CAST(:oid AS int8) AS oid) AND x.indisvalid AND x.indpred IS NULL
  AND k.place <= x.indnkeyatts
GROUP BY x.indexrelid, x.indisprimary
ORDER BY x.indisprimary DESC, x.indexrelid
""")
# A column may be NOT NULL in a parent only, or (18) without its rows having been looked at.
_NULLABLE: Final = text("""
WITH RECURSIVE family AS (
  SELECT CAST(CAST(:oid AS int8) AS oid) AS oid
  UNION SELECT h.inhrelid FROM pg_inherits h JOIN family f ON h.inhparent = f.oid
)
SELECT a.attname::text FROM family f JOIN pg_attribute a ON a.attrelid = f.oid
WHERE a.attname = ANY (CAST(:columns AS name[])) AND (NOT a.attnotnull OR EXISTS (
  SELECT FROM pg_constraint n WHERE n.conrelid = f.oid AND n.contype = 'n'
    AND NOT n.convalidated AND a.attnum = ANY (n.conkey)))
ORDER BY 1 LIMIT 1
""")
# What a value's text depends on; bytea and times are read back whatever is set later.
_PLAIN_TEXTS: Final = """
SAVEPOINT ait_cut;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1
"""
_BARE: Final = {"no_parameters": True}  # several statements at once; and a % is only a %
_AS_BEFORE: Final = "ROLLBACK TO SAVEPOINT ait_cut; RELEASE SAVEPOINT ait_cut"


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a statement in batches is.

    Attributes:
        after: The key's value up to which rows are done, as PostgreSQL prints its columns.
        last: The key's greatest value when the statement was begun, where it ends.
        batches: How many batches are done.
        rows: How many rows they changed.
    """

    after: Cut
    last: Cut
    batches: int
    rows: int


@dataclass(frozen=True, slots=True)
class Walk:
    """How a table is walked.

    Attributes:
        table: As it is written.
        alias: What the statement calls it.
        columns: The key, each column quoted.
        types: Of each column.
        collations: Of each column; None for the column's own.
        estimate: How many rows the table has by its statistics; None if unknown.
    """

    table: str
    alias: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    collations: tuple[str | None, ...]
    estimate: int | None

    def condition(self, after: Cut | None, upto: Cut | None) -> str:
        """SQL that holds for the rows after one cut, and up to and with another."""
        parts = [(">", after), ("<=", upto)]
        key = ", ".join(self._key())
        found = [f"({key}) {sign} ({self._values(cut)})" for sign, cut in parts if cut]
        return " AND ".join(found) or "true"

    def known_to_run(self) -> str:
        """The condition of a batch that has no rows, to see whether PostgreSQL takes it."""
        nulls = ", ".join(f"CAST(NULL AS {one})" for one in self.types)
        return f"({', '.join(self._key())}) <= ({nulls})"

    def last(self, connection: Connection) -> Cut | None:
        """The cut after all rows; None if there are none.

        Args:
            connection: In a transaction, as for `next`.
        """
        order = ", ".join(f"{one} DESC" for one in self._key())
        return self._find(connection, f"ORDER BY {order} LIMIT 1")

    def next(self, connection: Connection, size: int, after: Cut | None, last: Cut) -> Cut:
        """The cut after the next `size` rows."""
        order = ", ".join(self._key())
        where = self.condition(after, last)
        found = self._find(
            connection, f"WHERE {where} ORDER BY {order} OFFSET {size - 1:d} LIMIT 1"
        )
        return found or last

    def _find(self, connection: Connection, rest: str) -> Cut | None:
        # format() prints by the type's output function, whatever casts to text there are.
        printed = ", ".join(f"format('%s', {self.alias}.{one})" for one in self.columns)
        sql = f"SELECT {printed} FROM {self.table} AS {self.alias} {rest}"  # noqa: S608 - composed
        connection.exec_driver_sql(_PLAIN_TEXTS, execution_options=_BARE)
        row = connection.exec_driver_sql(sql, execution_options=_BARE).first()
        connection.exec_driver_sql(_AS_BEFORE, execution_options=_BARE)
        return None if row is None else tuple(row)

    def _key(self) -> list[str]:
        return [
            f"{self.alias}.{column}" + (f" COLLATE {collation}" if collation else "")
            for column, collation in zip(self.columns, self.collations, strict=True)
        ]

    def _values(self, cut: Cut) -> str:
        return ", ".join(
            f"CAST({literal(value)} AS {kind})" for value, kind in zip(cut, self.types, strict=True)
        )


def key_text(cut: Cut) -> str:
    """A cut for people."""
    return f"({', '.join(cut)})"


def find_walk(connection: Connection, batches: Batches) -> Walk:
    """How the table of a statement is walked.

    Raises:
        MigrationError: There is no such table, or no key that orders all of
            its rows by an index.
    """
    name = batches.table
    table = connection.execute(_TABLE, {"table": name}).first()
    if table is None:
        raise MigrationError(f"there is no table {name} to walk")
    indexes = connection.execute(_INDEXES, {"oid": table.oid}).all()
    columns = batches.columns
    if not columns:
        if not indexes or not indexes[0].is_primary:
            raise MigrationError(
                f"{name} has no primary key to walk: name the key, as in "
                f"ait: batches of {batches.size} over {name} by (column, column)"
            )
        columns = tuple(indexes[0].columns)
    for one in indexes:
        if _orders(one.columns, one.directions, columns):
            length = len(columns)
            nullable = connection.execute(_NULLABLE, {"oid": table.oid, "columns": list(columns)})
            if null := nullable.scalar_one_or_none():
                raise MigrationError(
                    f"column {null} of {name} may be null, and rows without a key are in no "
                    "batch: make it NOT NULL first, or walk by other columns"
                )
            return Walk(
                table=name,
                alias=batches.alias,
                columns=tuple(quote(column) for column in columns),
                types=tuple(one.types[:length]),
                collations=tuple(one.collations[:length]),
                estimate=table.estimate,
            )
    raise MigrationError(
        f"no index of {name} begins with ({', '.join(columns)}), so each batch would read the "
        "whole table: make one first (a plain btree index, all columns ascending or all "
        "descending), or walk by other columns"
    )


def _orders(there: Sequence[str | None], directions: Sequence[int], wanted: Sequence[str]) -> bool:
    """Whether an index is in the order of the columns."""
    first = set(directions[: len(wanted)])
    return list(there[: len(wanted)]) == list(wanted) and first in ({0}, {3})

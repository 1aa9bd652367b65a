"""What the tables of a database hold, so that before and after can be compared.

Each value is taken for a hash of its text, NULL for None: little to carry,
and enough to tell whether rows survived, column by column. A table is known
by its oid and a column by its number, whatever they are called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import text

from ait_postgres.migrate.model import Key
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

#: A row: one hash a column, in the order of the columns.
Row: TypeAlias = tuple[int | None, ...]

# What a value's text is made of besides its type's name: an enum's labels and a composite's
# attributes, also beneath an array or a domain. 16384 is FirstNormalObjectId.
_COLUMNS: Final = text("""
SELECT c.oid::int8 AS oid, n.nspname::text AS schema,
       CASE WHEN n.oid = to_regnamespace(quote_ident(current_schema())) THEN '' ELSE n.nspname END
         AS known_as,
       c.relname::text AS table, c.relkind::text AS form, a.attnum AS number,
       a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e
             WHERE e.enumtypid IN (t.oid, t.typelem, t.typbasetype)
             ORDER BY e.enumsortorder) AS labels,
       ARRAY(SELECT format_type(p.atttypid, p.atttypmod) FROM pg_type r
             JOIN pg_attribute p ON p.attrelid = r.typrelid
             WHERE r.oid IN (t.oid, t.typelem, t.typbasetype) AND r.typrelid <> 0
               AND p.attnum > 0 AND NOT p.attisdropped
             ORDER BY p.attnum) AS attributes,
       a.attgenerated <> '' AS generated,
       ARRAY(SELECT h.inhparent::int8 FROM pg_inherits h WHERE h.inhrelid = c.oid
             ORDER BY h.inhseqno) AS parents
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
ORDER BY c.oid, a.attnum
""")


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column, as far as it matters for its values.

    Attributes:
        name: Its name.
        type: With its modifiers.
        labels: Of an enum, in order.
        attributes: Types of a composite's attributes.
        generated: Whether its values follow from others.
    """

    name: str
    type: str
    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    generated: bool

    def same_text(self, later: StoredColumn) -> bool:
        """Whether a value kept until `later` has the same text then."""
        return (
            self.type == later.type
            and set(self.labels) <= set(later.labels)
            and self.attributes == later.attributes
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """A table and its own rows, those of its children and partitions not among them.

    Attributes:
        key: What it is called.
        ordinary: Whether it can have rows of its own: it is not partitioned.
        parents: Oids of the tables that it inherits from or is a partition of.
        columns: By number, in order.
        rows: In no order.
    """

    key: Key
    ordinary: bool
    parents: tuple[int, ...]
    columns: Mapping[int, StoredColumn]
    rows: tuple[Row, ...]

    def column_key(self, number: int) -> Key:
        """What a column is called."""
        return Key("column", self.key.schema, self.key.name, self.columns[number].name)


def read_contents(connection: Connection) -> dict[int, Contents]:
    """Every table by its oid, with its rows."""
    tables: dict[int, tuple[Key, bool, tuple[int, ...], dict[int, StoredColumn]]] = {}
    queries: list[str] = []
    for oid, group in groupby(connection.execute(_COLUMNS).all(), lambda row: row.oid):
        rows = list(group)
        columns = {
            row.number: StoredColumn(
                row.name, row.type, tuple(row.labels), tuple(row.attributes), row.generated
            )
            for row in rows
            if row.number is not None
        }
        first = rows[0]
        key = Key("table", first.known_as, first.table)
        tables[oid] = key, first.form == "r", tuple(first.parents), columns
        if first.form == "r":
            queries.append(_query(oid, qualified(first.schema, first.table), columns))
    found: dict[int, list[Row]] = {oid: [] for oid in tables}
    # A hundred tables a query: 3,000 tables in 30 round trips instead of as many as they are.
    for start in range(0, len(queries), 100):
        for oid, values in connection.exec_driver_sql(
            "\nUNION ALL ".join(queries[start : start + 100]),
            execution_options={"no_parameters": True},
        ):
            found[oid].append(tuple(values))
    return {
        oid: Contents(key, ordinary, parents, columns, tuple(found[oid]))
        for oid, (key, ordinary, parents, columns) in tables.items()
    }


def above(tables: Mapping[int, Contents], oid: int) -> set[int]:
    """The tables that one inherits from, and theirs."""
    found: set[int] = set()
    left = [oid]
    while left:
        parents = {one for one in tables[left.pop()].parents if one in tables} - found
        found |= parents
        left += parents
    return found


def gathered(tables: Mapping[int, Contents], oid: int, without: Collection[int] = ()) -> Contents:
    """A table with the rows of its children and partitions, as a SELECT shows them.

    Args:
        tables: All of them.
        oid: Which one.
        without: Children whose rows are left out.
    """
    whole = tables[oid]
    names = [column.name for column in whole.columns.values()]
    rows = list(whole.rows)
    for other, child in tables.items():
        if child.rows and other not in without and oid in above(tables, other):
            places = {column.name: place for place, column in enumerate(child.columns.values())}
            rows += [tuple(row[places[name]] for name in names) for row in child.rows]
    return replace(whole, rows=tuple(rows))


def _query(oid: int, table: str, columns: Mapping[int, StoredColumn]) -> str:
    hashes = ", ".join(
        "NULL"
        if column.generated
        else f'hashtextextended({quote(column.name)}::text COLLATE "C", 0)'
        for column in columns.values()
    )
    return f"SELECT {oid}::int8, ARRAY[{hashes}]::int8[] FROM ONLY {table}"  # noqa: S608 - quoted names

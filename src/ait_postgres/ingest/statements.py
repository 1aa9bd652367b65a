"""The SQL of an upsert, composed from a table's own columns.

The rows to store are a relation `s`: a staging table, or a VALUES list where
they are few. Where rows differ in the columns they have, `s` carries a mask of
one bit a column of the table: a set bit says that the row lacks that column,
which then keeps its value, or on insert takes its default.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, LiteralString

from psycopg import sql
from sqlalchemy import Column, DefaultClause, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import TextClause

from ait_postgres.ingest.copy import FORMAT
from ait_postgres.ingest.version import column_of, not_older

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # its stub lacks types
#: The column that holds a row's mask.
MASK = "absent$"
_MASK = sql.Identifier(MASK)
_STAGE = sql.Identifier("pg_temp", "ingest_stage")
_COMMA = sql.SQL(", ")
#: Merged, not replaced: a poor shape's remainder erases nothing of a rich one's.
_MERGED = "remainder"
#: What a model says of a jsonb column that is merged too, and holds no null member:
#: null removes the member, as it clears a column.
MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Statements:
    """An upsert's statements; `update` is None where the key is all there is."""

    insert: str
    update: str | None


@dataclass(frozen=True, slots=True)
class Staging:
    """The statements around a staging table: every column of the target, and a mask."""

    create: str
    copy: sql.Composed
    drop: str


@lru_cache(maxsize=512)
def staging(table: Table) -> Staging:
    """Compose the statements that stage a table's rows."""
    shape = _Shape(table, _names(table), _names(table))
    create = sql.SQL(
        "CREATE TEMPORARY TABLE ingest_stage ON COMMIT DROP AS"
        " SELECT {}, NULL::{} AS {} FROM {} WITH NO DATA"
    ).format(shape.names(), shape.mask, _MASK, shape.target)
    copy = sql.SQL("COPY {} ({}) FROM STDIN {}")
    return Staging(
        create=_text(create),
        copy=copy.format(_STAGE, shape.names(masked=True), FORMAT),
        drop=_text(sql.SQL("DROP TABLE {}").format(_STAGE)),
    )


def withdrawal(table: Table, rows: int) -> str:
    """Compose what takes so many staged rows back, by their keys."""
    shape = _Shape(table, [column.name for column in table.primary_key], ())
    return _text(
        sql.SQL("DELETE FROM {} AS t USING {} WHERE {}").format(
            _STAGE, shape.values(rows), shape.same("t", "s")
        )
    )


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def mask(table: Table, present: Collection[str]) -> str:
    """Write the mask of a row that has these columns."""
    return "".join(["0" if name in present else "1" for name in _names(table)])


@lru_cache(maxsize=512)
def statements(
    table: Table,
    columns: tuple[str, ...],
    sometimes: tuple[str, ...],
    version: str | None,
    few: int | None,
) -> Statements:
    """Compose the statements for rows of these columns.

    Args:
        table: The target.
        columns: What the rows hold, key included.
        sometimes: Those of them that some rows lack.
        version: The column that orders versions of a row, or None.
        few: How many rows stand in a VALUES list, or None for a staging table.
    """
    shape = _Shape(table, columns, sometimes)
    source = shape.values(few) if few else sql.SQL("{} AS s").format(_STAGE)
    return Statements(
        insert=_text(shape.insert(source)),
        update=_text(shape.update(source, version)) if shape.data else None,
    )


def merged_columns(table: Table) -> frozenset[str]:
    """Name the jsonb columns whose stored members stay where a row does not speak of them."""
    return frozenset(c.name for c in table.columns if c.name == _MERGED or MEMBERS in c.info)


def _text(query: sql.Composed) -> str:
    return query.as_string()


class _Shape:
    """A table and the columns of the rows at hand, able to write each clause about them."""

    def __init__(self, table: Table, columns: Sequence[str], sometimes: Sequence[str]) -> None:
        self.table = table
        self.target = sql.Identifier(*filter(None, (table.schema, table.name)))
        self.columns = [table.columns[name] for name in columns]
        self.key = [column.name for column in table.primary_key]
        self.data = [name for name in columns if name not in self.key]
        place = {name: n for n, name in enumerate(_names(table))}
        self.bits = {name: place[name] for name in sometimes}
        self.mask = sql.SQL("bit({})").format(sql.Literal(len(place)))
        self.members = frozenset(c.name for c in self.columns if MEMBERS in c.info)

    def names(self, *, masked: bool = False) -> sql.Composed:
        names = [sql.Identifier(column.name) for column in self.columns]
        return _COMMA.join([*names, _MASK] if masked and self.bits else names)

    def values(self, rows: int) -> sql.Composed:
        """A VALUES list of placeholders; the first row's casts give the columns their types."""
        casts = [sql.SQL("%s::{}").format(_type(column)) for column in self.columns]
        if self.bits:
            casts.append(sql.SQL("%s::{}").format(self.mask))
        plain = _COMMA.join([sql.SQL("%s")] * len(casts))
        lines = [sql.SQL("({})").format(_COMMA.join(casts))]
        lines += [sql.SQL("({})").format(plain)] * (rows - 1)
        return sql.SQL("(VALUES {}) AS s ({})").format(_COMMA.join(lines), self.names(masked=True))

    def insert(self, source: sql.Composed) -> sql.Composed:
        return sql.SQL(
            "INSERT INTO {target} ({names}) SELECT {values} FROM {source}"
            " WHERE NOT EXISTS (SELECT FROM {target} AS t WHERE {same})"
            " ORDER BY {key} ON CONFLICT ({target_key}) DO NOTHING"
        ).format(
            target=self.target,
            names=self.names(),
            values=_COMMA.join([self._first(column) for column in self.columns]),
            source=source,
            same=self.same("t", "s"),
            key=_COMMA.join([sql.Identifier("s", name) for name in self.key]),
            target_key=_COMMA.join([sql.Identifier(name) for name in self.key]),
        )

    def update(self, source: sql.Composed, version: str | None) -> sql.Composed:
        """Lock what changes in key order, with its new values read under the lock; then write."""
        fresh = [sql.SQL("{} AS {}").format(self._next(n), sql.Identifier(n)) for n in self.data]
        return sql.SQL(
            "WITH changed AS MATERIALIZED (SELECT {key}, {fresh} FROM {source}"
            " JOIN {target} AS t ON {same} WHERE ({old}) IS DISTINCT FROM ({new}){newer}"
            " ORDER BY {key} FOR NO KEY UPDATE OF t)"
            " UPDATE {target} AS t SET {sets} FROM changed AS c WHERE {locked}"
        ).format(
            key=_COMMA.join([sql.Identifier("t", name) for name in self.key]),
            fresh=_COMMA.join(fresh),
            source=source,
            target=self.target,
            same=self.same("t", "s"),
            old=_COMMA.join([sql.Identifier("t", name) for name in self.data]),
            new=_COMMA.join([self._next(name) for name in self.data]),
            newer=self._not_older(version),
            sets=_COMMA.join([_is("{} = {}", (n,), ("c", n)) for n in self.data]),
            locked=self.same("t", "c"),
        )

    def _not_older(self, version: str | None) -> sql.Composable:
        if version is None or column_of(version) not in self.data:
            return sql.SQL("")
        return sql.SQL(" AND {}").format(not_older(self.table, version, "s", "t"))

    def same(self, left: str, right: str) -> sql.Composed:
        return sql.SQL(" AND ").join([_is("{} = {}", (left, n), (right, n)) for n in self.key])

    def _first(self, column: Column[object]) -> sql.Composable:
        """What an insert stores: the value, or where the row lacks it the column's default."""
        value = sql.Identifier("s", column.name)
        if column.name in self.members:
            return _without_nulls(value)
        default = _default(column)
        if column.name not in self.bits or default is None:
            return value
        return sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(
            self._lacks(column.name), default, value
        )

    def _next(self, name: str) -> sql.Composable:
        """What an update stores: the value, or where the row lacks it the one that is there."""
        new, old = sql.Identifier("s", name), sql.Identifier("t", name)
        if name == _MERGED or name in self.members:
            both = sql.SQL("coalesce({1} || {0}, {0}, {1})").format(new, old)
            return _without_nulls(both) if name in self.members else both
        if name not in self.bits:
            return new
        return sql.SQL("CASE WHEN {} THEN {} ELSE {} END").format(self._lacks(name), old, new)

    def _lacks(self, name: str) -> sql.Composed:
        return sql.SQL("get_bit(s.{}, {}) = 1").format(_MASK, sql.Literal(self.bits[name]))


def _without_nulls(members: sql.Composable) -> sql.Composed:
    # jsonb_strip_nulls would reach into the members too.
    return sql.SQL(
        "CASE WHEN {0} IS NOT NULL THEN (SELECT coalesce(jsonb_object_agg(key, value), '{{}}')"
        " FROM jsonb_each({0}) WHERE value <> 'null') END"
    ).format(members)


def _is(pattern: LiteralString, left: tuple[str, ...], right: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(pattern).format(sql.Identifier(*left), sql.Identifier(*right))


def _type(column: Column[object]) -> sql.Composable:
    # The type's own DDL, as SQLAlchemy writes it in CREATE TABLE: of the model, not of a payload.
    return sql.SQL(_trusted(column.type.compile(dialect=_DIALECT)))


def _trusted(ddl: str) -> LiteralString:
    return ddl  # pyright: ignore[reportReturnType]  # from the models' source, not from input


def _default(column: Column[object]) -> sql.Composable | None:
    default = column.server_default
    if not isinstance(default, DefaultClause):
        return None
    text = default.arg.text if isinstance(default.arg, TextClause) else str(default.arg)
    return sql.SQL("({})").format(sql.SQL(_trusted(text)))

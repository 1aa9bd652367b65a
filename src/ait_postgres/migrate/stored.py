"""What migrations left stored, as the SQL that stores it again: rows, and where sequences are.

Values are told as text, with settings that any session reads the same. What
comes out otherwise each time (a UUID, the time) is left to its default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Engine

#: Of one table; more are no part of a schema.
ROWS: Final = 1000

_SETTINGS: Final = text("""
SELECT set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
       set_config('timezone', 'UTC', true), set_config('extra_float_digits', '1', true),
       set_config('bytea_output', 'hex', true)
""")
_RELATIONS: Final = text("""
SELECT c.oid::int8 AS oid, CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname::text END,
       c.relname::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = CAST(:kind AS "char") AND n.nspname <> 'information_schema'
  AND n.nspname NOT LIKE 'pg\\_%'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                  AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 2, 3
""")
_COLUMNS: Final = text("""
SELECT attname::text, atthasdef OR attidentity <> '' FROM pg_attribute
WHERE attrelid = CAST(:oid AS oid) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
""")
_START: Final = text("SELECT seqstart FROM pg_sequence WHERE seqrelid = CAST(:oid AS oid)")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, in the order in which they are stored.

    Attributes:
        columns: Each with whether it has a default; those that are computed left out.
        rows: Each value as a constant of SQL, or NULL.
    """

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """All rows, and the sequences that are not where they began.

    Attributes:
        tables: Those with rows; a partition's or a child's are its own.
        sequences: The last value of each, and whether it was given out.
    """

    tables: Mapping[Key, Table]
    sequences: Mapping[Key, tuple[int, bool]]

    def statements(self) -> Iterator[str]:
        """What stores it where nothing is stored."""
        for key, table in self.tables.items():
            yield from _inserts(key, table)
        for key, (last, given_out) in self.sequences.items():
            yield f"SELECT setval({literal(named(key))}, {last}, {str(given_out).lower()})"


def read_stored(engine: Engine) -> Stored:
    """Read what a scratch database holds.

    Raises:
        MigrationError: A table holds too many rows.
    """
    tables: dict[Key, Table] = {}
    sequences: dict[Key, tuple[int, bool]] = {}
    with engine.begin() as connection:
        connection.execute(_SETTINGS)
        for oid, schema, name in connection.execute(_RELATIONS, {"kind": "r"}).all():
            if table := _table(connection, oid, Key("table", schema, name)):
                tables[Key("table", schema, name)] = table
        for oid, schema, name in connection.execute(_RELATIONS, {"kind": "S"}).all():
            key = Key("sequence", schema, name)
            start = connection.execute(_START, {"oid": oid}).scalar_one()
            last, given_out = connection.exec_driver_sql(
                f"SELECT last_value, is_called FROM {named(key)}"  # noqa: S608 - quoted
            ).one()
            if (last, given_out) != (start, False):
                sequences[key] = (last, given_out)
    return Stored(tables, sequences)


def steady(one: Stored, other: Stored) -> Stored:
    """What is the same in two replays; the rest must have a default.

    Raises:
        MigrationError: A value without a default is another one each time.
    """
    tables: dict[Key, Table] = {}
    for key, table in one.tables.items():
        again = other.tables.get(key)
        if again is None or len(again.rows) != len(table.rows):
            raise MigrationError(f"{key}: its rows are others each time the migrations are run")
        pairs = list(zip(table.rows, again.rows, strict=True))
        kept: list[int] = []
        for place, (column, has_default) in enumerate(table.columns):
            if all(row[place] == same[place] for row, same in pairs):
                kept.append(place)
            elif not has_default:
                raise MigrationError(
                    f"column {named(key)}.{quote(column)}: its values are others each time the "
                    "migrations are run, and no default makes them"
                )
        tables[key] = _only(table, kept)
    return Stored(tables, one.sequences)


def like(found: Stored, wanted: Stored) -> str | None:
    """Where something is stored otherwise than wanted, in the columns that are wanted; or None."""
    for key in [*wanted.tables, *found.tables]:
        table, other = wanted.tables.get(key), found.tables.get(key)
        if table is None or other is None:
            return f"{key}: its rows"
        places = [other.columns.index(column) for column in table.columns]
        if _only(other, places) != table:
            return f"{key}: its rows"
    if found.sequences != wanted.sequences:
        return "the sequences' values"
    return None


def _only(table: Table, places: list[int]) -> Table:
    return Table(
        tuple(table.columns[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in table.rows),
    )


def _table(connection: Connection, oid: int, key: Key) -> Table | None:
    columns = tuple((name, bool(d)) for name, d in connection.execute(_COLUMNS, {"oid": oid}))
    values = ", ".join(f"{quote(name)}::text" for name, _ in columns)
    rows = connection.exec_driver_sql(
        f"SELECT {values} FROM ONLY {named(key)} ORDER BY ctid LIMIT {ROWS + 1}",  # noqa: S608 - quoted
        execution_options={"no_parameters": True},
    ).all()
    if len(rows) > ROWS:
        raise MigrationError(
            f"{key} holds more than {ROWS:,} rows after the migrations: they would be lost; leave "
            "the migration that puts them there out of the squash with --to"
        )
    if not rows:
        return None
    return Table(
        columns,
        tuple(tuple("NULL" if v is None else literal(str(v)) for v in row) for row in rows),
    )


def _inserts(key: Key, table: Table) -> Iterator[str]:
    if not table.columns:
        yield from [f"INSERT INTO {named(key)} DEFAULT VALUES"] * len(table.rows)
        return
    columns = ", ".join(quote(name) for name, _ in table.columns)
    rows = ",\n    ".join(f"({', '.join(row)})" for row in table.rows)
    # An identity column takes a value only so; to others the words mean nothing.
    yield f"INSERT INTO {named(key)} ({columns}) OVERRIDING SYSTEM VALUE VALUES\n    {rows}"


__all__ = ["ROWS", "Stored", "like", "read_stored", "steady"]

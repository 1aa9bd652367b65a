"""What a live database holds, as far as it decides how an adoption goes.

One read of each table that is looked into; nothing is locked but by reading,
and nothing is changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.migrate.adopt.arrange import becomes_required
from ait_postgres.migrate.diff.conversion import conversion
from ait_postgres.migrate.diff.state import Side
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.model import Column, Key, Table
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.adopt.known import Known
    from ait_postgres.migrate.model import Catalogue

_READ_ONLY: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
_UTC: Final = text("SELECT set_config('TimeZone', 'UTC', true)")
_SIZES: Final = text("""
SELECT name, greatest(c.reltuples, 0)::int8 AS rows, pg_table_size(c.oid) AS bytes,
       pg_indexes_size(c.oid) AS index_bytes
FROM unnest(CAST(:names AS text[])) AS name JOIN pg_class c ON c.oid = to_regclass(name)
""")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What is there of one table.

    Attributes:
        rows: How many; counted where the table was read, else PostgreSQL's estimate.
        counted: Whether they were counted.
        bytes: Of the table, without its indexes.
        index_bytes: Of its indexes.
        filled: By column: how many NULLs are given a value.
        emptied: By column: how many values are nothing in the new type, such
            as JSON's null.
        obstacles: What cannot be taken over as it is, one line each.
    """

    rows: int
    counted: bool
    bytes: int
    index_bytes: int
    filled: Mapping[str, int]
    emptied: Mapping[str, int]
    obstacles: tuple[str, ...]


class _Size(NamedTuple):
    name: str
    rows: int
    bytes: int
    index_bytes: int


class _Question(NamedTuple):
    kind: str  # filled, emptied, null or long
    column: str
    condition: str
    said: str = ""


def look(
    engine: Engine, old: Catalogue, new: Catalogue, known: Known, tables: Sequence[Key]
) -> dict[Key, TableFacts]:
    """Count what has to be known before anything is changed.

    Args:
        engine: The live database.
        old: Its catalogue.
        new: What is wanted.
        known: What the project knows.
        tables: Those to tell of; what is not there is left out.
    """
    names = {key: named(key) for key in tables if key in old.by_key}
    with engine.begin() as connection:
        connection.execute(_READ_ONLY)
        connection.execute(_UTC)
        sizes = connection.execute(_SIZES, {"names": list(names.values())})
        by_name = {row.name: _Size(*row) for row in sizes}
        asked = _questions(old, new, known)
        return {
            key: _facts(connection, name, by_name[name], asked.get(key, []))
            for key, name in names.items()
            if name in by_name
        }


def _questions(old: Catalogue, new: Catalogue, known: Known) -> dict[Key, list[_Question]]:
    found: defaultdict[Key, list[_Question]] = defaultdict(list)
    before, after = Side(old), Side(new)
    for key, column in old.by_key.items():
        wanted = new.by_key.get(key)
        if not isinstance(column, Column) or not isinstance(wanted, Column):
            continue
        table = Key("table", key.schema, key.name)
        if not isinstance(old.by_key.get(table), Table):
            continue
        if becomes_required(key, old, new):
            found[table].append(_of_null(wanted, known))
        if column.type != wanted.type:
            using = known.using.get(key) or _conversion(column, wanted, before, after)
            found[table] += _of_type(column, wanted, using)
    return found


def _of_null(column: Column, known: Known) -> _Question:
    null = f"{quote(column.name)} IS NULL"
    if column.key in known.fills:
        return _Question("filled", column.name, null)
    return _Question("null", column.name, null, "NULL, and the column becomes NOT NULL")


def _conversion(old: Column, new: Column, before: Side, after: Side) -> str | None:
    return conversion(quote(new.name), old.type, new.type, before=before, after=after).using


def _of_type(old: Column, new: Column, using: str | None) -> Iterator[_Question]:
    name = quote(new.name)
    limit = re.fullmatch(r"character(?: varying)?\((\d+)\)", new.type)
    if limit and old.type.startswith(("character", "text")):
        long = f"longer than {limit[1]} characters"
        yield _Question("long", new.name, f"char_length({name}) > {limit[1]}", long)
    if using and not using.endswith("AT TIME ZONE 'UTC'"):
        yield _Question("emptied", new.name, f"{name} IS NOT NULL AND ({using}) IS NULL")


def _facts(
    connection: Connection,
    name: str,
    size: _Size,
    questions: Sequence[_Question],
) -> TableFacts:
    counts, obstacles = _asked(connection, name, questions)
    by_kind: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for question, count in counts.items():
        if count and question.said:
            values = "1 value is" if count == 1 else f"{count:,} values are"
            obstacles.append(f"{name}.{quote(question.column)}: {values} {question.said}")
        elif count:
            by_kind[question.kind][question.column] = count
    rows = counts.get(_ALL)
    return TableFacts(
        rows=size.rows if rows is None else rows,
        counted=rows is not None,
        bytes=size.bytes,
        index_bytes=size.index_bytes,
        filled=by_kind["filled"],
        emptied=by_kind["emptied"],
        obstacles=tuple(obstacles),
    )


_ALL: Final = _Question("all", "", "true")


def _asked(
    connection: Connection, name: str, questions: Sequence[_Question]
) -> tuple[dict[_Question, int], list[str]]:
    """All in one read; one by one where a value of one of them cannot be converted."""
    if not questions:
        return {}, []
    try:
        return _counts(connection, name, [_ALL, *questions]), []
    except DBAPIError as error:
        if len(questions) == 1:
            said = describe_failure(error, name).text
            return {}, [f"{name}.{quote(questions[0].column)}: a value cannot be converted: {said}"]
    found: dict[_Question, int] = {}
    obstacles: list[str] = []
    for question in questions:
        counts, failed = _asked(connection, name, [question])
        found |= counts
        obstacles += failed
    return found, obstacles


def _counts(
    connection: Connection, name: str, questions: Sequence[_Question]
) -> dict[_Question, int]:
    columns = ", ".join(f"count(*) FILTER (WHERE {one.condition})" for one in questions)
    with connection.begin_nested():
        row = connection.exec_driver_sql(
            f"SELECT {columns} FROM {name}", execution_options={"no_parameters": True}
        ).one()
    return dict(zip(questions, row, strict=True))


__all__ = ["TableFacts", "look"]

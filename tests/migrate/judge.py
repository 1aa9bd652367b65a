"""The judge of a plan: by what it does to a database, never by how its SQL reads.

The plan is run as psql would run it, each statement by itself. Then the result is
compared with a freshly built wanted state, through ``pg_dump`` and not through our own
reading of the catalogue.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from ait_postgres import embedded
from ait_postgres.errors import AitPostgresError
from ait_postgres.migrate import between, read_catalogue
from ait_postgres.migrate.decisions import Decisions, ask
from ait_postgres.migrate.diff import diff

if TYPE_CHECKING:
    from sqlalchemy import URL
    from tests.migrate.pair import Pair

    from ait_postgres.migrate import Catalogue

    Connection = psycopg.Connection[tuple[object, ...]]


def plan_between(old: URL, wanted: Catalogue, pair: Pair) -> list[str]:
    """What the tool prints, given the pair's answers: the one place that knows the engine."""
    decisions = Decisions(
        renames=pair.renames,
        losses=tuple(loss.replace(" ", ":", 1) for loss in pair.loses),
        # Values of a type may be lost by any column of it.
        any_loss=pair.back or any(loss.startswith("type ") for loss in pair.loses),
    )
    engine = create_engine(old, poolclass=NullPool)
    try:
        renames, first, renamed = between._renamed(engine, catalogue(old), wanted, decisions)
        steps = (*first, *diff(renamed, wanted))
        ask(renamed, wanted, steps, decisions, renames)
    except AitPostgresError as error:
        raise Failure(f"the tool gives up: {error}") from error
    return [step.sql for step in steps]


def catalogue(url: URL) -> Catalogue:
    """All that the tool reads of a database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return read_catalogue(connection, schemas=None, dependencies=True)


def connect(url: URL) -> Connection:
    """A connection as psql has it: each statement is a transaction."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    # Neither the judge's zone nor one that hides a conversion: UTC is what rows are printed in.
    return psycopg.connect(address, autocommit=True)


def build(url: URL, *texts: str) -> None:
    """Run SQL texts of several statements each."""
    with connect(url) as connection:
        connection.execute("SET client_min_messages = warning")
        for text in texts:
            if text:
                connection.execute(text)  # type: ignore[arg-type]  # a file of ours


class Failure(Exception):
    """What the plan did wrong."""


def judge(old: URL, new: URL, pair: Pair, *, dumped: bool = True) -> None:
    """Run the plan from one database to the other and look at what came of it.

    Args:
        old: Built, with rows.
        new: Built.
        pair: What they are.
        dumped: Whether to ask pg_dump as well, which takes a third of the time.

    Raises:
        Failure: With the statements, and what is wrong with the result.
    """
    wanted = catalogue(new)
    plan = plan_between(old, wanted, pair)
    shown = "".join(f"{statement};\n" for statement in plan)
    if pair.no_change and plan:
        raise Failure(f"statements where nothing changed:\n{shown}")
    before = look(old)
    run(old, plan, shown)
    problems = [*survival(before, look(old), pair), *answers(old, pair)]
    if dumped:
        problems += differences(dump(old), dump(new))
    if again := diff(catalogue(old), wanted):
        problems.append(f"a second diff is not empty: {[step.sql for step in again]}")
    if problems:
        raise Failure("\n".join(problems) + f"\n--- the plan:\n{shown}")


def run(url: URL, plan: list[str], shown: str) -> None:
    """Run the statements, each by itself."""
    with connect(url) as connection:
        connection.execute("SET timezone = 'UTC'; SET client_min_messages = warning")
        for statement in plan:
            try:
                connection.execute(statement)  # type: ignore[arg-type]  # what is judged
            except psycopg.Error as error:
                raise Failure(
                    f"{type(error).__name__}: {error}\nin: {statement}\n--- the plan:\n{shown}"
                ) from None


@dataclass(frozen=True)
class Column:
    """A column that holds values of its own."""

    number: int
    name: str
    type: str


@dataclass(frozen=True)
class Table:
    """A table as it was found: who it is, and its rows as text."""

    schema: str
    name: str
    oid: int
    columns: tuple[Column, ...]
    count: int
    rows: dict[str, Counter[object]]  # by column


# A composite value prints otherwise once its type has another attribute: that is for `expect`.
_COLUMNS = """
SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND t.typtype <> 'c' AND e.typtype IS DISTINCT FROM 'c'
"""


def look(url: URL) -> dict[tuple[str, str], Table]:
    """The tables of a database by name, with their rows."""
    found = {}
    with connect(url) as connection:
        connection.execute("SET timezone = 'UTC'")
        tables = connection.execute(
            "SELECT n.nspname, c.relname, c.oid::int8, c.relkind FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'"
            # What a foreign-data wrapper of the pairs would read, nobody has.
            " AND NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) t"
            "                 JOIN pg_class f ON f.oid = t.relid WHERE f.relkind = 'f')"
        ).fetchall()
        for schema, name, oid, kind in tables:
            columns = tuple(Column(*row) for row in connection.execute(_COLUMNS, [oid]))
            relation = sql.Identifier(schema, name)
            rows = connection.execute(
                sql.SQL("SELECT {} FROM {} {}").format(
                    sql.SQL(", ").join(
                        [sql.SQL("{}::text").format(sql.Identifier(each.name)) for each in columns]
                    ),
                    sql.SQL("ONLY" if kind == "r" else ""),
                    relation,
                )
            ).fetchall()
            values = {
                each.name: Counter(row[place] for row in rows) for place, each in enumerate(columns)
            }
            found[schema, name] = Table(schema, name, oid, columns, len(rows), values)
    return found


def survival(
    before: dict[tuple[str, str], Table], after: dict[tuple[str, str], Table], pair: Pair
) -> list[str]:
    """What became of the tables that both states have."""
    problems = []
    for (schema, name), table in before.items():
        path = f"{schema}.{name}"
        new = after.get(renamed(pair, schema, name))
        if new is None:
            continue
        if f"table {path}" in pair.loses:
            continue
        if new.oid != table.oid and path not in pair.rebuilds:
            problems.append(f"{path} is another table: its oid is new")
        if new.count != table.count and path not in pair.loses_rows:
            problems.append(f"{path} had {table.count} rows and has {new.count}")
            continue
        problems += kept(table, new, pair)
    return problems


def kept(table: Table, new: Table, pair: Pair) -> list[str]:
    """The columns that lost or changed values; one whose type changes is for `expect`."""
    path = f"{table.schema}.{table.name}"
    types = {each.name: each.type for each in new.columns}
    problems = []
    for column in table.columns:
        hint = next((h for h in pair.renames if h.startswith(f"column:{path}.{column.name}=")), "=")
        name = hint.partition("=")[2] or column.name
        lost = f"column {path}.{column.name}" in pair.loses or path in pair.loses_rows
        follows = any(hint.startswith("enum_value:") for hint in pair.renames)
        if types.get(name) != column.type or lost or follows:
            continue
        if table.rows[column.name] != new.rows[name]:
            problems.append(f"{path}.{column.name} held other values")
    return problems


def renamed(pair: Pair, schema: str, name: str) -> tuple[str, str]:
    """Where a table of the old state is in the new one."""
    for hint in pair.renames:
        kind, _, names = hint.partition(":")
        old, _, new = names.partition("=")
        if kind == "table" and old == f"{schema}.{name}":
            name = new
            break
    for hint in pair.renames:
        if hint.startswith(f"schema:{schema}="):
            schema = hint.partition("=")[2]
            break
    return schema, name


def answers(url: URL, pair: Pair) -> list[str]:
    """The queries that do not give the rows they should."""
    problems = []
    with connect(url) as connection:
        connection.execute("SET timezone = 'UTC'")
        for question in pair.expect:
            try:
                cursor = connection.execute(question.sql)  # type: ignore[arg-type]
            except psycopg.Error as error:
                problems.append(f"{question.sql} fails: {error}")
                continue
            result = cursor.pgresult
            rows = tuple(
                " | ".join(
                    "NULL" if value is None else value.decode()
                    for value in (result.get_value(row, column) for column in range(result.nfields))
                )
                for row in range(result.ntuples)
            )
            if rows != question.rows:
                problems.append(f"{question.sql} gives {rows}, not {question.rows}")
    return problems


def dump(url: URL) -> list[str]:
    """What pg_dump says of a database, one text an object, comparable."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(
        [embedded.binaries() / "pg_dump", "--schema-only", address],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise Failure(f"pg_dump: {done.stderr}")
    return normalised(done.stdout)


def normalised(text: str) -> list[str]:
    r"""A dump as a sorted list of objects.

    Harmless, and so not told apart: the order of objects, which follows their age;
    the order of columns of a table, which the tool leaves alone; the order of grants and
    of storage parameters; and ``\restrict``, whose key is random.
    """
    objects = []
    for part in re.split(r"^--\n-- (?=Name: )", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n--\n")
        kind = re.search(r"; Type: ([A-Z ]+);", head)
        lines = [
            re.sub(r"(?<=^WITH \().*(?=\))", _in_order, line.rstrip())
            for line in body.splitlines()
            if line.strip() and not re.match(r"SET |\\|-- PostgreSQL|--$", line)
        ]
        if kind and kind[1] in {"TABLE", "ACL", "FOREIGN TABLE"}:
            lines = sorted(line.removesuffix(",") for line in lines)
        objects.append("\n".join([re.sub(r"; Owner: .*", "", head), *lines]))
    return sorted(objects)


def _in_order(options: re.Match[str]) -> str:
    return ", ".join(sorted(options[0].split(", ")))


def differences(found: list[str], wanted: list[str]) -> list[str]:
    """The objects of the dumps that differ."""
    there, asked = Counter(found), Counter(wanted)
    return [f"in the dump, but not wanted: {one}" for one in (there - asked).elements()] + [
        f"wanted, but not in the dump: {one}" for one in (asked - there).elements()
    ]

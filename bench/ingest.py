"""Ingest beside a hand-written COPY with ON CONFLICT, and beside SQLAlchemy's bulk upsert.

Ours starts from parsed JSON: it maps, validates, and writes what changed. The
peers start from finished rows, so that they do neither; their JSON is dumped by
orjson too. All three write the same columns of the same table.
"""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb, set_json_dumps
from sqlalchemy import Engine, Table, text
from sqlalchemy.dialects.postgresql import JSONB, insert

from ait_postgres.ingest import ENTITIES, ingest

from .payloads import pull_requests, slack_messages
from .server import database
from .timing import seconds, show

SHAPES: dict[str, tuple[Callable[..., list[dict[str, Any]]], int]] = {
    "slack_message": (slack_messages, 100_000),
    "github_pull_request": (pull_requests, 20_000),
}


class Rows:
    """Finished rows of a table, as a hand-written script would hold them."""

    def __init__(self, name: str, payloads: list[dict[str, Any]]) -> None:
        entity = ENTITIES[name]
        self.table: Table = entity.table
        self.rows = [dict(entity.map(payload, {})) for payload in payloads]
        present = set[str]().union(*self.rows)
        self.columns = [c for c in self.table.columns if c.name in present]
        self.names = [c.name for c in self.columns]
        self.key = [c.name for c in self.table.primary_key]
        self.json = {c.name for c in self.columns if isinstance(c.type, JSONB)}

    def tuples(self) -> Sequence[tuple[object, ...]]:
        return [tuple([self._adapted(row, name) for name in self.names]) for row in self.rows]

    def _adapted(self, row: dict[str, Any], name: str) -> object:
        value = row.get(name)
        return Jsonb(value) if name in self.json and value is not None else value


def by_hand(engine: Engine, rows: Rows) -> None:
    """COPY into a temporary table, then one INSERT … ON CONFLICT DO UPDATE."""
    table, names = sql.Identifier(rows.table.name), [sql.Identifier(n) for n in rows.names]
    columns = sql.SQL(", ").join(names)
    key = sql.SQL(", ").join([sql.Identifier(n) for n in rows.key])
    sets = sql.SQL(", ").join([sql.SQL("{0} = excluded.{0}").format(n) for n in names])
    with engine.begin() as connection:
        cursor: psycopg.Cursor[Any] = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]  # an open connection has one
        cursor.execute(
            sql.SQL(
                "CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
            ).format(columns, table)
        )
        with cursor.copy(sql.SQL("COPY stage ({}) FROM STDIN").format(columns)) as copy:
            for row in rows.tuples():
                copy.write_row(row)
        cursor.execute(
            sql.SQL(
                "INSERT INTO {} ({}) SELECT {} FROM stage ON CONFLICT ({}) DO UPDATE SET {}"
            ).format(table, columns, columns, key, sets)
        )


def by_sqlalchemy(engine: Engine, rows: Rows) -> None:
    """`insert().on_conflict_do_update` with a list of rows: executemany, in psycopg's pipeline."""
    statement = insert(rows.table)
    sets = {name: statement.excluded[name] for name in rows.names}
    statement = statement.on_conflict_do_update(index_elements=rows.key, set_=sets)
    with engine.begin() as connection:
        connection.execute(statement, [{n: row.get(n) for n in rows.names} for row in rows.rows])


def main() -> None:
    """Insert, all changed, a tenth changed, nothing changed; WAL beside the time."""
    set_json_dumps(orjson.dumps)
    with database() as engine:
        for name, (make, count) in SHAPES.items():
            _shape(engine, name, make, count)


def _shape(
    engine: Engine, name: str, make: Callable[..., list[dict[str, Any]]], count: int
) -> None:
    states = {
        "insert": make(count),
        "all changed": make(count, 1),
        "10 % changed": _tenth(make, count),
        "unchanged": _tenth(make, count),
    }
    table = ENTITIES[name].table.name
    figures: dict[str, dict[str, tuple[float, float]]] = {}
    for method in ("ours", "by hand", "SQLAlchemy"):
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {table}"))
        figures[method] = {
            state: _measured(engine, method, name, payloads) for state, payloads in states.items()
        }
    lines = []
    for state in states:
        ours, wal = figures["ours"][state]
        hand, hand_wal = figures["by hand"][state]
        orm, _ = figures["SQLAlchemy"][state]
        lines.append(
            (
                state,
                f"{count / ours:,.0f}",
                f"{count / hand:,.0f}",
                f"{count / orm:,.0f}",
                f"{hand / ours:.2f}",
                f"{orm / ours:.2f}",
                f"{wal / 1e6:.1f} / {hand_wal / 1e6:.1f}",
            )
        )
    heads = (
        "state",
        "ours rows/s",
        "by hand",
        "SQLAlchemy",
        "ours/hand",
        "ours/SQLA",
        "WAL MB ours/hand",
    )
    show(f"ingest of {count:,} {name}", heads, lines)


def _tenth(make: Callable[..., list[dict[str, Any]]], count: int) -> list[dict[str, Any]]:
    """Edition 1, but for each tenth payload, which is of edition 2."""
    new = make(count, 2)
    return [new[n] if n % 10 == 0 else old for n, old in enumerate(make(count, 1))]


def _measured(
    engine: Engine, method: str, name: str, payloads: list[dict[str, Any]]
) -> tuple[float, float]:
    """Seconds, and bytes of WAL."""
    rows = Rows(name, payloads) if method != "ours" else None

    def work() -> None:
        if rows is None:
            with engine.begin() as connection:
                ingest(connection, name, payloads)
        elif method == "by hand":
            by_hand(engine, rows)
        else:
            by_sqlalchemy(engine, rows)

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What the state before left to do (hint bits, full pages) is not this one's work.
        connection.execute(text(f"VACUUM {ENTITIES[name].table.name}"))
        connection.execute(text("CHECKPOINT"))
        before = connection.scalar(text("SELECT pg_current_wal_insert_lsn()"))
        elapsed = seconds(work)
        wal = connection.scalar(
            text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), :before)"), {"before": before}
        )
    return elapsed, float(wal or 0)

"""The peers that run in our own process: hand-written COPY, and SQLAlchemy's bulk upsert."""

from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert

from .rows import Rows


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
        connection.execute(statement, rows.dicts())

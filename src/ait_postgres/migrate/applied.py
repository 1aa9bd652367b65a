"""The table of applied migrations: one row a file, written with the file's own transaction.

A file of more than one transaction has its row from the first of them on; until
the last is committed, the row says how far the file is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    extract,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.schema import CreateTable

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.walk import Walked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from ait_postgres.migrate.journal import Migration, Statement

#: Its name. It stands in the first schema of `search_path`, as the tables do.
TABLE: Final = "ait_migrations"

_UNFINISHED: Final = "unfinished"  # the column; tables made before it was have none
_ASIDE: Final = 1_000_000_000  # beyond any file's number, and within an integer
_AT: Final = "applied_at"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_COLUMNS: Final = text("""
SELECT array_agg(attname::text) FROM pg_attribute
WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped
""")
_SCHEMA: Final = text("SELECT current_schema(), current_setting('search_path')")


@dataclass(frozen=True, slots=True)
class Applied:
    """One applied migration, as the database remembers it.

    Attributes:
        number: The NNNN of its name.
        name: `NNNN_name`.
        sha256: The hash of the file that was run.
        applied_at: When its transaction was about to commit.
        duration_ms: What it took, in milliseconds.
        statements: How many statements it ran; 0 if it was only marked as applied.
        server_version: The PostgreSQL that ran it, as `18.4`.
    """

    number: int
    name: str
    sha256: str
    applied_at: dt.datetime
    duration_ms: int
    statements: int
    server_version: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A migration of several transactions, of which some are committed.

    Attributes:
        number: The NNNN of its name.
        name: `NNNN_name`.
        done: The hash of the file up to and with each statement that was run.
        begun: The same of the statement that was begun, and of which no end
            is known: one outside a transaction, or one in batches; None if
            there is none.
        statements: How many statements the file had.
        duration_ms: What it took so far.
        walked: How far the statement is that was begun, if it is in batches.
    """

    number: int
    name: str
    done: tuple[str, ...]
    begun: str | None
    statements: int
    duration_ms: int
    walked: Walked | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What the table holds: whole migrations, and those that are half done, each in order."""

    applied: tuple[Applied, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()


_FACTS: Final = tuple(one.name for one in fields(Applied))


def revert_name(to: int) -> str:
    """What the row of a half done revert is called: like no file."""
    return f"revert_to_{to:04}"


def statement_hashes(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Of each statement a sha256 (hex) of it and of all before it."""
    hashes: list[str] = []
    chain = hashlib.sha256()
    for statement in statements:
        chain.update(statement.sql.encode() + b"\0")
        hashes.append(chain.hexdigest())
    return tuple(hashes)


def current_schema(connection: Connection) -> str:
    """The first schema of `search_path` that exists: where unqualified tables are made.

    Raises:
        MigrationError: None of them exists.
    """
    schema, path = connection.execute(_SCHEMA).one()
    if schema is None:
        raise MigrationError(
            f"no schema of search_path ({path}) exists: create it, or name another"
        )
    return str(schema)


class AppliedTable:
    """The applied table of one schema, always addressed with the schema's name.

    A file may set `search_path`; and on a path of two schemas the second one's
    table is not this one's.
    """

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.table = Table(
            TABLE,
            MetaData(),
            Column("number", Integer, primary_key=True, autoincrement=False),
            Column("name", Text, nullable=False, unique=True),
            Column("sha256", Text, nullable=False),
            Column(_AT, DateTime(timezone=True), nullable=False),
            Column("duration_ms", Integer, nullable=False),
            Column("statements", Integer, nullable=False),
            Column("server_version", Text, nullable=False),
            Column(_UNFINISHED, JSONB(none_as_null=True)),
            schema=schema,
        )
        # A file may set a DateStyle that no driver reads; seconds are seconds.
        self._facts: list[ColumnElement[Any]] = [
            extract("epoch", column) if column.name == _AT else column
            for column in self.table.columns
            if column.name != _UNFINISHED
        ]

    def create(self, connection: Connection) -> None:
        """Make the table if it is not there, or what an older one lacks."""
        columns = self._columns(connection)
        if not columns:
            connection.execute(CreateTable(self.table, if_not_exists=True))
        elif _UNFINISHED not in columns:
            quote = connection.dialect.identifier_preparer
            connection.exec_driver_sql(
                f"ALTER TABLE {quote.format_table(self.table)} ADD COLUMN {_UNFINISHED} jsonb"
            )

    def read(self, connection: Connection) -> tuple[Applied, ...]:
        """Every migration that is applied whole, in order; none if the table is not there."""
        return self.history(connection).applied

    def history(self, connection: Connection) -> History:
        """All that the table holds."""
        there = self._columns(connection)
        if not there:
            return History()
        columns = [*self._facts]
        if _UNFINISHED in there:
            columns.append(self.table.c[_UNFINISHED])
        rows = connection.execute(select(*columns).order_by(self.table.c.number)).all()
        whole: list[Applied] = []
        parts: list[Unfinished] = []
        for row in rows:
            values, unfinished = row[: len(_FACTS)], row[len(_FACTS) :]
            if unfinished and unfinished[0]:
                parts.append(_unfinished(_applied(values), unfinished[0]))
            else:
                whole.append(_applied(values))
        return History(tuple(whole), tuple(parts))

    def add(self, connection: Connection, migration: Migration, duration: float) -> Applied:
        """Remember a migration as applied; `duration` is in seconds."""
        return self._write(connection, migration, duration, len(migration.statements), None)

    def mark(self, connection: Connection, migration: Migration) -> Applied:
        """Remember a migration as applied, though nothing of it was run."""
        return self._write(connection, migration, 0, 0, None)

    def progress(
        self,
        connection: Connection,
        migration: Migration,
        duration: float,
        done: int,
        *,
        begun: bool = False,
        walked: Walked | None = None,
    ) -> None:
        """Remember how far a migration is.

        Args:
            connection: Whose transaction remembers it.
            migration: The migration.
            duration: What it took so far, in seconds.
            done: How many of its statements were run.
            begun: Whether the next one may be run before this is written again.
            walked: How far the next one is, if some of its batches are done.
        """
        hashes = statement_hashes(migration.statements)
        self._write(
            connection,
            migration,
            duration,
            len(migration.statements),
            {
                "done": hashes[:done],
                "begun": hashes[done] if begun or walked else None,
                **({"walked": asdict(walked)} if walked else {}),
            },
        )

    def relabel(self, connection: Connection, found: Mapping[str, Migration]) -> None:
        """Give rows the numbers that their files have now, by the names that they have."""
        columns = self.table.c
        for aside in (True, False):  # a number may be that of another of them
            for name, migration in found.items():
                number = _ASIDE + migration.number if aside else migration.number
                here = name if aside else migration.name
                connection.execute(
                    update(self.table)
                    .where(columns.name == here)
                    .values(number=number, name=migration.name)
                )

    def _write(
        self,
        connection: Connection,
        migration: Migration,
        duration: float,
        statements: int,
        unfinished: dict[str, object] | None,
    ) -> Applied:
        row = {"number": migration.number, "name": migration.name, "sha256": migration.sha256}
        return self._write_row(connection, row, duration, statements, unfinished)

    def _write_row(
        self,
        connection: Connection,
        row: Mapping[str, object],
        duration: float,
        statements: int,
        unfinished: dict[str, object] | None,
    ) -> Applied:
        values = {
            **row,
            _AT: func.clock_timestamp(),
            "duration_ms": round(duration * 1000),
            "statements": statements,
            "server_version": func.split_part(func.current_setting("server_version"), " ", 1),
            _UNFINISHED: unfinished,
        }
        # Only a row that is not whole may be written over: another's is an error, and said so.
        statement = (
            insert(self.table)
            .values(values)
            .on_conflict_do_update(
                index_elements=[self.table.c.name],
                set_=values,
                where=self.table.c.unfinished.is_not(None),
            )
            .returning(*self._facts)
        )
        return _applied(connection.execute(statement).one())

    def _columns(self, connection: Connection) -> list[str]:
        table = connection.dialect.identifier_preparer.format_table(self.table)
        return connection.execute(_COLUMNS, {"table": table}).scalar_one() or []


def _applied(values: Sequence[Any]) -> Applied:
    facts = dict(zip(_FACTS, values, strict=True))
    facts[_AT] = _EPOCH + dt.timedelta(microseconds=int(facts[_AT] * 1_000_000))
    return Applied(**facts)


def _unfinished(row: Applied, state: dict[str, Any]) -> Unfinished:
    return Unfinished(
        number=row.number,
        name=row.name,
        done=tuple(state["done"]),
        begun=state["begun"],
        statements=row.statements,
        duration_ms=row.duration_ms,
        walked=_walked(state.get("walked")),
    )


def _walked(state: dict[str, Any] | None) -> Walked | None:
    if not state:
        return None
    return Walked(tuple(state["after"]), tuple(state["last"]), state["batches"], state["rows"])

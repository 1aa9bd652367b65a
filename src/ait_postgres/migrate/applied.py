"""The table of applied migrations: one row a file, written with the file's own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.schema import CreateTable

from ait_postgres.errors import MigrationError

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Folder, Migration

#: Its name. It stands in the first schema of `search_path`, as the tables do.
TABLE: Final = "ait_migrations"

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
        statements: How many statements it ran.
        server_version: The PostgreSQL that ran it, as `18.4`.
    """

    number: int
    name: str
    sha256: str
    applied_at: dt.datetime
    duration_ms: int
    statements: int
    server_version: str


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
            Column("applied_at", DateTime(timezone=True), nullable=False),
            Column("duration_ms", Integer, nullable=False),
            Column("statements", Integer, nullable=False),
            Column("server_version", Text, nullable=False),
            schema=schema,
        )

    def exists(self, connection: Connection) -> bool:
        """Whether anything was ever applied in the schema."""
        return inspect(connection).has_table(TABLE, schema=self.schema)

    def create(self, connection: Connection) -> None:
        """Make the table if it is not there."""
        connection.execute(CreateTable(self.table, if_not_exists=True))

    def read(self, connection: Connection) -> tuple[Applied, ...]:
        """Every applied migration, in order; none if the table is not there."""
        if not self.exists(connection):
            return ()
        rows = connection.execute(select(*self.table.columns).order_by(self.table.c.number))
        return tuple(Applied(*row) for row in rows)

    def add(self, connection: Connection, migration: Migration, duration: float) -> Applied:
        """Remember a migration as applied; `duration` is in seconds."""
        statement = (
            insert(self.table)
            .values(
                number=migration.number,
                name=migration.name,
                sha256=migration.sha256,
                applied_at=func.clock_timestamp(),
                duration_ms=round(duration * 1000),
                statements=len(migration.statements),
                server_version=func.split_part(func.current_setting("server_version"), " ", 1),
            )
            .returning(*self.table.columns)
        )
        return Applied(*connection.execute(statement).one())


def find_problems(folder: Folder, applied: tuple[Applied, ...]) -> tuple[str, ...]:
    """Where the folder and what was applied contradict each other, a line each.

    Edited: the file's hash is not the one that was applied. Unknown: applied,
    but not in the folder. Skipped: not applied, though a later one is.
    """
    files = {migration.name: migration for migration in folder.migrations}
    problems: list[str] = []
    for row in applied:
        migration = files.get(row.name)
        if migration is None:
            problems.append(
                f"{row.name}.sql was applied on {row.applied_at:%Y-%m-%d} but is not in "
                f"{folder.path}: restore it from git, or install the version that has it"
            )
        elif migration.sha256 != row.sha256:
            problems.append(
                f"{migration.file} was edited after it was applied on "
                f"{row.applied_at:%Y-%m-%d}: restore it from git, and put the change into a "
                "new migration"
            )
    done = {row.name for row in applied}
    last = max((row.number for row in applied), default=-1)
    problems += [
        f"{migration.file} was not applied though {last:04} was: give it a number after {last:04}"
        for migration in folder.migrations
        if migration.number <= last and migration.name not in done
    ]
    return tuple(problems)

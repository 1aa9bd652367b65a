"""Where a state comes from: the models, a folder, an SQL file, a database.

All but a database are built in a scratch database, by doing what they say.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.applied import TABLE, current_schema
from ait_postgres.migrate.diff import diff
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.journal import of_server, split_statements, without_psql
from ait_postgres.migrate.model import Catalogue, difference
from ait_postgres.migrate.run import replay, run_statements
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.wanted import build_wanted, wanted_sql

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from sqlalchemy import Engine, MetaData

    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.workshop import Workshop

_READ_ONLY: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@dataclass(frozen=True, slots=True)
class Models:
    """SQLAlchemy models, and the SQL files of what they cannot declare, in order."""

    metadata: MetaData = field(repr=False)
    sql_files: Sequence[Traversable] = ()

    def __str__(self) -> str:
        return "the models"

    def came_from(self) -> str:
        """All that the state depends on."""
        return "\0".join(["models", *wanted_sql(self.metadata, self.sql_files)])

    def build(self, engine: Engine) -> None:
        """Build them in an empty database."""
        with engine.begin() as connection:
            build_wanted(connection, self.metadata, self.sql_files)


@dataclass(frozen=True, slots=True)
class Migrations:
    """A migrations folder, replayed."""

    folder: Folder

    def __str__(self) -> str:
        return str(self.folder.path)

    def came_from(self) -> str:
        """All that the state depends on: the hashes of the chain."""
        return "\0".join(["migrations", *(one.sha256 for one in self.folder.migrations)])

    def build(self, engine: Engine) -> None:
        """Run its migrations in an empty database, with the commits of a real run."""
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for migration in self.folder.migrations:
                replay(connection, migration)


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file of SQL, as psql would run it."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def came_from(self) -> str:
        """All that the state depends on."""
        return "file\0" + self._text()

    def _text(self) -> str:
        try:
            text = self.path.read_text("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise MigrationError(f"{self.path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise MigrationError(f"{self.path}: not UTF-8: save the file as UTF-8") from error
        return without_psql(text)

    def build(self, engine: Engine) -> None:
        """Run it in an empty database, statement by statement, but what is the server's."""
        statements = [one for one in split_statements(self._text()) if not of_server(one)]
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            run_statements(connection, statements, self.path.name)


@dataclass(frozen=True, slots=True)
class Database:
    """A live database, which is only read.

    Attributes:
        engine: Where it is.
        schemas: The schemas besides home to read; None: all.
    """

    engine: Engine
    schemas: Collection[str] | None = None

    def __str__(self) -> str:
        return f"database {self.engine.url.database}"


def is_tenant(database: Database) -> bool:
    """Whether its `search_path` leads to a schema of its own among others."""
    with database.engine.connect() as connection:
        return current_schema(connection) != "public"


Source = Models | Migrations | SqlFile | Database


def read_engine(engine: Engine, schemas: Collection[str] | None = None) -> Catalogue:
    """Read a database whole, with its dependencies, in one snapshot."""
    with engine.begin() as connection:
        connection.execute(_READ_ONLY)
        return read_catalogue(connection, without=[TABLE], schemas=schemas, dependencies=True)


def read_source(source: Source, workshop: Workshop) -> Catalogue:
    """The catalogue of a state, read anew or as it was kept.

    Raises:
        StatementFailed: PostgreSQL refused a statement of it.
        MigrationError: It cannot be built or read.
    """
    if isinstance(source, Database):
        return read_engine(source.engine, source.schemas)
    came_from = source.came_from()
    if kept := workshop.snapshots.load(came_from, workshop.server_version):
        return kept
    with scratch_database(workshop.url) as scratch:
        source.build(scratch)
        catalogue = read_engine(scratch)
    workshop.snapshots.keep(came_from, catalogue)
    return catalogue


@contextmanager
def rebuilt(source: Source, catalogue: Catalogue, workshop: Workshop) -> Generator[Engine]:
    """A scratch database in a source's state; a live database's is made from its catalogue.

    Raises:
        MigrationError: It cannot be rebuilt.
    """
    with scratch_database(workshop.url) as scratch:
        if isinstance(source, Database):
            _copy(source, catalogue, scratch)
        else:
            source.build(scratch)
        yield scratch


def _copy(source: Database, catalogue: Catalogue, scratch: Engine) -> None:
    empty = read_engine(scratch)
    with scratch.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        for step in diff(empty, catalogue):
            try:
                connection.exec_driver_sql(step.sql, execution_options={"no_parameters": True})
            except DBAPIError as error:
                failure = describe_failure(error, f"for {step.key}")
                raise MigrationError(
                    f"{source} could not be rebuilt in a scratch database: {failure.place}: "
                    f"{failure.text}; name a development server like it with --dev-url"
                ) from error.orig
    if lines := difference(read_engine(scratch), catalogue):
        raise MigrationError(
            f"{source} could not be rebuilt in a scratch database: {lines[0]}"
            + (f" (and {len(lines) - 1} more)" if lines[1:] else "")
        )

"""The wanted state: the models, and the SQL files of what they cannot declare."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import create_mock_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import split_statements
from ait_postgres.migrate.quote import quote
from ait_postgres.migrate.run import run_statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from sqlalchemy import Connection, MetaData
    from sqlalchemy.sql.ddl import ExecutableDDLElement


def build_wanted(
    connection: Connection, metadata: MetaData, sql_files: Sequence[Traversable]
) -> None:
    """Build the models and the SQL files in an empty database.

    Files whose name begins with `before` are run before the tables are made
    (extensions, domains, functions that a default calls), the others after.
    Both stand in the order given.

    Raises:
        StatementFailed: PostgreSQL refused a statement of an SQL file.
        MigrationError: A model cannot be put in SQL, or PostgreSQL refused it.
    """
    before, after = _parted(sql_files)
    for file in before:
        run_statements(connection, split_statements(_text(file)), file.name)
    for sql in _model_sql(metadata):
        try:
            connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        except DBAPIError as error:
            failure = describe_failure(error, " ".join(sql.split("\n", 1)[0].split()).rstrip(" ("))
            raise MigrationError(
                f"the models cannot be built: {failure.place}: {failure.text}"
            ) from error.orig
    for file in after:
        run_statements(connection, split_statements(_text(file)), file.name)


def wanted_sql(metadata: MetaData, sql_files: Sequence[Traversable]) -> tuple[str, ...]:
    """The statements by which `build_wanted` builds an empty database, each without semicolon.

    Schemas and types, then tables in the order of their foreign keys with
    their indexes and comments; the SQL files' statements before and after.
    The same input gives the same text.

    Raises:
        MigrationError: A model cannot be put in SQL.
    """
    before, after = _parted(sql_files)
    return (*_file_sql(before), *_model_sql(metadata), *_file_sql(after))


def _parted(
    sql_files: Sequence[Traversable],
) -> tuple[list[Traversable], list[Traversable]]:
    before = [file for file in sql_files if file.name.startswith("before")]
    return before, [file for file in sql_files if file not in before]


def _file_sql(sql_files: Sequence[Traversable]) -> list[str]:
    return [one.sql for file in sql_files for one in split_statements(_text(file))]


def _model_sql(metadata: MetaData) -> list[str]:
    elements: list[ExecutableDDLElement] = []

    def keep(element: ExecutableDDLElement, *_args: object, **_kw: object) -> None:
        elements.append(element)

    engine = create_mock_engine("postgresql+psycopg://", keep)
    statements = [f"CREATE SCHEMA IF NOT EXISTS {quote(schema)}" for schema in _schemas(metadata)]
    try:
        metadata.create_all(engine, checkfirst=False)  # pyright: ignore[reportArgumentType]  # a mock engine is made for this
        for kind, run in groupby(elements, type):
            texts = [_tidy(str(element.compile(dialect=engine.dialect))) for element in run]
            # A table holds its indexes as a set, in an order that changes from run to run.
            statements += sorted(texts) if kind is CreateIndex else texts
    except SQLAlchemyError as error:
        raise MigrationError(f"the models cannot be put in SQL: {error}") from error
    return statements


def _schemas(metadata: MetaData) -> list[str]:
    """The schemas that models name; SQLAlchemy makes none of them itself."""
    return sorted({table.schema for table in metadata.tables.values() if table.schema})


def _text(file: Traversable) -> str:
    return file.read_text("utf-8-sig").replace("\r\n", "\n")


def _tidy(sql: str) -> str:
    """SQLAlchemy's layout of CREATE TABLE (tabs, blanks at line ends) as people write it."""
    if not sql.lstrip().startswith("CREATE TABLE"):
        return sql.strip()  # a comment's text is not ours to change
    lines = (line.rstrip().replace("\t", "    ") for line in sql.splitlines())
    return "\n".join(line for line in lines if line)

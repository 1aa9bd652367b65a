"""The wanted state: the models, and the SQL files of what they cannot declare."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import create_mock_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex

from ait_postgres.errors import StatementFailed
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import split_statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from sqlalchemy import Connection, MetaData
    from sqlalchemy.sql.ddl import ExecutableDDLElement


def build_wanted(
    connection: Connection, metadata: MetaData, sql_files: Sequence[Traversable]
) -> None:
    """Build the models in an empty database, then run the SQL files in the order given.

    Raises:
        StatementFailed: PostgreSQL refused a statement of an SQL file.
    """
    metadata.create_all(connection)
    for file in sql_files:
        for statement in split_statements(_text(file)):
            try:
                connection.exec_driver_sql(statement.sql, execution_options={"no_parameters": True})
            except DBAPIError as error:
                failure = describe_failure(error, statement)
                raise StatementFailed(
                    f"{file.name}, {failure.place}: {failure.text}",
                    file=file.name,
                    statement=statement.number,
                    line=failure.line,
                ) from error.orig


def wanted_sql(metadata: MetaData, sql_files: Sequence[Traversable]) -> tuple[str, ...]:
    """The statements by which `build_wanted` builds an empty database, each without semicolon.

    Types, then tables in the order of their foreign keys with their indexes
    and comments, then the SQL files' statements. The same input gives the
    same text.
    """
    elements: list[ExecutableDDLElement] = []

    def keep(element: ExecutableDDLElement, *_args: object, **_kw: object) -> None:
        elements.append(element)

    engine = create_mock_engine("postgresql+psycopg://", keep)
    metadata.create_all(engine, checkfirst=False)  # pyright: ignore[reportArgumentType]  # a mock engine is made for this
    statements: list[str] = []
    for kind, run in groupby(elements, type):
        texts = [_tidy(str(element.compile(dialect=engine.dialect))) for element in run]
        # A table holds its indexes as a set, in an order that changes from run to run.
        statements += sorted(texts) if kind is CreateIndex else texts
    for file in sql_files:
        statements += [statement.sql for statement in split_statements(_text(file))]
    return tuple(statements)


def _text(file: Traversable) -> str:
    return file.read_text("utf-8-sig").replace("\r\n", "\n")


def _tidy(sql: str) -> str:
    """SQLAlchemy's layout of CREATE TABLE (tabs, blanks at line ends) as people write it."""
    if not sql.lstrip().startswith("CREATE TABLE"):
        return sql.strip()  # a comment's text is not ours to change
    lines = (line.rstrip().replace("\t", "    ") for line in sql.splitlines())
    return "\n".join(line for line in lines if line)

"""Running a file's statements where nothing of ours is at stake: in scratch databases."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError, StatementFailed
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import copies_from_client, of_server, part_runs, with_rows
from ait_postgres.migrate.walk import find_walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Batches, Migration, Statement


def run_statements(connection: Connection, statements: Iterable[Statement], file: str) -> None:
    """Run a file's statements.

    Raises:
        StatementFailed: PostgreSQL refused one.
    """
    for statement in statements:
        if copies_from_client(statement):
            raise StatementFailed(
                f"{file}, statement {statement.number}, line {statement.line}: only psql can COPY "
                "from or to a file's own lines: write INSERT instead",
                file=file,
                statement=statement.number,
                line=statement.line,
            )
        try:
            # Without parameters, so that a % in the SQL is only a %.
            connection.exec_driver_sql(statement.sql, execution_options={"no_parameters": True})
        except DBAPIError as error:
            failure = describe_failure(error, statement)
            raise StatementFailed(
                f"{file}, {failure.place}: {failure.text}{_advice(statement.sql, failure.text)}",
                file=file,
                statement=statement.number,
                line=failure.line,
            ) from error.orig


def replay(connection: Connection, migration: Migration) -> None:
    """Run a migration as the applier does, with its commits, but what is the server's left out.

    Args:
        connection: In autocommit mode, to a scratch database.
        migration: To run.

    Raises:
        StatementFailed: PostgreSQL refused a statement.
    """
    for run in part_runs(migration.statements):
        if run.alone:
            here = [one for one in run.statements if not of_server(one)]
            run_statements(connection, here, migration.file)
            continue
        connection.exec_driver_sql("BEGIN")
        if run.batches:
            _check_batches(connection, run.statements[0], run.batches, migration.file)
        run_statements(connection, run.statements, migration.file)
        connection.exec_driver_sql("COMMIT")


def _check_batches(
    connection: Connection, statement: Statement, batches: Batches, file: str
) -> None:
    """Whether the applier could run it in batches; a replay has few rows, and needs none."""
    try:
        walk = find_walk(connection, batches)
    except MigrationError as error:
        raise StatementFailed(
            f"{file}, statement {statement.number}, line {statement.line}: {error}",
            file=file,
            statement=statement.number,
            line=statement.line,
        ) from error
    part = with_rows(statement, batches, walk.known_to_run())
    run_statements(connection, [replace(part, sql=f"EXPLAIN {part.sql}")], file)


def _advice(sql: str, text: str) -> str:
    """What to do where the server lacks what no database of it can have, or psql was meant."""
    # undefined_file, of the control file, before PostgreSQL 15.
    lacking = "(0A000)" in text or "(58P01)" in text
    if lacking and re.match(r"\s*CREATE\s+EXTENSION\b", sql, re.IGNORECASE):
        return "; install it there, or name a development server that has it with --dev-url"
    if ("(42704)" in text or "(22023)" in text) and text.startswith("role "):
        return "; create the role there, or name a development server that has it with --dev-url"
    if "(42601)" in text and 'at or near "\\"' in text:
        return "; what begins with a backslash is a command of psql's own: leave it out"
    if "(42601)" in text and 'at or near ":"' in text:
        return "; a variable of psql's own is known to psql alone: write its value"
    return ""

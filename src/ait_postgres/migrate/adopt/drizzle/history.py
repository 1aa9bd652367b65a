"""What Drizzle's own table says was applied, held against the folder as Drizzle would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import StatementFailed
from ait_postgres.migrate.failure import describe_failure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.adopt.drizzle.folder import DrizzleFile, DrizzleFolder

#: The table, as both forms call it by default.
TABLE: Final = "drizzle.__drizzle_migrations"

_COLUMNS: Final = text("""
SELECT array_agg(attname::text) FROM pg_attribute
WHERE attrelid = to_regclass('drizzle.__drizzle_migrations') AND attnum > 0 AND NOT attisdropped
""")
_ROWS: Final = text("SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY id")
_NAMED_ROWS: Final = text(
    "SELECT hash, created_at, name FROM drizzle.__drizzle_migrations ORDER BY id"
)
_CREATE: Final = (
    text("CREATE SCHEMA IF NOT EXISTS drizzle"),
    text("""
CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations
  (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)
"""),
)
_ADD: Final = text(
    "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (:hash, :when)"
)
_ADD_NAMED: Final = text("""
INSERT INTO drizzle.__drizzle_migrations (hash, created_at, name, applied_at)
VALUES (:hash, :when, :name, now())
""")


class Row(NamedTuple):
    """One row of the table; `name` is of the newer form."""

    hash: str
    when: int | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class DrizzleHistory:
    """What was applied, by Drizzle's own rules.

    Attributes:
        there: Whether the table is.
        states: By name of a file: `applied`; `edited` since; `pending`; or
            `skipped`: never run, and Drizzle takes it for applied.
        unknown: Rows of no file.
    """

    there: bool
    states: Mapping[str, str]
    unknown: tuple[Row, ...]

    def files(self, folder: DrizzleFolder, *states: str) -> tuple[DrizzleFile, ...]:
        """The files in one of some states, in Drizzle's order."""
        return tuple(one for one in folder.files if self.states[one.name] in states)


def read_history(connection: Connection, folder: DrizzleFolder) -> DrizzleHistory:
    """Read the table and find each file's row."""
    columns = connection.execute(_COLUMNS).scalar_one()
    if not columns:
        return compare(folder, (), there=False)
    rows = connection.execute(_NAMED_ROWS if "name" in columns else _ROWS)
    return compare(folder, [Row(*row) for row in rows], there=True)


def compare(folder: DrizzleFolder, rows: Sequence[Row], *, there: bool) -> DrizzleHistory:
    """Hold the rows against the files."""
    left = list(rows)
    highest = max((row.when or 0 for row in rows), default=-1)
    states: dict[str, str] = {}
    for one in folder.files:
        row = _row_of(one, left, folder.form)
        if row:
            left.remove(row)
            states[one.name] = "applied" if row.hash == one.sha256 else "edited"
        # One high-water mark: what is older than the last row, Drizzle never looks at again.
        elif folder.form == "0.31" and one.when <= highest:
            states[one.name] = "skipped"
        else:
            states[one.name] = "pending"
    return DrizzleHistory(there, states, tuple(left))


def _row_of(one: DrizzleFile, rows: Sequence[Row], form: str) -> Row | None:
    """By its name, else its time (of whole seconds, in the newer form's names), else its hash."""
    unit = 1000 if form == "1.0" else 1
    for row in rows:
        if row.name == one.name:
            return row
    for row in rows:
        if row.name is None and row.when is not None and row.when // unit == one.when // unit:
            return row
    return next((row for row in rows if row.name is None and row.hash == one.sha256), None)


def apply_pending(connection: Connection, files: Sequence[DrizzleFile]) -> None:
    """Run files as Drizzle does, and record them in its table.

    Args:
        connection: In a transaction, which all of it becomes a part of.
        files: Those that are pending, in order.

    Raises:
        StatementFailed: PostgreSQL refused one.
    """
    for statement in _CREATE:
        connection.execute(statement)
    named = "name" in (connection.execute(_COLUMNS).scalar_one() or ())
    for one in files:
        for number, piece in enumerate(one.pieces, 1):
            _run(connection, one, number, piece)
        facts: dict[str, object] = {"hash": one.sha256, "when": one.when}
        if named:
            connection.execute(_ADD_NAMED, {**facts, "name": one.name})
        else:
            connection.execute(_ADD, facts)


def _run(connection: Connection, one: DrizzleFile, number: int, piece: str) -> None:
    try:
        connection.exec_driver_sql(piece, execution_options={"no_parameters": True})
    except DBAPIError as error:
        said = describe_failure(error, f"{one.file}, piece {number}")
        raise StatementFailed(
            f"{said.place}: {said.text}; nothing was changed",
            file=one.file,
            statement=number,
            line=None,
        ) from error.orig


__all__ = ["TABLE", "DrizzleHistory", "Row", "apply_pending", "compare", "read_history"]

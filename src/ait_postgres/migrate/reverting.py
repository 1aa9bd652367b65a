"""A revert in the applied table: rows taken out at its end, and one row while it is half done.

Nothing of a file can be looked up for it, so the row holds its statements.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from ait_postgres.migrate.applied import Applied, AppliedTable, revert_name, statement_hashes
from ait_postgres.migrate.journal import Statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Migration
    from ait_postgres.migrate.walk import Walked


@dataclass(frozen=True, slots=True)
class Begun:
    """A revert of several transactions, of which some are committed.

    Attributes:
        to: The number of the last migration that stays.
        statements: All of its statements.
    """

    to: int
    statements: tuple[Statement, ...]


class RevertTable(AppliedTable):
    """The applied table, as a revert writes it.

    Args:
        schema: Where it stands.
        to: The number of the last migration that stays.
        statements: Those of the revert.
    """

    def __init__(self, schema: str, to: int = 0, statements: tuple[Statement, ...] = ()) -> None:
        super().__init__(schema)
        self._to = to
        self._statements = statements

    def begun(self, connection: Connection) -> Begun | None:
        """The revert that an earlier run left half done."""
        if not any(one.number < 0 for one in self.history(connection).unfinished):
            return None
        number, state = connection.execute(
            select(self.table.c.number, self.table.c.unfinished).where(self.table.c.number < 0)
        ).one()
        statements = [
            Statement(place, place, sql, tuple(marks))
            for place, (sql, marks) in enumerate(state["statements"], 1)
        ]
        return Begun(-1 - number, tuple(statements))

    def add(self, connection: Connection, migration: Migration, duration: float) -> Applied:
        """Take out the rows of what was reverted."""
        number = self.table.c.number
        connection.execute(delete(self.table).where((number > self._to) | (number < 0)))
        return Applied(
            number=self._to,
            name=migration.name,
            sha256="",
            applied_at=dt.datetime.now(dt.UTC),
            duration_ms=round(duration * 1000),
            statements=len(self._statements),
            server_version="",
        )

    def progress(
        self,
        connection: Connection,
        migration: Migration,
        duration: float,
        done: int,
        *,
        begun: bool = False,
        walked: Walked | None = None,  # noqa: ARG002 - no statement of a revert is in batches
    ) -> None:
        """Remember how far the revert is."""
        hashes = statement_hashes(self._statements)
        state: dict[str, Any] = {
            "done": hashes[:done],
            "begun": hashes[done] if begun else None,
            "statements": [(one.sql, one.marks) for one in self._statements],
        }
        row = {"number": -1 - self._to, "name": migration.name, "sha256": ""}
        self._write_row(connection, row, duration, len(hashes), state)


__all__ = ["Begun", "RevertTable", "revert_name"]

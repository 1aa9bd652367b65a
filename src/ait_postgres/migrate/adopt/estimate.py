"""How long the statements of an adoption take, guessed from sizes.

A guess is meant to tell seconds from minutes from hours, and says that it is
one. The rates are those of a small, busy server; most are faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.migrate.adopt.look import TableFacts
    from ait_postgres.migrate.plan import PlannedStatement

_REWRITE: Final = 30e6  # bytes a second, of a table whose rows are written anew
_REINDEX: Final = 50e6  # bytes a second, of indexes that are built again with it
_SCAN: Final = 200e6  # bytes a second
_INDEX: Final = 1e6  # rows a second, of one new index
_UPDATE: Final = 1.5e4  # rows a second
_STATEMENT: Final = 0.002  # seconds, of whatever it is


def estimated_seconds(statement: PlannedStatement, facts: Mapping[Key, TableFacts]) -> float:
    """What one statement is guessed to take."""
    seconds = _STATEMENT
    for key in statement.rewrites:
        if there := facts.get(key):
            seconds += there.bytes / _REWRITE
    for key in statement.scans:
        if there := facts.get(key):
            seconds += there.bytes / _SCAN
            seconds += there.rows / _INDEX if statement.subject.kind == "index" else 0
    subject = Key("table", statement.subject.schema, statement.subject.name)
    there = facts.get(subject)
    # A new type or collation builds the indexes again: under new oids, so they are not seen to be.
    if there and statement.subject.kind == "column":
        seconds += there.index_bytes / _REINDEX
    elif there and statement.sql.startswith("UPDATE "):
        seconds += max(there.filled.values(), default=0) / _UPDATE
    return seconds


__all__ = ["estimated_seconds"]

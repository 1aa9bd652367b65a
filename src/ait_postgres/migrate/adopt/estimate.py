"""How long the statements of an adoption take, guessed from sizes.

A guess is meant to tell seconds from minutes from hours, and says that it is
one. The rates are a small server's with its data in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.migrate.adopt.look import TableFacts
    from ait_postgres.migrate.plan import PlannedStatement

_REWRITE: Final = 40e6  # bytes a second, of a table whose rows are written anew
_SCAN: Final = 400e6  # bytes a second
_INDEX: Final = 1e6  # rows a second, of one index
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
    if there := facts.get(subject):
        seconds += len(statement.rebuilds) * there.rows / _INDEX
    return seconds


__all__ = ["estimated_seconds"]

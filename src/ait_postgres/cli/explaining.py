"""What a plan's statements do to a running system, for people: SQL with remarks below each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ait_postgres.migrate.plan import PlannedStatement

# What a line of its own says better.
_SAID = frozenset({"rewrites_table", "scans_table"})


def explained(statements: Iterable[PlannedStatement]) -> Iterator[str]:
    """The lines of a plan: each statement, then comments of what it was seen to do."""
    for statement in statements:
        if statement.begins:
            yield "-- ait: commit"
        yield f"{statement.sql};"
        for remark in _remarks(statement):
            yield f"--   {remark}"


def _remarks(statement: PlannedStatement) -> Iterator[str]:
    if statement.locks:
        yield "locks " + ", ".join(f"{key} ({mode})" for key, mode in statement.locks)
    if statement.rewrites:
        yield "rewrites " + ", ".join(map(str, statement.rewrites))
    if scans := [str(key) for key in statement.scans if key not in statement.rewrites]:
        yield "reads all of " + ", ".join(scans)
    for hazard in statement.hazards:
        if hazard.code not in _SAID:
            yield hazard.text
    if statement.commits:
        yield "is committed before the next statement"
    if not (statement.locks or statement.hazards or statement.rewrites or statement.scans):
        yield "disturbs nobody"

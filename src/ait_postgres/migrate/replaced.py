"""Files that a squash took the place of, where they were applied before it.

A database that has all of them has the squashed file; nothing is written for
it, so that the state before the squash goes on working with it, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.applied import Applied, History
from ait_postgres.migrate.renumbered import as_renumbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ait_postgres.migrate.journal import Folder, Replaced


def recognised(folder: Folder, history: History) -> History:
    """What was applied, as the folder has it now: all that a file replaces counts as that file.

    A file that has another number now counts as that one, too.
    """
    history = as_renumbered(folder, history)
    if not any(migration.metadata.replaces for migration in folder.migrations):
        return history
    rows = {row.name: row for row in history.applied}
    for migration in folder.migrations:
        names = _all(migration.metadata.replaces, rows)
        if migration.name in rows or not names:
            continue
        last = max((rows.pop(name) for name in names), key=lambda row: row.number)
        rows[migration.name] = replace(
            last, number=migration.number, name=migration.name, sha256=migration.sha256
        )
    applied = sorted(rows.values(), key=lambda row: row.number)
    return History(tuple(applied), history.unfinished)


def partly_replaced(folder: Folder, history: History) -> list[str]:
    """Where some of what a file replaces is applied, and some is not; a line each.

    Args:
        folder: The folder.
        history: From `recognised`.
    """
    rows = [row.name for row in history.applied] + [part.name for part in history.unfinished]
    problems: list[str] = []
    for migration in folder.migrations:
        names = {name for one in migration.metadata.replaces for name in one.names()}
        if some := [name for name in rows if name in names and name != migration.name]:
            first, last = migration.metadata.replaces[0], migration.metadata.replaces[-1]
            problems.append(
                f"{migration.file} replaces {first.name}.sql to {last.name}.sql, which were not "
                f"all applied here as they were then ({some[-1]}.sql is the last): check out the "
                "state before the squash, run ait-postgres migrate there, then come back"
            )
    return problems


def _all(replaced: Sequence[Replaced], rows: Mapping[str, Applied]) -> list[str]:
    """The names of the rows that stand for all of it; none if one lacks."""
    names: list[str] = []
    for one in replaced:
        row = rows.get(one.name)
        found = [one.name] if row and row.sha256 == one.hash else _all(one.replaces, rows)
        if not found:
            return []
        names += found
    return names


__all__ = ["partly_replaced", "recognised"]

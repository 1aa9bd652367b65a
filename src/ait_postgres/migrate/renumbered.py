"""Files that a mended fork renumbered after a database had applied them.

What was run is the same, and its hash says so; only the number is another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.applied import Applied, History, statement_hashes

if TYPE_CHECKING:
    from ait_postgres.migrate.applied import Unfinished
    from ait_postgres.migrate.journal import Folder, Migration


def renumbered(folder: Folder, history: History) -> dict[str, Migration]:
    """Of each row whose file has another number now, its name and that file."""
    files = {migration.name for migration in folder.migrations}
    # Those that a squash took the place of are known by their old names.
    squashed = {
        name
        for migration in folder.migrations
        for one in migration.metadata.replaces
        for name in one.names()
    }
    rows: tuple[Applied | Unfinished, ...] = (*history.applied, *history.unfinished)
    known = {row.name for row in rows}
    left = [migration for migration in folder.migrations if migration.name not in known]

    found: dict[str, Migration] = {}
    for row in rows:
        if row.name in files or row.name in squashed:
            continue
        same = [one for one in left if _title(one.name) == _title(row.name) and _ran(one, row)]
        if same:
            found[row.name] = same[0]
            left.remove(same[0])
    return found


def as_renumbered(folder: Folder, history: History) -> History:
    """What was applied, under the names that its files have now."""
    found = renumbered(folder, history)
    if not found:
        return history
    applied = [
        replace(row, number=found[row.name].number, name=found[row.name].name)
        if row.name in found
        else row
        for row in history.applied
    ]
    unfinished = [
        replace(part, number=found[part.name].number, name=found[part.name].name)
        if part.name in found
        else part
        for part in history.unfinished
    ]
    return History(
        tuple(sorted(applied, key=lambda row: row.number)),
        tuple(sorted(unfinished, key=lambda part: part.number)),
    )


def _title(name: str) -> str:
    return name.partition("_")[2]


def _ran(file: Migration, row: Applied | Unfinished) -> bool:
    """Whether what was run is this file, or what it begins with."""
    if isinstance(row, Applied):
        return file.sha256 == row.sha256
    known = (*row.done, *([row.begun] if row.begun else []))
    return statement_hashes(file.statements)[: len(known)] == known


__all__ = ["as_renumbered", "renumbered"]

"""Where a folder and what was applied of it contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.applied import revert_name, statement_hashes
from ait_postgres.migrate.replaced import partly_replaced, recognised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.migrate.applied import History, Unfinished
    from ait_postgres.migrate.journal import Folder, Migration


def find_problems(
    folder: Folder, history: History, *, out_of_order: bool = False
) -> tuple[str, ...]:
    """Where the folder and what was applied contradict each other, a line each.

    Edited: the file's hash is not the one that was applied. Unknown: applied,
    but not in the folder. Skipped: not applied, though a later one is, which is
    no problem with `out_of_order`.
    """
    files = {migration.name: migration for migration in folder.migrations}
    history = recognised(folder, history)
    problems: list[str] = partly_replaced(folder, history)
    if problems:
        return tuple(problems)
    for row in history.applied:
        migration = files.get(row.name)
        if migration is None:
            problems.append(
                f"{row.name}.sql was applied on {row.applied_at:%Y-%m-%d} but is not in "
                f"{folder.path}: restore it from git, or install the version that has it"
            )
        elif migration.sha256 != row.sha256:
            problems.append(
                f"{migration.file} was edited after it was applied on "
                f"{row.applied_at:%Y-%m-%d}: restore it from git, and put the change into a "
                "new migration"
            )
    problems += [line for part in history.unfinished for line in _resumable(folder, files, part)]
    done = {row.name for row in history.applied}
    last = max((row.number for row in history.applied), default=-1)
    if not out_of_order:
        problems += [
            f"{migration.file} was not applied though {last:04} was: give it a number after "
            f"{last:04}, or apply it out of order with --out-of-order"
            for migration in folder.migrations
            if migration.number <= last and migration.name not in done
        ]
    return tuple(problems)


def _resumable(folder: Folder, files: Mapping[str, Migration], part: Unfinished) -> list[str]:
    """Why a migration cannot be gone on with: nothing, or one line."""
    if part.number < 0:
        to = part.name.removeprefix(revert_name(0)[:-4])
        return [
            f"a revert to {to} is half done: finish it with ait-postgres revert --to {to} --apply"
        ]
    file = f"{part.name}.sql"
    if part.name not in files:
        there = f"was applied as far as statement {len(part.done)} but is not in {folder.path}"
        return [f"{file} {there}: restore it from git"]
    hashes = statement_hashes(files[part.name].statements)
    known = (*part.done, *([part.begun] if part.begun else []))
    for number, recorded in enumerate(known, 1):
        if hashes[number - 1 : number] != (recorded,):
            was = "run"
            if number > len(part.done):
                was = "run on some rows" if part.walked else "begun, and nobody saw its end,"
            slip = f"{file}: statement {number} was {was} and then edited"
            return [f"{slip}: restore it from git; only what was not run may be edited"]
    return []

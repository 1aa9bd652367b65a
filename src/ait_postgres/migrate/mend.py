"""Mend a migrations folder: put one branch after the other, and prove the chain anew.

Two branches that were merged both follow one migration; a file was written or
edited by hand. The files are put in one line, replayed in a scratch database,
and only then renumbered and their metadata written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError
from ait_postgres.migrate.applied import History
from ait_postgres.migrate.journal import Folder, read_files, rewrite_migrations
from ait_postgres.migrate.model import same_major
from ait_postgres.migrate.replaced import recognised
from ait_postgres.migrate.run import replay
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.sources import read_engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from ait_postgres.migrate.applied import Applied
    from ait_postgres.migrate.journal import Metadata, Migration
    from ait_postgres.migrate.workshop import Workshop

_GIT: Final = "restore it from git"


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended of one migration.

    Attributes:
        old: Its name before.
        new: Its name now, the same or renumbered.
        rehashed: Whether its file was written or edited by hand.
    """

    old: str
    new: str
    rehashed: bool


def mend(
    path: Path, workshop: Workshop, first: str | None = None, applied: Sequence[Applied] = ()
) -> tuple[Mended, ...]:
    """Make a folder an honest chain again, or leave it as it is.

    Of two branches the one comes first that is applied, else the one named,
    else the one with the lower number and name.

    Args:
        path: The migrations folder.
        workshop: Where the chain is replayed.
        first: The name or the number and name of a migration whose branch
            comes first.
        applied: What a database remembers: never renamed, never hashed anew.

    Returns:
        The migrations whose files or metadata are new, in order.

    Raises:
        FolderError: The files are no chain that could be put in one line, or
            what was applied contradicts them.
        StatementFailed: One branch does not run after the other.
    """
    files = read_files(path)
    applied = recognised(Folder(path, files), History(tuple(applied))).applied
    done = {one.name: one for one in applied}
    _check_applied(files, done)
    line = _in_line(files, _named(files, first), done)
    _check_order(line, applied)
    start = line[0].number if line else 1
    names = [f"{start + place:04}_{one.name.partition('_')[2]}" for place, one in enumerate(line)]
    with scratch_database(workshop.url) as scratch:
        metadata = _replayed(scratch, line, names, frozenset(done))
    changed = {
        new: (one.name, meta)
        for one, new, meta in zip(line, names, metadata, strict=True)
        if (new, meta) != (one.name, one.metadata)
    }
    rewrite_migrations(path, changed)
    return tuple(
        Mended(one.name, new, one.sha256 != one.metadata.hash)
        for one, new in zip(line, names, strict=True)
        if new in changed
    )


def _check_applied(files: Sequence[Migration], done: dict[str, Applied]) -> None:
    there = {one.name: one for one in files}
    for name, row in done.items():
        if name not in there:
            raise FolderError(f"{name}.sql was applied but is not in the folder: {_GIT}")
        if row.sha256 != there[name].sha256:
            raise FolderError(f"{name}.sql was edited after it was applied: {_GIT}")


def _named(files: Sequence[Migration], first: str | None) -> Migration | None:
    if first is None:
        return None
    found = [one for one in files if first.removesuffix(".sql") == one.name]
    if not found:
        raise FolderError(f"no migration is called {first}: give its name, as {files[-1].name}")
    return found[0]


def _in_line(
    files: Sequence[Migration], first: Migration | None, done: dict[str, Applied]
) -> list[Migration]:
    """Every file after its parent; a branch whole before the next."""
    names = {one.name for one in files}
    # A branch from before a squash follows what is no file any more.
    squashed = {
        name: one.name
        for one in files
        for replaced in one.metadata.replaces
        for name in replaced.names()
    }
    after: dict[str, list[Migration]] = {}
    for one in files:
        *others, parent = one.metadata.parents or ("",)
        parent = squashed.get(parent, parent)
        if others or (parent and parent not in names):
            raise FolderError(
                f"meta/{one.name}.json: it follows {', '.join([*others, parent])}, which is not "
                f"one migration of the folder: {_GIT}"
            )
        after.setdefault(parent, []).append(one)
    line: list[Migration] = []

    def branch(one: Migration) -> list[Migration]:
        found: list[Migration] = []
        left = [one]
        while left:
            found.append(left.pop())
            left += after.get(found[-1].name, [])
        return found

    def rank(one: Migration) -> tuple[bool, bool, int, str]:
        within = branch(one)
        is_done = any(each.name in done for each in within)
        return not is_done, first not in within, one.number, one.name

    left = sorted(after.get("", []), key=rank, reverse=True)
    while left:
        line.append(left.pop())
        left += sorted(after.get(line[-1].name, []), key=rank, reverse=True)
    if lost := [one for one in files if one not in line]:
        raise FolderError(f"meta/{lost[0].name}.json: its parents lead in a circle: {_GIT}")
    return line


def _check_order(line: Sequence[Migration], applied: Sequence[Applied]) -> None:
    """What was applied must come first, as it was applied."""
    was = [row.name for row in applied]
    if [one.name for one in line[: len(was)]] != was:
        late = next(one for one, name in zip(line, was, strict=False) if one.name != name)
        raise FolderError(
            f"{late.file} would come among migrations that are applied ({was[-1]}.sql is the "
            "last): of both branches files are applied; mend against a database of one branch"
        )


def _replayed(
    scratch: Engine, line: Sequence[Migration], names: Sequence[str], done: frozenset[str]
) -> list[Metadata]:
    """The metadata of each, with the catalogue that it leads to where anything before it changed.

    Raises:
        StatementFailed: One does not run.
    """
    found: list[Metadata] = []
    changed = False
    for place, (one, name) in enumerate(zip(line, names, strict=True)):
        with scratch.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            replay(connection, one)
        parents = (names[place - 1],) if place else ()
        meta = replace(one.metadata, parents=parents, hash=one.sha256)
        changed = changed or (name, meta) != (one.name, one.metadata)
        if changed or (place == len(line) - 1 and one.name not in done):
            meta = _proven(scratch, meta, anew=changed)
        found.append(meta)
    return found


def _proven(scratch: Engine, meta: Metadata, *, anew: bool) -> Metadata:
    catalogue = read_engine(scratch)
    if not anew and not same_major(meta.server_version, catalogue.server_version):
        return meta
    if meta.fingerprint == catalogue.fingerprint and not anew:
        return meta
    return replace(
        meta,
        fingerprint=catalogue.fingerprint,
        server_version=catalogue.server_version,
        schemas=catalogue.schemas,
    )


__all__ = ["Mended", "mend"]

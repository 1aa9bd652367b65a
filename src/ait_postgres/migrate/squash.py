"""The first files of a folder as one: the same catalogue, and the same few rows.

The new file has the number of the last one that it replaces, and its metadata
names them all, so that a database that has them has it, too.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ait_postgres.errors import FolderError, MigrationError
from ait_postgres.migrate.between import Change, change_between
from ait_postgres.migrate.decisions import Decisions
from ait_postgres.migrate.diff import Rank
from ait_postgres.migrate.generate import file_title
from ait_postgres.migrate.journal import (
    Folder,
    Metadata,
    Migration,
    Replaced,
    file_text,
    of_server,
    parse_metadata,
    replace_migrations,
    split_statements,
    sql_hash,
)
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.run import replay
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.sources import Migrations, read_engine
from ait_postgres.migrate.stored import Stored, like, read_stored, steady

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Squashed:
    """A file in the place of others.

    Attributes:
        name: `NNNN_name`.
        sql: Its text.
        metadata: What stands beside it.
        replaced: The names of those that it replaces, in order.
        rows: How many rows it stores.
        after: New metadata of the file that follows, by name.
    """

    name: str
    sql: str
    metadata: Metadata
    replaced: tuple[str, ...]
    rows: int
    after: dict[str, Metadata]


def plan_squash(
    folder: Folder, workshop: Workshop, to: int | None = None, name: str | None = None
) -> Squashed | None:
    """Find and prove one file for the first ones; nothing is written.

    Args:
        folder: From `read_folder`.
        workshop: Where the files are run.
        to: The number of the last one to be replaced; the head by default.
        name: What to call it.

    Returns:
        None where there are not two files to make one of.

    Raises:
        FolderError: `to` is not there.
        StatementFailed: A file cannot be run.
        MigrationError: A file does what one file cannot repeat; the message names it.
    """
    first = folder.migrations if to is None else folder.up_to(to)
    if len(first) < 2:
        return None
    _check(first)
    part = Folder(folder.path, first)
    stored = _stored(part, workshop)
    change = change_between(
        Migrations(Folder(folder.path, ())), Migrations(part), workshop, Decisions()
    )
    title = file_title(name or "squashed")
    statements = _with_rows(change, stored)
    if not statements:
        raise MigrationError(
            f"{first[0].file} to {first[-1].file} lead to an empty database: there is nothing "
            "to put into one file"
        )
    found = _file(f"{first[-1].number:04}_{title}", first, statements, change.new)
    _prove(found, change.new, stored, workshop)
    rows = sum(len(table.rows) for table in stored.tables.values())
    after = folder.migrations[len(first) : len(first) + 1]
    return Squashed(
        found.name,
        file_text(statements, _remarks(first)),
        found.metadata,
        tuple(one.name for one in first),
        rows,
        {one.name: replace(one.metadata, parents=(found.name,)) for one in after},
    )


def write_squash(path: Path, squashed: Squashed) -> None:
    """Write the file, then remove those that it replaces."""
    replace_migrations(path, squashed.name, squashed.sql, squashed.metadata, squashed.after)


def finish_squash(path: Path) -> tuple[str, ...]:
    """Finish what a killed squash left; the names of the files that it replaced.

    Raises:
        FolderError: The squashed file is not whole, or a replaced one was edited since.
    """
    for meta in sorted((path / "meta").glob("*.json")):
        content = meta.read_text("utf-8")
        if '"replaces"' not in content:
            continue
        metadata = parse_metadata(content, f"meta/{meta.name}")
        left = [one for one in metadata.replaces if one.name != meta.stem and _there(path, one)]
        if left:
            return _finish(path, meta.stem, metadata, left)
    return ()


def _there(path: Path, one: Replaced) -> bool:
    return (path / f"{one.name}.sql").exists() or (path / "meta" / f"{one.name}.json").exists()


def _finish(path: Path, name: str, metadata: Metadata, left: Sequence[Replaced]) -> tuple[str, ...]:
    file = path / f"{name}.sql"
    if not file.exists():  # nothing of the old was touched yet
        (path / "meta" / f"{name}.json").unlink()
        return ()
    sql = file.read_text("utf-8")
    if sql_hash(sql.encode()) != metadata.hash:
        raise FolderError(f"{file.name}: not what the squash wrote: restore it from git")
    for one in left:
        old = path / f"{one.name}.sql"
        if old.exists() and sql_hash(old.read_bytes()) != one.hash:
            raise FolderError(
                f"{old.name}: edited since {file.name} was made of it: restore one of the two"
            )
    after: dict[str, Metadata] = {}
    for meta in (path / "meta").glob("*.json"):
        later = parse_metadata(meta.read_text("utf-8"), f"meta/{meta.name}")
        if later.parents == (metadata.replaces[-1].name,):
            after[meta.stem] = replace(later, parents=(name,))
    replace_migrations(path, name, sql, metadata, after)
    return tuple(one.name for one in metadata.replaces)


def _check(first: Sequence[Migration]) -> None:
    for one in first:
        for statement in one.statements:
            if of_server(statement):
                raise MigrationError(
                    f"{one.file}, line {statement.line}: changes the server, which no file made "
                    "of the catalogue repeats: leave it out of the squash with --to"
                )


def _stored(part: Folder, workshop: Workshop) -> Stored:
    """What the files store: run twice, if it is anything, to know what is the same each time."""
    found: list[Stored] = []
    for _ in range(2):
        with scratch_database(workshop.url) as scratch:
            Migrations(part).build(scratch)
            found.append(read_stored(scratch))
        if not found[0].tables:
            return found[0]
    return steady(*found)


def _with_rows(change: Change, stored: Stored) -> list[str]:
    """The statements, the rows before what would act on them, check or copy them."""
    steps, sql = change.steps, [one.sql for one in change.plan.statements]
    made = [place for place, step in enumerate(steps) if step.creates & stored.tables.keys()]
    late = (place for place, step in enumerate(steps) if step.rank >= Rank.FOREIGN_KEY)
    place = max(next(late, len(steps)), max(made, default=-1) + 1)
    return [*sql[:place], *stored.statements(), *sql[place:]]


def _remarks(first: Sequence[Migration]) -> list[str]:
    return [f"In the place of {first[0].file} to {first[-1].file}"]


def _file(
    name: str, first: Sequence[Migration], statements: Sequence[str], wanted: Catalogue
) -> Migration:
    sql = file_text(statements, _remarks(first))
    metadata = Metadata(
        parents=(),
        hash=sql_hash(sql.encode()),
        fingerprint=wanted.fingerprint,
        server_version=wanted.server_version,
        schemas=wanted.schemas,
        replaces=tuple(Replaced(one.name, one.sha256, one.metadata.replaces) for one in first),
    )
    return Migration(first[-1].number, name, metadata.hash, split_statements(sql), metadata)


def _prove(found: Migration, wanted: Catalogue, stored: Stored, workshop: Workshop) -> None:
    with ExitStack() as stack:
        scratch = stack.enter_context(scratch_database(workshop.url))
        connection = stack.enter_context(scratch.connect())
        connection.execution_options(isolation_level="AUTOCOMMIT")
        replay(connection, found)
        if lines := difference(read_engine(scratch), wanted):
            raise MigrationError(
                f"{found.file} would not lead where the old files do, nothing was written: "
                f"{lines[0]}"
            )
        if other := like(read_stored(scratch), stored):
            raise MigrationError(
                f"{found.file} would not store what the old files do, nothing was written: {other}"
            )


__all__ = ["Squashed", "finish_squash", "plan_squash", "write_squash"]

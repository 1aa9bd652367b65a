"""Writing a migration: its SQL file and its metadata, both or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.journal.folder import sql_hash
from ait_postgres.migrate.journal.statements import BREAKPOINT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from ait_postgres.migrate.journal.metadata import Metadata


def file_text(statements: Sequence[str], remarks: Sequence[str] = ()) -> str:
    """A migration file's text: remarks as comments, then the statements."""
    head = "".join(f"-- {line}\n" for line in remarks)
    return head + f"\n{BREAKPOINT}\n".join(f"{one};" for one in statements) + "\n"


def write_migration(path: Path, name: str, sql: str, metadata: Metadata) -> None:
    """Write `NNNN_name.sql` and `meta/NNNN_name.json`, in place of what is there.

    Neither is left after a failure.

    Args:
        path: The migrations folder, made if it is not there.
        name: `NNNN_name`.
        sql: The file's text.
        metadata: Its hash is that of `sql`.
    """
    _replace(
        {
            path / "meta" / f"{name}.json": metadata.to_json().encode(),
            path / f"{name}.sql": sql.encode(),
        }
    )


def replace_migrations(
    path: Path, name: str, sql: str, metadata: Metadata, after: Mapping[str, Metadata]
) -> None:
    """Write a migration in the place of those that it replaces: all of it, or nothing.

    What is replaced is removed last: whenever the process dies, nothing is
    lost, and what is left to do can be told.

    Args:
        path: The migrations folder.
        name: `NNNN_name` of the new one.
        sql: Its text.
        metadata: Names those that it replaces.
        after: New metadata of those that follow, by name.
    """
    wanted = {
        path / "meta" / f"{name}.json": metadata.to_json().encode(),
        path / f"{name}.sql": sql.encode(),
    }
    for later, meta in after.items():
        wanted[path / "meta" / f"{later}.json"] = meta.to_json().encode()
    gone = [
        file
        for one in metadata.replaces
        for file in (path / f"{one.name}.sql", path / "meta" / f"{one.name}.json")
        if file.exists() and file not in wanted
    ]
    _replace(wanted, gone)


def rewrite_migrations(path: Path, files: Mapping[str, tuple[str, Metadata]]) -> None:
    """Rename migrations and write their metadata anew: all of them, or none.

    Args:
        path: The migrations folder.
        files: New names to old ones, and the new metadata.
    """
    wanted: dict[Path, bytes] = {}
    for new, (old, metadata) in files.items():
        wanted[path / "meta" / f"{new}.json"] = metadata.to_json().encode()
        wanted[path / f"{new}.sql"] = (path / f"{old}.sql").read_bytes()
    gone = {
        file
        for old, _ in files.values()
        for file in (path / "meta" / f"{old}.json", path / f"{old}.sql")
        if file.exists() and file not in wanted
    }
    _replace(wanted, gone)


def _replace(wanted: Mapping[Path, bytes], gone: Collection[Path] = ()) -> None:
    """Write files and remove others; after a failure all is as it was."""
    before = {file: file.read_bytes() if file.exists() else None for file in (*wanted, *gone)}
    parts = {file: file.with_name(file.name + ".part") for file in wanted}
    try:
        for file, part in parts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(wanted[file])
        for file, part in parts.items():
            part.replace(file)
        for file in gone:
            file.unlink()
    except BaseException:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(content)
        raise
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


__all__ = ["file_text", "replace_migrations", "rewrite_migrations", "sql_hash", "write_migration"]

"""Writing a migration: its SQL file and its metadata, both or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.journal.folder import sql_hash
from ait_postgres.migrate.journal.statements import BREAKPOINT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ait_postgres.migrate.journal.metadata import Metadata


def file_text(statements: Sequence[str], remarks: Sequence[str] = ()) -> str:
    """A migration file's text: remarks as comments, then the statements."""
    head = "".join(f"-- {line}\n" for line in remarks)
    return head + f"\n{BREAKPOINT}\n".join(f"{one};" for one in statements) + "\n"


def write_migration(path: Path, name: str, sql: str, metadata: Metadata) -> None:
    """Write `NNNN_name.sql` and `meta/NNNN_name.json`, in place of what is there.

    The SQL comes last: a file without metadata is an error to every reader,
    metadata alone is, too, and neither is left after a failure.

    Args:
        path: The migrations folder, made if it is not there.
        name: `NNNN_name`.
        sql: The file's text.
        metadata: Its hash is that of `sql`.
    """
    files = {
        path / "meta" / f"{name}.json": metadata.to_json(),
        path / f"{name}.sql": sql,
    }
    (path / "meta").mkdir(parents=True, exist_ok=True)
    parts = {file: file.with_name(file.name + ".part") for file in files}
    try:
        for file, part in parts.items():
            part.write_bytes(files[file].encode())
        for file, part in parts.items():
            part.replace(file)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


__all__ = ["file_text", "sql_hash", "write_migration"]

"""The first migration of a project, from its models: written only when proven.

The models are built in one scratch database and the migration is run in
another; unless PostgreSQL reads the same catalogue from both, no file is
written. What later migrations need beyond this is a diff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError, MigrationError
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.journal import (
    Metadata,
    file_text,
    split_statements,
    sql_hash,
    write_migration,
)
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.run import run_statements
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.wanted import build_wanted, wanted_sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from sqlalchemy import URL, MetaData

    from ait_postgres.migrate.model import Catalogue

_NAME: Final = "0001_initial"


def write_initial(
    path: Path, url: URL, metadata: MetaData, sql_files: Sequence[Traversable] = ()
) -> Catalogue:
    """Write `0001_initial.sql` and its metadata, or write them anew.

    Args:
        path: The migrations folder, made if it is not there. It may hold no
            other migration.
        url: A database on a development server, for scratch databases beside it.
        metadata: The models.
        sql_files: Functions, triggers and what else models cannot declare, in order.

    Returns:
        The catalogue that the migration leads to.

    Raises:
        FolderError: The folder holds other migrations.
        MigrationError: The models cannot be built, or the migration does not
            lead to them; nothing is written.
    """
    if others := sorted(f.name for f in path.glob("*.sql") if f.stem != _NAME):
        raise FolderError(f"{path} holds {others[0]}: the first migration is already history")
    sql = file_text(wanted_sql(metadata, sql_files))
    catalogue = _prove(sql, url, metadata, sql_files)
    meta = Metadata(
        parents=(),
        hash=sql_hash(sql.encode()),
        fingerprint=catalogue.fingerprint,
        server_version=catalogue.server_version,
    )
    write_migration(path, _NAME, sql, meta)
    return catalogue


def _prove(sql: str, url: URL, metadata: MetaData, sql_files: Sequence[Traversable]) -> Catalogue:
    with scratch_database(url) as scratch, scratch.begin() as connection:
        build_wanted(connection, metadata, sql_files)
        wanted = read_catalogue(connection)
    with scratch_database(url) as scratch, scratch.begin() as connection:
        run_statements(connection, split_statements(sql), f"{_NAME}.sql")
        found = read_catalogue(connection)
    if lines := difference(found, wanted):
        raise MigrationError(
            f"the migration does not lead to the models, nothing was written: {lines[0]}"
            + (f" (and {len(lines) - 1} more)" if lines[1:] else "")
        )
    return wanted

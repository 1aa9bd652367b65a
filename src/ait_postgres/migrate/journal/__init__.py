"""The migrations folder: what stands in it, read into values and checked, and written."""

from ait_postgres.migrate.journal.batches import Batches, batches_of, with_rows
from ait_postgres.migrate.journal.folder import (
    CUSTOM,
    Folder,
    Migration,
    read_files,
    read_folder,
    sql_hash,
)
from ait_postgres.migrate.journal.metadata import Metadata, Replaced, parse_metadata
from ait_postgres.migrate.journal.psql import copies_from_client, without_psql
from ait_postgres.migrate.journal.runs import (
    ALLOW,
    COMMIT,
    Run,
    of_server,
    part_runs,
    runs_alone,
)
from ait_postgres.migrate.journal.statements import BREAKPOINT, Statement, split_statements
from ait_postgres.migrate.journal.writing import (
    file_text,
    replace_migrations,
    rewrite_migrations,
    write_migration,
)

__all__ = [
    "ALLOW",
    "BREAKPOINT",
    "COMMIT",
    "CUSTOM",
    "Batches",
    "Folder",
    "Metadata",
    "Migration",
    "Replaced",
    "Run",
    "Statement",
    "batches_of",
    "copies_from_client",
    "file_text",
    "of_server",
    "parse_metadata",
    "part_runs",
    "read_files",
    "read_folder",
    "replace_migrations",
    "rewrite_migrations",
    "runs_alone",
    "split_statements",
    "sql_hash",
    "with_rows",
    "without_psql",
    "write_migration",
]

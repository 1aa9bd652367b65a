"""The migrations folder: what stands in it, read into values and checked, and written."""

from ait_postgres.migrate.journal.folder import Folder, Migration, read_folder, sql_hash
from ait_postgres.migrate.journal.metadata import Metadata
from ait_postgres.migrate.journal.statements import BREAKPOINT, Statement, split_statements
from ait_postgres.migrate.journal.writing import file_text, write_migration

__all__ = [
    "BREAKPOINT",
    "Folder",
    "Metadata",
    "Migration",
    "Statement",
    "file_text",
    "read_folder",
    "split_statements",
    "sql_hash",
    "write_migration",
]

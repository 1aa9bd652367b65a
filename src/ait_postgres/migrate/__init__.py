"""Schema changes: a folder of SQL files a person reviews, applied honestly.

Serves any project: it takes a `MetaData`, a connection, a folder, and names
no table of ours. The truth is PostgreSQL's catalogue, read into values.
"""

from ait_postgres.migrate.apply import Limits, Result, apply, mark_applied
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.journal import Folder, Migration, read_folder
from ait_postgres.migrate.model import Catalogue, difference
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.status import Status, status

__all__ = [
    "Catalogue",
    "Folder",
    "Limits",
    "Migration",
    "Result",
    "Status",
    "apply",
    "difference",
    "mark_applied",
    "read_catalogue",
    "read_folder",
    "scratch_database",
    "status",
]

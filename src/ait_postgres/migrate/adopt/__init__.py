"""Take over a database that others made: say what would be done, then do it in one transaction."""

from ait_postgres.migrate.adopt.baseline import baseline_files, with_files, written
from ait_postgres.migrate.adopt.known import Knowledge, Known, nothing
from ait_postgres.migrate.adopt.planned import Adoption, plan_adoption
from ait_postgres.migrate.adopt.run import adopt

__all__ = [
    "Adoption",
    "Knowledge",
    "Known",
    "adopt",
    "baseline_files",
    "nothing",
    "plan_adoption",
    "with_files",
    "written",
]

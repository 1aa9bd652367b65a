"""Databases that Drizzle made: its folder, its table, and whether they tell the truth."""

from ait_postgres.migrate.adopt.drizzle.folder import DrizzleFolder, read_drizzle
from ait_postgres.migrate.adopt.drizzle.history import apply_pending
from ait_postgres.migrate.adopt.drizzle.verify import Verified, as_it_will_be, verify

__all__ = ["DrizzleFolder", "Verified", "apply_pending", "as_it_will_be", "read_drizzle", "verify"]

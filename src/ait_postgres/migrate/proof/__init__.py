"""The proof of a plan: it is run on the old state, with rows, and what it leads to is looked at."""

from ait_postgres.migrate.proof.prove import prove

__all__ = ["prove"]

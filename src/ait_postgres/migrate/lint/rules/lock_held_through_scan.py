"""A lock that people wait for, held while a later statement reads a whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import COMMIT
from ait_postgres.migrate.lint.seen import waits_for
from ait_postgres.migrate.proof.hazards import of_locks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    held = [lock for lock in seen.held if waits_for(lock)]
    works = {*seen.observed.scanned, *seen.observed.rewritten}
    worked = [one for one in seen.old if one.key in works]
    # What blocks by itself has a rule of its own.
    if not held or not worked or any(seen.works(one) for one in worked):
        return
    waits = "; ".join(one.text for one in of_locks(held, (), works))
    yield Problem(
        held[0].relation,
        f"the transaction holds a lock that an earlier statement took while this one works through "
        f"{worked[0].key}: {waits}",
        "commit before this statement, so that the lock is given back first",
        (f"{COMMIT}{seen.statement.sql}",),
    )


RULE: Final = Rule(
    name="lock-held-through-scan",
    severity=Severity.ERROR,
    summary="a lock is held while a later statement of the transaction reads a whole table",
    find=_find,
)

"""A change of rows that reads a whole table: it locks all that it changes until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.plan import LockMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    if seen.batched:
        return
    for table in seen.old:
        if seen.lock(table) is LockMode.ROW_EXCLUSIVE and table.key in seen.observed.scanned:
            yield Problem(
                table.key,
                f"{table.key} is read from end to end to change rows: who writes one of them waits"
                " until all are done, and nothing of it is kept after a failure",
                "do it in batches: put /* ait: batches of 5000 over the table */ where a condition"
                " may stand",
            )


RULE: Final = Rule(
    name="unbatched-backfill",
    severity=Severity.ERROR,
    summary="all rows are changed in one transaction",
    find=_find,
)

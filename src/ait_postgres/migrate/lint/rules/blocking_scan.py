"""Whatever else reads a whole table while nobody can write to one: no other rule knows why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.seen import waits_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table in seen.old:
        read = table.key in seen.observed.scanned and table.key not in seen.observed.rewritten
        if read and any(map(waits_for, seen.locks)):
            yield Problem(
                table.key,
                f"{table.key} is read from end to end under a lock: {seen.blocks}",
                "take the lock in one transaction and read in another: what is checked can be added"
                " NOT VALID and validated then",
            )


RULE: Final = Rule(
    name="blocking-scan",
    severity=Severity.ERROR,
    summary="a whole table is read while nobody can write to one",
    find=_find,
    otherwise=True,
)

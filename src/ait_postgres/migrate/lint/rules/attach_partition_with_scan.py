"""A table attached as a partition, whose rows are looked at while nobody can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for was, table in seen.kept:
        if table.parent is not None and was.parent is None and seen.works(was):
            yield Problem(
                table.key,
                f"{table.key} becomes a partition, and every row is looked at: {seen.blocks}",
                "add a check that says what the bound says NOT VALID, VALIDATE it, and attach the"
                " table then: nothing is left to be looked at",
            )


RULE: Final = Rule(
    name="attach-partition-with-scan",
    severity=Severity.ERROR,
    summary="a table is attached as a partition, and its rows are looked at under a lock",
    find=_find,
)

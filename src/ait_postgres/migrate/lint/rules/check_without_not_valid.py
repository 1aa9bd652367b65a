"""A check that looks at all rows while nobody can read or write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import not_valid_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, constraint in seen.new_constraints("c"):
        if seen.works(table) and constraint.valid:
            key = table.key._replace(kind="constraint", part=constraint.name)
            yield Problem(
                key,
                f"{key}, a check, looks at every row: {seen.blocks}",
                "add it NOT VALID, commit, and VALIDATE it then: people read and write meanwhile",
                not_valid_first(table, constraint),
            )


RULE: Final = Rule(
    name="check-without-not-valid",
    severity=Severity.ERROR,
    summary="a check looks at all rows while nobody can read or write",
    find=_find,
)

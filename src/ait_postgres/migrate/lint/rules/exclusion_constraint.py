"""An exclusion constraint: it builds its index while nobody can read or write, always."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, constraint in seen.new_constraints("x"):
        if seen.works(table):
            key = table.key._replace(kind="constraint", part=constraint.name)
            yield Problem(
                key,
                f"{key}, an exclusion constraint, builds its index: {seen.blocks}",
                "there is no form of it beside which people work: add it when nobody does, or to a"
                " new table that takes the rows over",
            )


RULE: Final = Rule(
    name="exclusion-constraint",
    severity=Severity.ERROR,
    summary="an exclusion constraint builds its index while nobody can read or write",
    find=_find,
)

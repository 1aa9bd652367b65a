"""A foreign key that looks at all rows while nobody can write to either table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import not_valid_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, constraint in seen.new_constraints("f"):
        if seen.works(table):
            key = table.key._replace(kind="constraint", part=constraint.name)
            yield Problem(
                key,
                f"{key}, a foreign key, looks at every row: {seen.blocks}",
                "add it NOT VALID, commit, and VALIDATE it then: people write meanwhile",
                not_valid_first(table, constraint) if table.form != "p" else (),
            )


RULE: Final = Rule(
    name="foreign-key-without-not-valid",
    severity=Severity.ERROR,
    summary="a foreign key looks at all rows while nobody can write to either table",
    find=_find,
)

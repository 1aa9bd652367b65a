"""A unique constraint or primary key that builds its index while nobody can read or write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import using_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, constraint in seen.new_constraints("pu"):
        if seen.works(table):
            key = table.key._replace(kind="constraint", part=constraint.name)
            form = "primary key" if constraint.form == "p" else "unique constraint"
            yield Problem(
                key,
                f"{key}, a {form}, builds its index: {seen.blocks}",
                "build the unique index CONCURRENTLY, and add the constraint USING INDEX then; the"
                " columns of a primary key are made NOT NULL before",
                using_index(table, constraint) if table.form != "p" else (),
            )


RULE: Final = Rule(
    name="unique-without-index",
    severity=Severity.ERROR,
    summary="a unique constraint or primary key builds its index while nobody can read or write",
    find=_find,
)

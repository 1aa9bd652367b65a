"""A generated column that is stored: every row is written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.added import rewriting_columns
from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, _ in rewriting_columns(seen, "stored"):
        key = table.column_key(number)
        virtual = ", or make it VIRTUAL, which stores nothing" if seen.major >= 18 else ""
        yield Problem(
            key,
            f"{key} is generated and stored, and every row is written anew: {seen.blocks}",
            f"let a trigger keep a plain column, filled batch by batch{virtual}; or let an index or"
            " a view hold the expression",
        )


RULE: Final = Rule(
    name="stored-column",
    severity=Severity.ERROR,
    summary="a new generated column is stored, so the table is written anew",
    find=_find,
)

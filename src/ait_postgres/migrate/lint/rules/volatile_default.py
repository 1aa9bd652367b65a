"""A column whose default is another value in every row: the table is written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.added import rewriting_columns
from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import add_then_fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in rewriting_columns(seen, "default"):
        key, default = table.column_key(number), column.default or ""
        yield Problem(
            key,
            f"{key} has the default {default}, which every row is written anew for: {seen.blocks}",
            "add the column without it, set the default then, and fill the rows batch by batch",
            add_then_fill(table, column.name, column.type, default),
        )


RULE: Final = Rule(
    name="volatile-default",
    severity=Severity.ERROR,
    summary="a new column's default differs in every row, so the table is written anew",
    find=_find,
)

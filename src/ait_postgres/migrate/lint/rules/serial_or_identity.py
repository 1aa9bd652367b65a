"""A column that counts: every row is given a number while nobody can read or write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.added import rewriting_columns
from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in rewriting_columns(seen, "counted"):
        key = table.column_key(number)
        what = "an identity column" if column.identity else "a serial column"
        yield Problem(
            key,
            f"{key} is {what}, and every row is written anew with its number: {seen.blocks}",
            "add a plain column, let a sequence be its default, and fill the rows batch by batch",
        )


RULE: Final = Rule(
    name="serial-or-identity",
    severity=Severity.ERROR,
    summary="a new serial or identity column numbers every row while nobody can read or write",
    find=_find,
)

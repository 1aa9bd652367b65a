"""A column of a domain with constraints: every row is written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.added import rewriting_columns
from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in rewriting_columns(seen, "domain"):
        key = table.column_key(number)
        yield Problem(
            key,
            f"{key} is of domain {column.type}, whose constraints every row is written anew for: "
            f"{seen.blocks}",
            "give the column the plain type, and a check that is added NOT VALID and validated",
        )


RULE: Final = Rule(
    name="domain-column",
    severity=Severity.ERROR,
    summary="a new column is of a domain with constraints, so the table is written anew",
    find=_find,
)

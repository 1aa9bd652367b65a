"""A time without its zone: what moment it means, nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in seen.written():
        if column.type_name.lstrip("_") == "timestamp":
            key = table.column_key(number)
            yield Problem(
                key,
                f"{key} is {column.type}: which moment it means depends on who wrote it",
                "make it timestamptz, which stores a moment and takes no more room",
            )


RULE: Final = Rule(
    name="naive-timestamp",
    severity=Severity.WARNING,
    summary="a column is of timestamp without time zone",
    find=_find,
)

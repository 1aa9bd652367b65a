"""A column of json, which cannot be compared or indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in seen.written():
        if column.type_name.lstrip("_") == "json":
            key = table.column_key(number)
            yield Problem(
                key,
                f"{key} is {column.type}: it has no equality, so DISTINCT, GROUP BY and UNION fail,"
                " it cannot be indexed, and it is parsed at every use",
                "make it jsonb, unless the very text of the document must be kept",
            )


RULE: Final = Rule(
    name="json-column",
    severity=Severity.WARNING,
    summary="a column is of json rather than jsonb",
    find=_find,
)

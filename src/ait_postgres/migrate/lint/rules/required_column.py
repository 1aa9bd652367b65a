"""A new column that is NOT NULL and has no value to give to the rows that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import not_null
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in seen.new_columns():
        given = column.default is not None or column.identity or column.generated
        if not column.not_null or given or column.type_form == "d":
            continue
        key = table.column_key(number)
        name, part = named(table.key), quote(column.name)
        yield Problem(
            key,
            f"{key} is NOT NULL and has no default: it fails where {table.key} has a row, and"
            " running code that does not know the column cannot insert any more",
            "add the column, let new code write it, fill the rows batch by batch, and make it NOT"
            " NULL then; or give it a default",
            (
                f"ALTER TABLE {name} ADD COLUMN {part} {column.type}",
                *not_null(table, column.name, seen.major),
            ),
        )


RULE: Final = Rule(
    name="required-column",
    severity=Severity.ERROR,
    summary="a new column is NOT NULL without a default, which fails where rows are",
    find=_find,
)

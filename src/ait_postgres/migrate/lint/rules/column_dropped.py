"""A column that running code may still read or write, dropped with what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Table


def _find(seen: Seen) -> Iterator[Problem]:
    for was, table in seen.kept:
        for number, column in was.columns.items():
            if number in table.columns or column.inherited or was.form not in "rp":
                continue
            if _replaced(seen, was, column.name):
                continue
            key = was.column_key(number)
            yield Problem(
                key,
                f"{key} is dropped: what it holds is lost, and running code that names it fails",
                "let no code name the column any more, in a release before this one; then allow it"
                " here",
            )


def _replaced(seen: Seen, was: Table, name: str) -> bool:
    """Whether another column, which was there to be filled, takes the name."""
    end = seen.end.get(was.oid)
    numbers = (number for number, one in end.columns.items() if one.name == name) if end else ()
    return any(number in was.columns for number in numbers)


RULE: Final = Rule(
    name="column-dropped",
    severity=Severity.WARNING,
    summary="a column is dropped that running code may name",
    find=_find,
)

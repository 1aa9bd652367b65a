"""A table emptied: its rows are lost, and nobody reads it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table in seen.old:
        if table.oid in seen.emptied:
            yield Problem(
                table.key,
                f"{table.key} is emptied: its rows are lost; {seen.blocks}",
                "delete what must go in batches, or allow it here",
            )


RULE: Final = Rule(
    name="truncate",
    severity=Severity.WARNING,
    summary="a table is emptied",
    find=_find,
)

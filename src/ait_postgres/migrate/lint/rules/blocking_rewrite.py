"""Whatever else writes a whole table anew while nobody can use it: VACUUM FULL, SET UNLOGGED."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table in seen.old:
        written = table.key in seen.observed.rewritten and table.oid not in seen.emptied
        if written and seen.lock(table).blocks_writes:
            yield Problem(
                table.key,
                f"{table.key} is written anew: {seen.blocks}",
                "do without it, or let it run when nobody works with the table",
            )


RULE: Final = Rule(
    name="blocking-rewrite",
    severity=Severity.ERROR,
    summary="a table is written anew while nobody can use it",
    find=_find,
    otherwise=True,
)

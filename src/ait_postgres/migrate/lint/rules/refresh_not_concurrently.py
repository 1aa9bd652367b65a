"""A materialised view refreshed while nobody can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for was, view in seen.kept:
        if was.form == "m" and seen.lock(was).blocks_reads and seen.rewrites(was):
            yield Problem(
                view.key,
                f"{view.key} is filled anew: {seen.blocks}",
                "refresh it CONCURRENTLY, for which it needs a unique index of all its rows",
                (f"REFRESH MATERIALIZED VIEW CONCURRENTLY {named(view.key)}",),
            )


RULE: Final = Rule(
    name="refresh-not-concurrently",
    severity=Severity.ERROR,
    summary="a materialised view is refreshed while nobody can read it",
    find=_find,
)

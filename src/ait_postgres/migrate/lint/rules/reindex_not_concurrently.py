"""An index built anew under a lock that keeps everybody from writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for was, table in seen.kept:
        if seen.rewrites(was) or was.columns != table.columns:
            continue
        for index in was.indexes.values():
            key = Key("index", was.key.schema, index.name)
            if key in seen.observed.rebuilt and seen.lock(was).blocks_writes:
                yield Problem(
                    key,
                    f"{key} is built anew while nobody can write, nor read by it: {seen.blocks}",
                    "build it anew CONCURRENTLY, in a statement that runs outside a transaction",
                    (f"REINDEX INDEX CONCURRENTLY {named(key)}",),
                )


RULE: Final = Rule(
    name="reindex-not-concurrently",
    severity=Severity.ERROR,
    summary="an index is built anew while nobody can write",
    find=_find,
)

"""An index built under a lock that keeps everybody from writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import concurrently
from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for table, index in seen.new_indexes():
        if not seen.works(table):
            continue
        key = Key("index", table.key.schema, index.name)
        if table.form == "p":
            yield Problem(
                key,
                f"{key} is built while nobody can write: {seen.blocks}",
                "create it ON ONLY the partitioned table, build one on each partition CONCURRENTLY,"
                " and attach those with ALTER INDEX ... ATTACH PARTITION",
            )
            continue
        yield Problem(
            key,
            f"{key} is built while nobody can write: {seen.blocks}",
            "build it CONCURRENTLY, in a statement that runs outside a transaction",
            (concurrently(index),),
        )


RULE: Final = Rule(
    name="index-not-concurrently",
    severity=Severity.ERROR,
    summary="an index is built while nobody can write",
    find=_find,
)

"""An index dropped under a lock that nobody can read beside."""

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
        if not seen.lock(was).blocks_reads or was.columns.keys() != table.columns.keys():
            continue  # an index goes with its column
        for oid, index in was.indexes.items():
            if oid in table.indexes or index.of_constraint or index.attached:
                continue
            key = Key("index", was.key.schema, index.name)
            yield Problem(
                key,
                f"{key} is dropped under a lock on all of its table: {seen.blocks}",
                "drop it CONCURRENTLY, in a statement that runs outside a transaction",
                (f"DROP INDEX CONCURRENTLY {named(key)}",) if was.form != "p" else (),
            )


RULE: Final = Rule(
    name="index-drop-not-concurrently",
    severity=Severity.WARNING,
    summary="an index is dropped under a lock on all of its table",
    find=_find,
)

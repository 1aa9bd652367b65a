"""A change of type that writes the table anew, or reads it or builds its indexes anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Table


def _find(seen: Seen) -> Iterator[Problem]:
    for was, table in seen.kept:
        did = _did(seen, was)
        if not did or not seen.lock(was).blocks_writes:
            continue
        for number, column in table.columns.items():
            old = was.columns.get(number)
            if old is None or old.kind == column.kind or column.inherited:
                continue
            key = table.column_key(number)
            change = f" from {old.type} to {column.type}" if old.type != column.type else ""
            yield Problem(
                key,
                f"{key} changes its type{change}, and {did}: {seen.blocks}",
                "add a column of the new type, keep it with a trigger, fill it batch by batch, and"
                " let it take the name then: generate --online writes that",
            )


def _did(seen: Seen, table: Table) -> str:
    if seen.rewrites(table):
        return "every row is written anew"
    if seen.scans(table):
        return "every row is read"
    schema = table.key.schema
    names = {Key("index", schema, index.name) for index in table.indexes.values()}
    return "indexes are built anew" if names.intersection(seen.observed.rebuilt) else ""


RULE: Final = Rule(
    name="type-change-rewrites",
    severity=Severity.ERROR,
    summary="a change of type writes every row anew while nobody can read or write",
    find=_find,
)

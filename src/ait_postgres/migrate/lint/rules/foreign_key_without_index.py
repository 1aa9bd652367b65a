"""A foreign key without an index: every delete of what it references reads the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.model.names import chosen_index_name
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Constraint, Table


def _find(seen: Seen) -> Iterator[Problem]:
    for oid, table in seen.after.items():
        was, end = seen.before.get(oid), seen.end.get(oid)
        if end is None:
            continue
        old = {one.name for one in was.constraints.values()} if was else set[str]()
        new = {one.name for one in table.constraints.values()} - old
        for constraint in end.constraints.values():
            if constraint.form != "f" or constraint.copied or constraint.name not in new:
                continue
            if not _is_indexed(end, constraint):
                yield _problem(end, constraint, fresh=was is None or oid in seen.fresh)


def _problem(table: Table, constraint: Constraint, *, fresh: bool) -> Problem:
    key = table.key._replace(kind="constraint", part=constraint.name)
    names = table.names(constraint.columns)
    columns = ", ".join(map(quote, names))
    called = quote(chosen_index_name(table.key.name, names, "idx"))
    build = "CREATE INDEX" if fresh else "CREATE INDEX CONCURRENTLY"
    return Problem(
        key,
        f"{key}, a foreign key, has no index on {columns}: whoever deletes a row that it"
        f" references, or changes its key, reads all of {table.key}",
        "create an index that begins with its columns",
        (f"{build} {called} ON {named(table.key)} ({columns})",),
    )


def _is_indexed(table: Table, constraint: Constraint) -> bool:
    """Whether the index begins with its columns, in any order."""
    columns = set(constraint.columns)
    return any(
        set(index.columns[: len(columns)]) == columns and index.valid and not index.partial
        for index in table.indexes.values()
    )


RULE: Final = Rule(
    name="foreign-key-without-index",
    severity=Severity.WARNING,
    summary="a foreign key has no index",
    find=_find,
)

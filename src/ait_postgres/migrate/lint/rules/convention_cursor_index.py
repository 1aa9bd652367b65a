"""Every table can be paged and followed by when its rows changed: an index leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity
from ait_postgres.migrate.model.names import chosen_index_name
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for made in seen.made:
        table = seen.end.get(made.oid)
        if table is None or table.form not in "rp" or table.parent is not None:
            continue
        key = next((one for one in table.constraints.values() if one.form == "p"), None)
        columns = ("updated_at", *(table.names(key.columns) if key else ()))
        if key and columns not in [table.names(one.columns) for one in table.indexes.values()]:
            called = quote(chosen_index_name(table.key.name, columns, "idx"))
            listed = ", ".join(map(quote, columns))
            yield Problem(
                table.key,
                f"{table.key} has no index on ({listed}), by which its pages and changes are read",
                "create it",
                (f"CREATE INDEX {called} ON {named(table.key)} ({listed})",),
            )


RULE: Final = Rule(
    name="convention-cursor-index",
    severity=Severity.ERROR,
    summary="a table has no index on updated_at and its key",
    find=_find,
    group=Group.CONVENTIONS,
)

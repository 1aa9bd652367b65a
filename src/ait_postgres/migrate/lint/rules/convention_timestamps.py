"""When a row was made and changed: two columns that every table has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen

_WANTED: Final = "timestamptz NOT NULL DEFAULT now()"


def _find(seen: Seen) -> Iterator[Problem]:
    for made in seen.made:
        table = seen.end.get(made.oid)
        if table is None or table.form not in "rp" or table.parent is not None:
            continue
        columns = {column.name: column for column in table.columns.values()}
        for name in ("created_at", "updated_at"):
            one = columns.get(name)
            key = table.key._replace(kind="column", part=name)
            if one is None:
                yield Problem(key, f"{table.key} has no {name}", f"add {name} {_WANTED}")
            elif (one.type, one.not_null, one.default) != (
                "timestamp with time zone",
                True,
                "now()",
            ):
                yield Problem(key, f"{key} is not {_WANTED}", "make it so")


RULE: Final = Rule(
    name="convention-timestamps",
    severity=Severity.ERROR,
    summary="a table lacks created_at or updated_at, or has them otherwise",
    find=_find,
    group=Group.CONVENTIONS,
)

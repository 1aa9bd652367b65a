"""Names of tables and columns: snake_case, and tables in the plural."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen

_SNAKE_CASE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# Words that English does not count, or counts otherwise; a past participle has no plural.
_PLURAL: Final = re.compile(r".*(s|feedback|people|children|data|media|metadata|history|[^e]ed)")


def _find(seen: Seen) -> Iterator[Problem]:
    for oid, table in seen.after.items():
        was = seen.before.get(oid)
        if table.form not in "rp" or table.parent is not None:
            continue
        name = table.key.name
        if was is None or was.key != table.key:
            if not _SNAKE_CASE.fullmatch(name):
                yield Problem(table.key, f"{table.key} is not in snake_case", "call it otherwise")
            elif not _PLURAL.fullmatch(name.rpartition("_")[2]):
                yield Problem(
                    table.key,
                    f"{table.key} is not called in the plural: a table holds many",
                    f"call it {name}s, or what many of it are called",
                )
        for number, column in table.columns.items():
            old = was.columns.get(number) if was else None
            new = old is None or old.name != column.name
            if new and not _SNAKE_CASE.fullmatch(column.name):
                key = table.column_key(number)
                yield Problem(key, f"{key} is not in snake_case", "call it otherwise")


RULE: Final = Rule(
    name="convention-names",
    severity=Severity.ERROR,
    summary="a table or column is not in snake_case, or a table not in the plural",
    find=_find,
    group=Group.CONVENTIONS,
)

"""A default that was random once: the same value for every row, written into the schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Table

_CONSTANT: Final = re.compile(r"'(?P<text>(?:[^']|'')*)'::[\w\" .]+(\(\d+\))?|-?\d+(\.\d+)?")
_RANDOM: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f]{32,}",
    re.IGNORECASE,
)


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in seen.written():
        constant = _CONSTANT.fullmatch(column.default or "")
        if not constant:
            continue
        end = seen.end.get(table.oid, table)
        random = _RANDOM.fullmatch(constant["text"] or "")
        if random or _is_key(end, number):
            key = table.column_key(number)
            why = "which looks drawn by chance" if random else "and no two rows may have the same"
            yield Problem(
                key,
                f"{key} has the default {column.default}, {why}: every row is given this one value",
                "let the database draw it, as DEFAULT gen_random_uuid(), or the application, and"
                " write no default into the schema",
            )


def _is_key(table: Table, number: int) -> bool:
    return any(
        index.unique and index.columns == (number,) and not index.partial
        for index in table.indexes.values()
    )


RULE: Final = Rule(
    name="random-default",
    severity=Severity.ERROR,
    summary="a default that was drawn by chance is written into the schema",
    find=_find,
)

"""Types of columns: those of a short list, strings with a bound or of any length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen

_TYPES: Final = frozenset(
    [
        "text",
        "integer",
        "bigint",
        "boolean",
        "double precision",
        "date",
        "jsonb",
        "bytea",
        "text[]",
        "timestamp with time zone",
    ]
)
_BOUNDED: Final = re.compile(r"character varying\(\d+\)")


def _find(seen: Seen) -> Iterator[Problem]:
    for table, number, column in seen.written():
        if column.type in _TYPES or _BOUNDED.fullmatch(column.type) or column.type_form in "ed":
            continue
        key = table.column_key(number)
        yield Problem(
            key,
            f"{key} is {column.type}, which is none of the types that columns have here",
            "make it varchar(n) or text, integer or bigint, boolean, timestamptz, text[], jsonb or"
            " an enum",
        )


RULE: Final = Rule(
    name="convention-types",
    severity=Severity.ERROR,
    summary="a column's type is none of those that are agreed on",
    find=_find,
    group=Group.CONVENTIONS,
)

"""SET NOT NULL that looks at all rows while nobody can read or write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import not_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    keyed = {table.oid for table, _ in seen.new_constraints("p")}
    for was, table in seen.kept:
        if not seen.works(was) or was.oid in keyed:
            continue
        for number, column in table.columns.items():
            old = was.columns.get(number)
            if old and column.not_null and not old.not_null and not column.inherited:
                key = table.column_key(number)
                yield Problem(
                    key,
                    f"{key} becomes NOT NULL, for which every row is looked at: {seen.blocks}",
                    "let a constraint that is added NOT VALID and validated later stand for the"
                    " scan",
                    not_null(table, column.name, seen.major),
                )


RULE: Final = Rule(
    name="not-null-with-scan",
    severity=Severity.ERROR,
    summary="SET NOT NULL looks at all rows while nobody can read or write",
    find=_find,
)

"""A value of an enum that is used in the transaction that adds it, which PostgreSQL refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.lint.safe import COMMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    if not seen.split:
        return
    for oid, first in seen.enums_first.items():
        now = seen.enums_before.get(oid, first)
        for label in now.labels.keys() - first.labels.keys():
            key = now.key._replace(kind="enum_value", part=now.labels[label])
            yield Problem(
                key,
                f"{key} is used in the transaction that adds it, which PostgreSQL refuses",
                "commit before the statement that uses it",
                (f"{COMMIT}{seen.statement.sql}",),
            )


RULE: Final = Rule(
    name="enum-value-used-where-added",
    severity=Severity.ERROR,
    summary="a value is used in the transaction that adds it to an enum",
    find=_find,
)

"""A value of an enum that rows or running code may still hold, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    end = {one.key: set(one.labels.values()) for one in seen.enums_end.values()}
    for oid, first in seen.enums_first.items():
        if oid in seen.enums_after or oid not in seen.enums_before or first.key not in end:
            continue
        for label in first.labels.values():
            if label not in end[first.key]:
                key = first.key._replace(kind="enum_value", part=label)
                yield Problem(
                    key,
                    f"{key} is taken away: rows that hold it make the migration fail, and running"
                    " code that writes it fails after it",
                    "give the rows another value and let no code write it, in a release before this"
                    " one; or leave the value where it is, unused",
                )


RULE: Final = Rule(
    name="enum-value-removed",
    severity=Severity.WARNING,
    summary="a value is taken from an enum",
    find=_find,
)

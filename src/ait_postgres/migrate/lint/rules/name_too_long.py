"""A name over 63 bytes, which PostgreSQL cuts without an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity
from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen

_NAME_TOO_LONG: Final = "42622"


def _find(seen: Seen) -> Iterator[Problem]:
    for notice in dict.fromkeys(seen.notices):
        if notice.sqlstate == _NAME_TOO_LONG:
            yield Problem(
                Key("statement", "", str(seen.statement.number)),
                f"a name is over 63 bytes, and PostgreSQL cuts it: {notice.text}",
                "choose a shorter name: two that begin alike become one, and code that asks the"
                " catalogue for the whole name does not find it",
            )


RULE: Final = Rule(
    name="name-too-long",
    severity=Severity.ERROR,
    summary="a name is over 63 bytes, and is cut",
    find=_find,
)

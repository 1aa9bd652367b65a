"""A table that running code may still read or write, dropped with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Table


def _find(seen: Seen) -> Iterator[Problem]:
    for was in seen.old:
        if was.oid in seen.after or _replaced(seen, was):
            continue
        lost = "its rows are lost, and " if was.form in "rp" else ""
        yield Problem(
            was.key,
            f"{was.key} is dropped: {lost}running code that names it fails",
            "let no code name it any more, in a release before this one; then allow it here",
        )


def _replaced(seen: Seen, was: Table) -> bool:
    """Whether something that could take the rows over has the name at the end of the file."""
    end = next((one for one in seen.end.values() if one.key[1:] == was.key[1:]), None)
    return end is not None and (was.form not in "rp" or end.oid in seen.fresh)


RULE: Final = Rule(
    name="table-dropped",
    severity=Severity.WARNING,
    summary="a table or view is dropped that running code may name",
    find=_find,
)

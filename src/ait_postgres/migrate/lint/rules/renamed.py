"""A table, a column or an enum's value that running code names, called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.model import Key


def _find(seen: Seen) -> Iterator[Problem]:
    taken = {one.key[1:] for one in seen.end.values()}
    for was, table in seen.kept:
        if was.key != table.key and was.key[1:] not in taken:
            yield _problem(was.key, table.key.identity, "leave a view of the old name for it")
        if was.form not in "rp":
            continue
        end = seen.end.get(was.oid, table)
        names = {one.name for one in end.columns.values()}
        known = seen.first.get(was.oid, was).columns
        for number, old in was.columns.items():
            # Nobody names a column yet that the file made, as one that takes another's place.
            new = table.columns.get(number) if number in known else None
            if new and new.name != old.name and old.name not in names and not new.inherited:
                yield _problem(
                    was.column_key(number), new.name, "let both be there for the time of a release"
                )
    yield from _values(seen)


def _values(seen: Seen) -> Iterator[Problem]:
    for oid, was in seen.enums_before.items():
        now = seen.enums_after.get(oid)
        if oid not in seen.enums_first or now is None:
            continue
        for label, old in was.labels.items():
            new = now.labels.get(label, old)
            if new != old and label in seen.enums_first[oid].labels:
                key = was.key._replace(kind="enum_value", part=old)
                yield _problem(key, new, "add the new value and let the old one be")


def _problem(key: Key, new: str, instead: str) -> Problem:
    return Problem(
        key,
        f"{key} is called {new} now: running code that names it as before fails from this moment"
        " on",
        f"{instead}, or stop that code while this runs",
    )


RULE: Final = Rule(
    name="renamed",
    severity=Severity.WARNING,
    summary="a table, column or enum value is renamed under running code",
    find=_find,
)

"""Foreign keys say what becomes of them when what they reference is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    for oid, table in seen.after.items():
        was = seen.before.get(oid)
        old = {one.name for one in was.constraints.values()} if was else set[str]()
        for constraint in table.constraints.values():
            if constraint.form != "f" or constraint.copied or constraint.name in old:
                continue
            if " ON DELETE " not in constraint.definition:
                key = table.key._replace(kind="constraint", part=constraint.name)
                yield Problem(
                    key,
                    f"{key}, a foreign key, does not say what happens ON DELETE",
                    "decide: CASCADE, SET NULL or RESTRICT",
                )


RULE: Final = Rule(
    name="convention-foreign-keys",
    severity=Severity.ERROR,
    summary="a foreign key does not say what happens on delete",
    find=_find,
    group=Group.CONVENTIONS,
)

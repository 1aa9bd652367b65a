"""A foreign key dropped: the table that it references is locked, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen


def _find(seen: Seen) -> Iterator[Problem]:
    old = {table.oid: table for table in seen.old}
    for was in old.values():
        now = seen.after.get(was.oid)
        # A change of type makes those of the column again, under their names.
        left = {one.name for one in now.constraints.values()} if now else set[str]()
        for constraint in was.constraints.values():
            parent = old.get(constraint.other)
            gone = constraint.form == "f" and constraint.name not in left
            if not gone or parent is None or parent is was or parent.oid not in seen.after:
                continue
            if seen.lock(parent).blocks_reads:
                key = was.key._replace(kind="constraint", part=constraint.name)
                yield Problem(
                    parent.key,
                    f"{key}, a foreign key, is dropped, for which the table that it references is"
                    f" locked, too: {seen.blocks}",
                    "do it in a transaction of its own, while no long query reads either table",
                )


RULE: Final = Rule(
    name="foreign-key-drop-locks-parent",
    severity=Severity.WARNING,
    summary="a foreign key is dropped, which locks the table that it references",
    find=_find,
)

"""What a migration is called when nobody names it: after what it does to which table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff import Rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ait_postgres.migrate.between import Change
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Key

_ROUTINES: Final = frozenset({"routine", "aggregate"})
# With these their tables are named, unless nothing else changes.
_OF_A_TABLE: Final = frozenset({"sequence", "default"})


def chosen_title(change: Change, *, first: bool) -> str:
    """As `create_users`, `add_users_email`, `rename_users_to_people`, `drop_drafts_and_more`.

    Args:
        change: What the migration does.
        first: Whether it is the first of its folder: `initial`.
    """
    if first:
        return "initial"
    subjects: dict[Key, list[Step]] = {}
    for step in change.steps:
        subjects.setdefault(_root(step.key, change), []).append(step)
    tables = [key for key in subjects if key.kind == "table"] or list(subjects)
    words = _words(tables[0], subjects[tables[0]], change)
    return "_".join([*words, *(["and_more"] if tables[1:] else [])])


def _words(root: Key, steps: Sequence[Step], change: Change) -> list[str]:
    for step in steps:
        if root in step.creates | step.drops:
            return ["create" if root in step.creates else "drop", root.name]
    if steps[0].rank is Rank.RENAME:
        return _renamed(root, steps[0], change)
    named = [
        key for key in dict.fromkeys(step.key for step in steps) if key.kind not in _OF_A_TABLE
    ]
    columns = [key for key in named if key.kind == "column"]
    keys = columns or named
    if len(keys) != 1 or keys[0] == root:
        return ["alter", root.name]
    verb = next((_verb(step, keys[0]) for step in steps if step.key == keys[0]), "alter")
    # An index has no part: its own name tells more than its table's.
    part = keys[0].part if keys[0].kind not in _ROUTINES else ""
    return [verb, keys[0].name, *([part] if part else [])]


def _verb(step: Step, key: Key) -> str:
    if key in step.creates:
        return "add"
    return "drop" if key in step.drops else "alter"


def _renamed(root: Key, step: Step, change: Change) -> list[str]:
    one = change.renames[0]
    if step.key.kind in {"schema", one.kind} or one.kind in {"table", "column", "type"}:
        return ["rename", *one.old[1 if len(one.old) > 1 else 0 :], "to", one.new]
    return ["rename", root.name]


def _root(key: Key, change: Change) -> Key:
    """The table, or what else, that an object hangs on."""
    while item := change.new.by_key.get(key) or change.old.by_key.get(key):
        owner = getattr(item, "owner_table", None)
        parent = key._replace(kind="table", name=owner) if owner else item.parent
        if parent is None or parent.kind == "schema":
            break
        key = parent
    return key


__all__ = ["chosen_title"]

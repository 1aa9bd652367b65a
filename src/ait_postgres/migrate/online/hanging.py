"""What hangs on a column and goes with it, to be made again on the column that follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Column, Constraint, Default, Index, Sequence, Statistics

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from ait_postgres.migrate.model import SchemaObject
    from ait_postgres.migrate.online.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """What hangs on a column before and after, as it is wanted.

    Attributes:
        default: Its default.
        sequences: Those that it owns; one, of an identity, is part of it.
        indexes: Those that no constraint owns.
        keys: Unique constraints and the primary key.
        checks: Of its table.
        references: Foreign keys of its table.
        referring: Foreign keys of other tables.
        statistics: Extended statistics.
    """

    default: Default | None
    sequences: tuple[Sequence, ...]
    indexes: tuple[Index, ...]
    keys: tuple[Constraint, ...]
    checks: tuple[Constraint, ...]
    references: tuple[Constraint, ...]
    referring: tuple[Constraint, ...]
    statistics: tuple[Statistics, ...]


def hanging_on(old: Column, new: Column, scene: Scene) -> Hanging | None:
    """What hangs on a column; None where something does that cannot be made again beside it."""
    state = scene.state
    found: list[SchemaObject] = []
    for one in state.old.dependents.get(old.key, ()):
        if one.of in state.gone:
            continue  # the plan drops it before, and makes it again
        item = state.new.get(one.of)
        if item is None or not _can_follow(item, new, scene):
            return None
        found.append(item)
    constraints = [item for item in found if isinstance(item, Constraint)]
    own = [item for item in constraints if item.parent == new.parent]
    return Hanging(
        default=next((item for item in found if isinstance(item, Default)), None),
        sequences=tuple(item for item in found if isinstance(item, Sequence)),
        indexes=tuple(item for item in found if isinstance(item, Index)),
        keys=_of_form(own, "pu"),
        checks=_of_form(own, "c"),
        references=_of_form(own, "f"),
        referring=tuple(item for item in constraints if item not in own),
        statistics=tuple(item for item in found if isinstance(item, Statistics)),
    )


def _can_follow(item: SchemaObject, column: Column, scene: Scene) -> bool:
    """Whether it can be made again in the swap, or, of an index, beside the old one."""
    if isinstance(item, Sequence):
        old = scene.state.old.find(Sequence, item.key)
        return old is not None and old.of_identity == item.of_identity
    if isinstance(item, Default):
        return True
    if item.key in scene.altered:
        return False  # it would be changed where it is made as it shall be
    match item:
        case Constraint(form="f"):
            return True
        case Constraint(form="p" | "u" | "c"):
            bare = item.parent == column.parent and not item.inherited
        case Index():
            bare = item.valid and not item.statistics
        case _:
            return isinstance(item, Statistics) and not _others(item, column, scene)
    marked = item.clustered or item.replica_identity
    return bare and not marked and not _others(item, column, scene)


def _others(item: SchemaObject, column: Column, scene: Scene) -> bool:
    """Whether it is on another column of the table, too, whose type changes likewise."""
    others = {key for key in scene.state.old.needs(item.key) if key.kind == "column"}
    return bool((others - {column.key}) & scene.retyped)


def _of_form(items: Several[Constraint], forms: str) -> tuple[Constraint, ...]:
    return tuple(item for item in items if item.form in forms)

"""Indexes and keys of partitioned tables: made on the parent alone, built on each partition.

CONCURRENTLY is not for partitioned tables. What is made ONLY on the parent
reads nothing; it becomes valid once every partition's index is attached.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Constraint, Index
from ait_postgres.migrate.online.form import Form, also
from ait_postgres.migrate.online.unique import DEFINITION, using_index
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Key
    from ait_postgres.migrate.online.form import Stage
    from ait_postgres.migrate.online.scene import Scene

    Indexed = Index | Constraint


def build(step: Step, held: Step | None, scene: Scene) -> Form | None:
    """CREATE INDEX, ADD CONSTRAINT ... UNIQUE, ... PRIMARY KEY of a partitioned table."""
    item = scene.state.new.get(step.key)
    if held or step.key not in step.creates or not isinstance(item, (Index, Constraint)):
        return None
    parts = list(_below(step.key, scene))
    whole = (item, *parts)
    if not all(_is_simple(one, step, scene) for one in whole) or not parts:
        return None
    stages: list[Stage] = []
    for place, one in enumerate(whole):
        stages += _made(one, step, scene) if place else ()
    stages += [(_attached(one, step),) for one in reversed(parts)]
    # Only now is it valid: what needs it waits for that.
    valid = replace(stages.pop()[-1], creates=frozenset({item.key}))
    parent = replace(_on_parent(item, step), creates=frozenset())
    return Form(now=(parent,), later=(*stages, (valid,)))


def _below(key: Key, scene: Scene) -> Iterator[Indexed]:
    """The parts of an index, those of a part after it."""
    for copy in scene.state.copies.get(key, ()):
        item = scene.state.new.get(copy)
        if isinstance(item, (Index, Constraint)):
            yield item
            yield from _below(copy, scene)


def _is_simple(item: Indexed, step: Step, scene: Scene) -> bool:
    """Whether the step makes it, on a table that is there all the time."""
    if item.key not in step.creates or not scene.stands(item.parent):
        return False
    if isinstance(item, Index):
        return item.valid
    return item.form in "pu" and item.index_valid and bool(DEFINITION.fullmatch(item.definition))


def _is_parted(item: Indexed, scene: Scene) -> bool:
    return bool(item.parent and scene.state.new.heirs(item.parent))


def _on_parent(item: Indexed, step: Step) -> Step:
    """The index or key of a partitioned table alone."""
    if isinstance(item, Index):
        unique = "UNIQUE " if item.unique else ""
        sql = f"CREATE {unique}INDEX {quote(item.name)} {item.definition}"
    else:
        table = qualified(item.schema, item.table)
        sql = f"ALTER TABLE ONLY {table} ADD CONSTRAINT {quote(item.name)} {item.definition}"
    return also(step, sql, creates={item.key})


def _made(item: Indexed, step: Step, scene: Scene) -> Iterator[Stage]:
    """The part of it on a partition."""
    if _is_parted(item, scene):
        yield (_on_parent(item, step),)
    elif isinstance(item, Index):
        unique = "UNIQUE " if item.unique else ""
        sql = f"CREATE {unique}INDEX CONCURRENTLY {quote(item.name)} {item.definition}"
        yield (replace(also(step, sql, creates={item.key}), transactional=False),)
    elif found := DEFINITION.fullmatch(item.definition):
        index, constraint = using_index(item, item.name, step, found)
        yield (index,)
        yield (also(step, constraint.sql, creates={item.key}),)


def _attached(item: Indexed, step: Step) -> Step:
    sql = f"ALTER INDEX {item.attached_to} ATTACH PARTITION {qualified(item.schema, item.name)}"
    return also(step, sql, alters={item.key})

"""Indexes: built and dropped CONCURRENTLY; another of the same name is built beside the old."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Index
from ait_postgres.migrate.online.form import Form
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.scene import Scene


def build(step: Step, held: Step | None, scene: Scene) -> Form | None:
    """CREATE INDEX; in place of another of that name, which `held` would drop."""
    item = _index(step, scene)
    if item is None or step.key not in step.creates or not item.valid:
        return None
    concurrent = replace(
        step, sql=step.sql.replace("INDEX ", "INDEX CONCURRENTLY ", 1), transactional=False
    )
    if held is None:
        return Form(later=((concurrent,),))
    aside = scene.free_name(item.schema, item.name, "aside")
    rename = replace(
        step,
        sql=f"ALTER INDEX {named(item.key)} RENAME TO {quote(aside)}",
        creates=frozenset(),
        needs=frozenset(),
    )
    return Form(later=((rename,), (concurrent,), (_drop(held, qualified(item.schema, aside)),)))


def drop(step: Step, _held: Step | None, scene: Scene) -> Form | None:
    """DROP INDEX."""
    if _index(step, scene) is None or step.key not in step.drops:
        return None
    return Form(later=((_drop(step, named(step.key)),),))


def _index(step: Step, scene: Scene) -> Index | None:
    """The index that a step is about, on a relation that stays and is not partitioned."""
    side = scene.state.new if step.key in step.creates else scene.state.old
    item = side.find(Index, step.key)
    if item is None or item.shape.startswith("ON ONLY ") or not scene.stands(item.parent):
        return None
    return item if not item.attached_to else None


def _drop(step: Step, name: str) -> Step:
    return replace(step, sql=f"DROP INDEX CONCURRENTLY {name}", transactional=False)

"""Checks and foreign keys: added NOT VALID, which looks at no row, and validated after a commit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Constraint, Table
from ait_postgres.migrate.online.form import Form
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.scene import Scene

_SETTLED = (" NOT VALID", " NOT ENFORCED")


def add(step: Step, held: Step | None, scene: Scene) -> Form | None:
    """ADD CONSTRAINT ... CHECK, ... FOREIGN KEY; `held` drops another of that name."""
    item = scene.state.new.find(Constraint, step.key)
    if item is None or step.key not in step.creates or item.form not in "cf":
        return None
    if item.definition.endswith(_SETTLED) or not scene.stands(item.parent):
        return None
    if item.form == "f" and not _may_wait(item, scene):
        return None
    validate = validation(step, item.schema, item.table, item.name)
    unchecked = replace(step, sql=f"{step.sql} NOT VALID")
    return Form(now=(*([held] if held else []), unchecked), later=((validate,),))


def validation(step: Step, schema: str, table: str, name: str) -> Step:
    """VALIDATE CONSTRAINT of what a step added: it reads the table while others write."""
    return replace(
        step,
        sql=f"ALTER TABLE {qualified(schema, table)} VALIDATE CONSTRAINT {quote(name)}",
        creates=frozenset(),
        alters=step.creates | step.alters,
    )


def _may_wait(item: Constraint, scene: Scene) -> bool:
    """Whether its rows can be left for later: before PostgreSQL 18, not those of partitions."""
    table = scene.state.new.find(Table, item.parent) if item.parent else None
    lowest = min(scene.lowest, scene.state.major)
    return table is not None and (table.form == "r" or lowest >= 18)

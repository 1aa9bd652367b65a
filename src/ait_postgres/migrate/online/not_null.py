"""NOT NULL: proven by a constraint that is validated while others write.

Since PostgreSQL 18 that is the NOT NULL constraint itself; before, a check
stands in for it, which SET NOT NULL takes for proof, and goes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.kinds.not_null import not_null_steps
from ait_postgres.migrate.model import Column
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.online.form import Form
from ait_postgres.migrate.online.validated import validation
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.scene import Scene


def add(step: Step, _held: Step | None, scene: Scene) -> Form | None:
    """SET NOT NULL, ADD ... NOT NULL."""
    new = scene.state.new.find(Column, step.key)
    if new is None or step.key not in step.alters or not new.not_null:
        return None
    plain = next(not_null_steps(replace(new, not_null=False), new)).sql
    if (
        step.sql != plain
        or new.not_null_form
        or not scene.stands(scene.state.new.table_of(new.key))
    ):
        return None
    return form(step, new, scene)


def form(step: Step, new: Column, scene: Scene) -> Form:
    """The online form of a statement that makes a column NOT NULL."""
    if min(scene.lowest, scene.state.major) >= 18:
        return _as_constraint(step, new)
    return _by_check(step, new, scene)


def _as_constraint(step: Step, new: Column) -> Form:
    name = new.not_null_name or chosen_name(new.table, new.name, "not_null")
    table = qualified(new.schema, new.table)
    words = f"ADD CONSTRAINT {quote(name)} NOT NULL {quote(new.name)} NOT VALID"
    unchecked = replace(step, sql=f"ALTER TABLE {table} {words}")
    return Form(now=(unchecked,), later=((validation(step, new.schema, new.table, name),),))


def _by_check(step: Step, new: Column, scene: Scene) -> Form:
    name = scene.free_name(new.schema, f"{new.table}_{new.name}", "filled")
    table = qualified(new.schema, new.table)
    words = f"CONSTRAINT {quote(name)}"
    check = f"CHECK ({quote(new.name)} IS NOT NULL)"
    unchecked = replace(step, sql=f"ALTER TABLE {table} ADD {words} {check} NOT VALID")
    drop = replace(step, sql=f"ALTER TABLE {table} DROP {words}")
    validate = validation(step, new.schema, new.table, name)
    return Form(now=(unchecked,), later=((validate,), (step, drop)))

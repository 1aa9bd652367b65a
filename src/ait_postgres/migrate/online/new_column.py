"""New columns whose values are computed row by row: added empty, then filled in batches.

A default that is the same for every row costs nothing: PostgreSQL keeps it
aside. One that is not (a random value, a sequence's next) would rewrite the
table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds import serial
from ait_postgres.migrate.model import Column, Default, Domain, DomainConstraint, Routine
from ait_postgres.migrate.online.backfill import fill
from ait_postgres.migrate.online.form import Form, also
from ait_postgres.migrate.online.identity import add_identity
from ait_postgres.migrate.online.pieces import (
    create_sequence,
    empty_column,
    made_not_null,
    set_default,
)
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.scene import Scene

# Of PostgreSQL's own: those that give every row of a statement the same.
_SAME: Final = frozenset(
    [
        "coalesce",
        "current_setting",
        "date_trunc",
        "greatest",
        "jsonb_build_array",
        "jsonb_build_object",
        "least",
        "now",
        "nullif",
        "statement_timestamp",
        "timezone",
        "transaction_timestamp",
    ]
)
_STRING: Final = re.compile(r"E?'(?:[^']|'')*'")
_CAST: Final = re.compile(r"::[\w .\"]+(\(\d+(,\d+)?\))?")
_CALL: Final = re.compile(r'([\w"]+)\(')


def add(step: Step, _held: Step | None, scene: Scene) -> Form | None:
    """ADD COLUMN."""
    state = scene.state
    item = state.new.find(Column, step.key)
    if item is None or step.key not in step.creates or step.key in state.old:
        return None
    if item.generated or item.not_null_form or _is_strict(item, scene):
        return None
    if not scene.stands(item.parent):
        return None
    if item.identity_form:
        return add_identity(step, item, scene)
    default = next(iter(state.new.children(item.key, Default)), None)
    if default is None or _is_same_for_all(default.expression, scene):
        return None
    return _filled(step, item, default, scene)


def _filled(step: Step, item: Column, default: Default, scene: Scene) -> Form | None:
    condition = f"{quote(item.name)} IS NULL"
    update = fill(step, item, default.expression, condition, scene)
    sequence = serial.made_by_word(item, scene.state)
    if update is None or (sequence and sequence.persistence == "u"):
        return None
    now = [*empty_column(step, item, scene), set_default(step, default)]
    if sequence:
        now.insert(0, create_sequence(step, named(sequence.key), sequence, sequence.key))
        column = f"{qualified(item.schema, item.table)}.{quote(item.name)}"
        now.append(also(step, f"ALTER SEQUENCE {named(sequence.key)} OWNED BY {column}"))
    return Form(now=tuple(now), later=((update,), *made_not_null(step, item, scene)))


def _is_strict(item: Column, scene: Scene) -> bool:
    """Whether it is of a domain that asks for something: to add such a column is to rewrite."""
    made = scene.state.new.types.get(item.type)
    return isinstance(made, Domain) and (
        made.not_null or bool(scene.state.new.children(made.key, DomainConstraint))
    )


def _is_same_for_all(expression: str, scene: Scene) -> bool:
    """Whether a default is surely the same for all rows that are there."""
    bare = _CAST.sub("", _STRING.sub("''", expression))
    steady = {
        item.name
        for item in scene.state.new.catalogue.objects
        if isinstance(item, Routine) and item.volatility in "is"
    }
    return all(name.strip('"') in _SAME | steady for name in _CALL.findall(bare))

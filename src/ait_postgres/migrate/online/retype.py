"""Rewriting type changes: a column beside the old is filled in batches and takes its place.

A trigger keeps the new column while the rows are filled; its indexes are
built concurrently. Then one short transaction drops the old column, gives the
new one its name, and makes again what went with the old (`swap`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.conversion import conversion, is_impossible
from ait_postgres.migrate.diff.kinds.column import definition
from ait_postgres.migrate.model import Column, Key, Table
from ait_postgres.migrate.online.backfill import fill
from ait_postgres.migrate.online.form import Form, also
from ait_postgres.migrate.online.hanging import Hanging, hanging_on
from ait_postgres.migrate.online.pieces import alter_table
from ait_postgres.migrate.online.successor import Successor
from ait_postgres.migrate.online.swap import over
from ait_postgres.migrate.online.validated import validation
from ait_postgres.migrate.quote import literal, qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.form import Stage
    from ait_postgres.migrate.online.scene import Scene


def retype(step: Step, scene: Scene) -> Form | None:
    """ALTER COLUMN TYPE, where it rewrites the table."""
    old, new = scene.state.old.find(Column, step.key), scene.state.new.find(Column, step.key)
    if old is None or new is None or not step.rewrites or step.alters != frozenset({step.key}):
        return None
    hanging = hanging_on(old, new, scene)
    if hanging is None or not _is_simple(old, new, scene):
        return None
    found = _conversions(old, new, scene)
    if found is None:
        return None
    column, row = found
    name = scene.free_name(new.schema, new.name, "new")
    # What else changes of NOT NULL, its name among it, has statements of its own.
    kept = replace(new, not_null=old.not_null and new.not_null, not_null_name=old.not_null_name)
    successor = Successor(step, kept, name, scene, hanging)
    update = fill(
        step,
        replace(new, name=name),
        column,
        f"{quote(name)} IS NULL AND {quote(new.name)} IS NOT NULL",
        scene,
    )
    if update is None:
        return None
    later = tuple(
        (validation(also(step, "", alters={item.key}), item.schema, item.table, item.name),)
        for item in (*hanging.checks, *hanging.references, *hanging.referring)
        if not item.definition.endswith((" NOT VALID", " NOT ENFORCED"))
    )
    return Form(
        first=(_kept(successor, row), (update,), *_filled(successor), *successor.indexes()),
        now=tuple(over(successor)),
        later=later,
    )


def _is_simple(old: Column, new: Column, scene: Scene) -> bool:
    """Whether the column stands alone, and its new type is there from the beginning."""
    table = Key("table", new.schema, new.table)
    sides = (scene.state.old, scene.state.new)
    apart = all(
        isinstance(item := side.get(table), Table)
        and item.form == "r"
        and not (item.inherits or item.of_type or side.heirs(table))
        for side in sides
    )
    plain = not (old.generated or new.generated or old.not_null_form or new.not_null_form)
    bare = not (old.grants or new.grants) and old.identity_form == new.identity_form
    needs = {key for key in scene.state.new.needs(new.key) if key != table}
    return apart and plain and bare and scene.stands(table) and not needs & scene.touched


def _conversions(old: Column, new: Column, scene: Scene) -> tuple[str, str] | None:
    """The new value as an expression of the table's column, and of a trigger's row."""
    before, after = scene.state.old, scene.state.new
    of_column, of_row = (
        (conversion(name, old.type, new.type, before=before, after=after), name)
        for name in (quote(old.name), f"NEW.{quote(old.name)}")
    )
    if is_impossible(of_column[0]):
        return None
    column, row = (found.using or name for found, name in (of_column, of_row))
    return column, row


def _kept(successor: Successor, row: str) -> Stage:
    """The new column, and the trigger that fills it for whoever writes from now on."""
    step, item = successor.step, successor.column
    bare = replace(item, name=successor.name, not_null=False, not_null_name=None, identity_form="")
    words = definition(bare, successor.scene.state, with_default=False)
    body = f"BEGIN NEW.{quote(successor.name)} := {row}; RETURN NEW; END"
    table = qualified(item.schema, item.table)
    return (
        also(step, f"{alter_table(item)} ADD COLUMN {words}"),
        also(
            step,
            f"CREATE FUNCTION {successor.function}() RETURNS trigger LANGUAGE plpgsql"
            f" AS {literal(body)}",
        ),
        also(
            step,
            f"CREATE TRIGGER {quote(successor.trigger)} BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {successor.function}()",
        ),
    )


def _filled(successor: Successor) -> tuple[Stage, ...]:
    """The proof that the new column has no NULL, if it is to have none."""
    step, item, check = successor.step, successor.column, successor.check
    if not item.not_null:
        return ()
    add = f"ADD CONSTRAINT {quote(check)} CHECK ({quote(successor.name)} IS NOT NULL) NOT VALID"
    validate = f"VALIDATE CONSTRAINT {quote(check)}"
    return tuple((also(step, f"{alter_table(item)} {words}"),) for words in (add, validate))


__all__ = ["Hanging", "retype"]

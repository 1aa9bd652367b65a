"""What forms of new columns are put together from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.kinds.column import definition
from ait_postgres.migrate.diff.kinds.not_null import not_null_steps
from ait_postgres.migrate.diff.kinds.sequence_options import options
from ait_postgres.migrate.online import not_null
from ait_postgres.migrate.online.form import also
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Column, Default, Key, Sequence
    from ait_postgres.migrate.online.form import Stage
    from ait_postgres.migrate.online.scene import Scene


def empty_column(step: Step, item: Column, scene: Scene) -> list[Step]:
    """ADD COLUMN without values."""
    bare = replace(item, not_null=False, not_null_name=None, identity_form="")
    words = definition(bare, scene.state, with_default=False)
    columns = {key for key in step.creates if key.kind == "column"}
    return [also(step, f"{alter_table(item)} ADD COLUMN {words}", creates=columns)]


def set_default(step: Step, default: Default) -> Step:
    """SET DEFAULT, for the rows that come."""
    return also(
        step,
        f"ALTER TABLE {qualified(default.schema, default.table)} "
        f"ALTER COLUMN {quote(default.name)} SET DEFAULT {default.expression}",
        creates={key for key in step.creates if key.kind == "default"},
    )


def create_sequence(step: Step, name: str, like: Sequence, *made: Key) -> Step:
    """CREATE SEQUENCE under a name, with the options of another."""
    words = " ".join([name, *options(like, with_type=True)])
    return also(step, f"CREATE SEQUENCE {words}", creates=made)


def made_not_null(step: Step, item: Column, scene: Scene) -> tuple[Stage, ...]:
    """The stages that make a column NOT NULL once its rows have values, if it is to be."""
    if not item.not_null:
        return ()
    plain = next(not_null_steps(replace(item, not_null=False), item))
    form = not_null.form(also(step, plain.sql, alters={item.key}), item, scene)
    return (form.now, *form.later)


def alter_table(item: Column) -> str:
    """The first words of what changes a column's table."""
    return f"ALTER TABLE {qualified(item.schema, item.table)}"

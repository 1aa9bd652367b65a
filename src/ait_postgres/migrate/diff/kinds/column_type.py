"""ALTER COLUMN TYPE, and what must be out of its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.conversion import conversion, is_impossible, same_family
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Constraint, Default, Key
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State


def type_step(old: Column, new: Column, state: State) -> Step | None:
    """Change a column's type or collation; None: only a new column can have it."""
    name = quote(new.name)
    found = conversion(name, old.type, new.type, before=state.old, after=state.new)
    if old.generated and found.using:
        return None
    default = Key("default", new.schema, new.table, new.name)
    using = found.using
    if is_impossible(found) and new.not_null and (filled := state.new.find(Default, default)):
        using = filled.expression
    displaces = {new.key, *_in_the_way(old, new, state)}
    if not found.assigns:
        displaces.add(default)
    collate = f" COLLATE {new.collation}" if new.collation else ""
    return Step(
        sql=f"ALTER TABLE {qualified(new.schema, new.table)} ALTER COLUMN {name} TYPE {new.type}"
        f"{collate}{f' USING {using}' if using else ''}",
        key=new.key,
        rank=Rank.COLUMN,
        alters=frozenset({new.key}),
        displaces=frozenset(displaces),
        rewrites=found.rewrites and old.type != new.type,
        loses=found.loses,
        refuses=found.refuses,
    )


def _in_the_way(old: Column, new: Column, state: State) -> Iterator[Key]:
    """What PostgreSQL cannot build again when one of several columns has its new type.

    A foreign key whose two sides do not compare for the time being, or an
    expression over columns that all change.
    """
    if _alike(old, new, state):
        return
    for one in state.old.dependents.get(new.key, ()):
        item = state.old.get(one.of)
        if isinstance(item, Constraint) and item.form == "f":
            yield one.of
        elif one.of.kind in {"constraint", "index", "statistics"}:
            others = state.old.needs(one.of) - {new.key}
            if any(_changes(key, state) for key in others):
                yield one.of


def _changes(key: Key, state: State) -> bool:
    old, new = state.old.find(Column, key), state.new.find(Column, key)
    return old is not None and new is not None and not _alike(old, new, state)


def _alike(old: Column, new: Column, state: State) -> bool:
    return old.collation == new.collation and same_family(
        old.type, new.type, before=state.old, after=state.new
    )

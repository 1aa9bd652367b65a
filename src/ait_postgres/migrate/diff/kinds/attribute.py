"""ALTER TYPE ADD, ALTER, DROP ATTRIBUTE of composite types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.diff.typed import columns_of
from ait_postgres.migrate.model import Attribute
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import Side, State
    from ait_postgres.migrate.model import Key


def definition(item: Attribute) -> str:
    """An attribute as CREATE TYPE and ADD ATTRIBUTE write it."""
    collate = f" COLLATE {item.collation}" if item.collation else ""
    return f"{quote(item.name)} {item.type}{collate}"


def create(item: Attribute, state: State) -> Iterator[Step]:
    """ADD ATTRIBUTE, after the one that stands before it."""
    others = state.new.children(item.parent, Attribute) if item.parent else []
    before = {one.key for one in others if one.position < item.position}
    columns = columns_of(item.key, state)
    yield Step(
        sql=f"{_alter(item)} ADD ATTRIBUTE {definition(item)}{' CASCADE' if columns else ''}",
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key}) | columns,
        alters=_whole(item),
        needs=state.new.needs(item.key) | before,
    )


def drop(item: Attribute, state: State) -> Iterator[Step]:
    """DROP ATTRIBUTE, which loses what columns hold of it."""
    columns = columns_of(item.key, state)
    yield Step(
        sql=f"{_alter(item)} DROP ATTRIBUTE {quote(item.name)}{' CASCADE' if columns else ''}",
        key=item.key,
        rank=Rank.TYPE,
        drops=frozenset({item.key}) | columns,
        alters=_whole(item),
        loses=bool(columns or (item.parent and _is_held(item.parent, state.old))),
    )


def alter(_old: Attribute, new: Attribute, state: State) -> list[Step]:
    """ALTER ATTRIBUTE TYPE, which goes on to the tables of the type."""
    collate = f" COLLATE {new.collation}" if new.collation else ""
    columns = columns_of(new.key, state)
    change = f"ALTER ATTRIBUTE {quote(new.name)} TYPE {new.type}{collate}"
    return [
        Step(
            sql=f"{_alter(new)} {change}{' CASCADE' if columns else ''}",
            key=new.key,
            rank=Rank.TYPE,
            alters=frozenset({new.key}) | _whole(new) | columns,
            displaces=frozenset({new.key}) | columns,
            rewrites=bool(columns),
        )
    ]


def _alter(item: Attribute) -> str:
    return f"ALTER TYPE {qualified(item.schema, item.composite)}"


def _whole(item: Attribute) -> frozenset[Key]:
    """The composite type: what needs it needs it with all its attributes."""
    return frozenset({item.parent} if item.parent else ())


def _is_held(type_: Key, side: Side) -> bool:
    """Whether a column holds a type, itself or within another type."""
    seen, queue = {type_}, [type_]
    while queue:
        for one in side.dependents.get(queue.pop(), ()):
            key = (
                one.of._replace(kind="composite", part="") if one.of.kind == "attribute" else one.of
            )
            if key.kind == "column":
                return True
            if key.kind in {"composite", "domain"} and key not in seen:
                seen.add(key)
                queue.append(key)
    return False

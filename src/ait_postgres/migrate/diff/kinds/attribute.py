"""ALTER TYPE ADD, ALTER, DROP ATTRIBUTE of composite types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Attribute
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State


def definition(item: Attribute) -> str:
    """An attribute as CREATE TYPE and ADD ATTRIBUTE write it."""
    collate = f" COLLATE {item.collation}" if item.collation else ""
    return f"{quote(item.name)} {item.type}{collate}"


def create(item: Attribute, state: State) -> Iterator[Step]:
    """ADD ATTRIBUTE, after the one that stands before it."""
    others = state.new.children(item.parent, Attribute) if item.parent else []
    before = {one.key for one in others if one.position < item.position}
    yield Step(
        sql=f"{_alter(item)} ADD ATTRIBUTE {definition(item)}",
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key}),
        needs=state.new.needs(item.key) | before,
    )


def drop(item: Attribute, _state: State) -> Iterator[Step]:
    """DROP ATTRIBUTE."""
    yield Step(
        sql=f"{_alter(item)} DROP ATTRIBUTE {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
        loses=True,
    )


def alter(_old: Attribute, new: Attribute, _state: State) -> list[Step]:
    """ALTER ATTRIBUTE TYPE."""
    collate = f" COLLATE {new.collation}" if new.collation else ""
    return [
        Step(
            sql=f"{_alter(new)} ALTER ATTRIBUTE {quote(new.name)} TYPE {new.type}{collate}",
            key=new.key,
            rank=Rank.TYPE,
            alters=frozenset({new.key}),
            displaces=frozenset({new.key}),
        )
    ]


def _alter(item: Attribute) -> str:
    return f"ALTER TYPE {qualified(item.schema, item.composite)}"

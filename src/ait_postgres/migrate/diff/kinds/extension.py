"""CREATE, ALTER, DROP EXTENSION."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.quote import literal, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Extension


def create(item: Extension, _state: State) -> Iterator[Step]:
    """CREATE EXTENSION, in its schema; its version where it is not the one its server prefers."""
    into = f" SCHEMA {quote(item.into)}" if item.into else ""
    version = f" VERSION {literal(item.version)}" if item.version != item.usual_version else ""
    yield Step(
        sql=f"CREATE EXTENSION {quote(item.name)}{into}{version}",
        key=item.key,
        rank=Rank.EXTENSION,
        creates=frozenset({item.key}),
        needs=frozenset({Key("schema", "", item.into)} if item.into else ()),
    )


def drop(item: Extension, _state: State) -> Iterator[Step]:
    """DROP EXTENSION."""
    yield Step(
        sql=f"DROP EXTENSION {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Extension, new: Extension, state: State) -> list[Step] | None:
    """Move it, or bring it to another version."""
    steps: list[Step] = []
    if old.into != new.into:
        if not old.relocatable:
            return None
        steps.append(_alter(new, f"SET SCHEMA {quote(new.into or state.home)}"))
    if old.version != new.version:
        steps.append(_alter(new, f"UPDATE TO {literal(new.version)}"))
    return steps


def _alter(item: Extension, change: str) -> Step:
    return Step(
        sql=f"ALTER EXTENSION {quote(item.name)} {change}",
        key=item.key,
        rank=Rank.EXTENSION,
        alters=frozenset({item.key}),
    )

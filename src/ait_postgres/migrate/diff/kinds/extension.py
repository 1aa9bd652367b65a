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
    """CREATE EXTENSION, in its schema; the server's own version of it."""
    into = f" SCHEMA {quote(item.into)}" if item.into else ""
    yield Step(
        sql=f"CREATE EXTENSION {quote(item.name)}{into}",
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


def alter(old: Extension, new: Extension, _state: State) -> Iterator[Step] | None:
    """Move it, or bring it to another version."""
    return _alter(old, new) if new.into or new.into == old.into else None


def _alter(old: Extension, new: Extension) -> Iterator[Step]:
    changes = {
        f"SET SCHEMA {quote(new.into)}": new.into != old.into,
        f"UPDATE TO {literal(new.version)}": new.version != old.version,
    }
    for change, wanted in changes.items():
        if wanted:
            yield Step(
                sql=f"ALTER EXTENSION {quote(new.name)} {change}",
                key=new.key,
                rank=Rank.EXTENSION,
                alters=frozenset({new.key}),
            )

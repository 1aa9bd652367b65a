"""CREATE, ALTER, DROP TRIGGER."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Trigger

_ENABLED: Final = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def create(item: Trigger, _state: State) -> Iterator[Step]:
    """CREATE TRIGGER, and when it fires."""
    yield Step(
        sql=item.definition,
        key=item.key,
        rank=Rank.TRIGGER,
        creates=frozenset({item.key}),
    )
    if item.enabled != "O":
        yield _enable(item)


def drop(item: Trigger, _state: State) -> Iterator[Step]:
    """DROP TRIGGER."""
    yield Step(
        sql=f"DROP TRIGGER {quote(item.name)} ON {_table(item)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Trigger, new: Trigger, _state: State) -> list[Step] | None:
    """When it fires; for all else it is replaced."""
    if old.definition != new.definition:
        return None
    return [_enable(new)]


def _enable(item: Trigger) -> Step:
    return Step(
        sql=f"ALTER TABLE {_table(item)} {_ENABLED[item.enabled]} TRIGGER {quote(item.name)}",
        key=item.key,
        rank=Rank.TRIGGER,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )


def _table(item: Trigger) -> str:
    return qualified(item.schema, item.table)

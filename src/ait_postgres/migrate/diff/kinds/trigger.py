"""CREATE, REPLACE, ALTER, DROP TRIGGER."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds.rebuild import rows_before
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Trigger

_ENABLED: Final = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def create(item: Trigger, state: State) -> Iterator[Step]:
    """CREATE TRIGGER, and when it fires; a partition's copy comes with its parent's."""
    if item.copied:
        yield replace(_enable(item, item.enabled), creates=frozenset({item.key}), needs=None)
        return
    yield Step(
        sql=item.definition,
        key=item.key,
        rank=Rank.TRIGGER,
        creates=frozenset({item.key}),
        needs=state.new.needs(item.key) | rows_before(item.key, state),
    )
    if item.enabled != "O":
        yield _enable(item, item.enabled)


def drop(item: Trigger, _state: State) -> Iterator[Step]:
    """DROP TRIGGER; a partition's copy fires again when its parent's does."""
    if item.copied:
        yield replace(_enable(item, item.copied), drops=frozenset({item.key}), needs=None)
        return
    yield Step(
        sql=f"DROP TRIGGER {quote(item.name)} ON {_table(item)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Trigger, new: Trigger, _state: State) -> list[Step] | None:
    """When it fires, and CREATE OR REPLACE, which PostgreSQL has for all but constraint triggers.

    The latter enables it.
    """
    if bool(old.copied) != bool(new.copied):
        return None
    if old.definition == new.definition or new.copied:
        return [_enable(new, new.enabled)] if old.enabled != new.enabled else []
    plain = "CREATE TRIGGER"
    if not (old.definition.startswith(plain) and new.definition.startswith(plain)):
        return None
    replaced = Step(
        sql=new.definition.replace(plain, "CREATE OR REPLACE TRIGGER", 1),
        key=new.key,
        rank=Rank.TRIGGER,
        alters=frozenset({new.key}),
    )
    return [replaced, *([_enable(new, new.enabled)] if new.enabled != "O" else [])]


def _enable(item: Trigger, enabled: str) -> Step:
    return Step(
        sql=f"ALTER TABLE {_table(item)} {_ENABLED[enabled]} TRIGGER {quote(item.name)}",
        key=item.key,
        rank=Rank.TRIGGER,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )


def _table(item: Trigger) -> str:
    return qualified(item.schema, item.table)

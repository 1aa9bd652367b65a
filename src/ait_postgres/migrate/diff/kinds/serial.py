"""Which sequence numbers a column: that of an identity, that of a serial, one it owns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds.sequence_options import options
from ait_postgres.migrate.model import Column, Default, Key, Sequence, Table
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import literal, named

if TYPE_CHECKING:
    from ait_postgres.migrate.diff.state import Side, State

_WORDS: Final = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def identity(item: Column, side: Side) -> Sequence | None:
    """The sequence within an identity column."""
    return next((one for one in side.owned.get(item.key, ()) if one.of_identity), None)


def owned(item: Column, side: Side) -> Sequence | None:
    """The sequence that a column owns and takes its default from."""
    return next((one for one in side.owned.get(item.key, ()) if feeds(one, side)), None)


def feeds(item: Sequence, side: Side) -> bool:
    """Whether the column that a sequence goes with takes its numbers from it."""
    if item.of_identity:
        return True
    key = Key("default", item.schema, item.owner_table or "", item.owner_column or "")
    default = side.find(Default, key)
    return (
        default is not None
        and default.expression == f"nextval({literal(named(item.key))}::regclass)"
    )


def word(item: Column, state: State) -> str | None:
    """`serial` and its like, where a new column is exactly what that makes."""
    found = owned(item, state.new)
    if (
        found is None
        or found.of_identity
        or found.key in state.old
        or item.type not in _WORDS
        or item.type != found.type
        or (item.not_null, item.not_null_name, item.not_null_form) != (True, None, "")
        or found.name != chosen_name(item.table, item.name, "seq")
        or options(found, with_type=False)
    ):
        return None
    table = state.new.find(Table, Key("table", item.schema, item.table))
    persistence = table.persistence if table and state.major >= 15 else "p"
    return _WORDS[item.type] if found.persistence == persistence else None


def made_by_word(item: Column, state: State) -> Sequence | None:
    """The sequence that `serial` makes, where a new column is written so."""
    return owned(item, state.new) if word(item, state) else None

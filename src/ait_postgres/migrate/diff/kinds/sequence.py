"""CREATE, ALTER, DROP SEQUENCE; an identity's is made and dropped as its column's property.

A column that goes on being numbered keeps its place in the numbers, whichever
sequence has it count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds import serial
from ait_postgres.migrate.diff.kinds.sequence_options import (
    changes,
    identity_options,
    moves,
    options,
    quoted,
    retyped,
)
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Key, Sequence, Table
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State

_IDENTITY: Final = {"a": "ALWAYS", "d": "BY DEFAULT"}


def create(item: Sequence, state: State) -> Iterator[Step]:
    """CREATE SEQUENCE, then OWNED BY once the column is there; or ADD GENERATED."""
    before = _predecessor(item, state)
    if before and before.of_identity == item.of_identity:
        yield _step(f"ALTER SEQUENCE {named(before.key)} RENAME TO {quote(item.name)}", item)
        yield from _altered(replace(before, name=item.name), item, state)
        return
    yield _identity(item, state) if item.of_identity else _create(item)
    if before:
        yield _goes_on(item, named(before.key), frees=before.key)
    if item.owner_table and not item.of_identity:
        yield _owned(item)
    if (
        not before
        and _column(item) in state.old
        and not state.is_made(_column(item))  # a table made again is filled later
        and serial.feeds(item, state.new)
    ):
        yield _after_the_last(item)


def _predecessor(item: Sequence, state: State) -> Sequence | None:
    """The sequence that numbered the same column before."""
    column = _column(item)
    if column not in state.new or not serial.feeds(item, state.new):
        return None
    return next(
        (
            one
            for one in state.old.owned.get(column, ())
            if one.key not in state.new and serial.feeds(one, state.old)
        ),
        None,
    )


def drop(item: Sequence, state: State) -> Iterator[Step]:
    """DROP SEQUENCE, DROP IDENTITY; nothing where another takes it over under a new name."""
    column = _column(item)
    for one in state.new.owned.get(column, ()):
        before = None if one.key in state.old else _predecessor(one, state)
        if before and before.key == item.key and before.of_identity == one.of_identity:
            return
    if not item.of_identity:
        yield Step(
            sql=f"DROP SEQUENCE {named(item.key)}",
            key=item.key,
            rank=Rank.DROP,
            drops=frozenset({item.key}),
        )
        return
    yield Step(
        sql=f"{_alter_column(item)} DROP IDENTITY",
        key=item.key,
        rank=Rank.COLUMN,
        drops=frozenset({item.key}),
        alters=frozenset({column}),
        needs=frozenset(),
    )


def alter(old: Sequence, new: Sequence, state: State) -> list[Step] | None:
    """Its options, and whose it is."""
    if old.of_identity != new.of_identity:
        same = _column(old) == _column(new) and _column(new) in state.new
        return list(_turned(old, new, state)) if same else None
    if old.of_identity and _column(old) != _column(new):
        return None
    return list(_altered(old, new, state))


def _turned(old: Sequence, new: Sequence, state: State) -> Iterator[Step]:
    """A serial's sequence becomes an identity's of the same name, or the other way round."""
    aside = qualified(old.schema, _free_name(old, state))
    yield _step(f"ALTER SEQUENCE {named(old.key)} RENAME TO {quote(_free_name(old, state))}", new)
    if new.of_identity:
        yield _identity(new, state, turned=True)
        yield _goes_on(new, aside)
        yield _step(f"DROP SEQUENCE {aside}", new)
    else:
        yield _step(_create(new).sql, new)
        yield _goes_on(new, aside)
        yield _step(f"{_alter_column(old)} DROP IDENTITY", new, _column(new))
        yield _owned(new)


def _free_name(item: Sequence, state: State) -> str:
    taken = {key.name for side in (state.old, state.new) for key in side.by_key}
    name = f"{item.name[:55]}_old"
    while name in taken:
        name += "_"
    return name


def _altered(old: Sequence, new: Sequence, state: State) -> Iterator[Step]:
    if new.of_identity and (column := state.new.find(Column, _column(new))):
        old = retyped(old, column.type)  # as ALTER COLUMN TYPE does
    yield from (_step(sql, new) for sql in moves(old, new))
    if parts := changes(old, new):
        yield _step(f"ALTER SEQUENCE {named(new.key)} {' '.join(parts)}", new)
    if old.persistence != new.persistence and not _goes_with_its_table(new, state):
        word = "UNLOGGED" if new.persistence == "u" else "LOGGED"
        yield _step(f"ALTER SEQUENCE {named(new.key)} SET {word}", new)
    if (old.owner_table, old.owner_column) != (new.owner_table, new.owner_column):
        yield _owned(new)


def _goes_with_its_table(item: Sequence, state: State) -> bool:
    key = Key("table", item.schema, item.owner_table or "")
    old, new = state.old.find(Table, key), state.new.find(Table, key)
    return old is not None and new is not None and old.persistence != new.persistence


def _create(item: Sequence) -> Step:
    unlogged = " UNLOGGED" if item.persistence == "u" else ""
    parts = "".join(f" {part}" for part in options(item, with_type=True))
    return Step(
        sql=f"CREATE{unlogged} SEQUENCE {named(item.key)}{parts}",
        key=item.key,
        rank=Rank.SEQUENCE,
        creates=frozenset({item.key}),
        needs=frozenset({item.parent} if item.parent else ()),
    )


def _identity(item: Sequence, state: State, *, turned: bool = False) -> Step:
    column = state.new.find(Column, _column(item))
    form = _IDENTITY[column.identity_form] if column else ""
    own = frozenset({item.key})
    return Step(
        sql=f"{_alter_column(item)} ADD GENERATED {form} AS IDENTITY{identity_options(item)}",
        key=item.key,
        rank=Rank.COLUMN,
        creates=frozenset() if turned else own,
        alters=(own if turned else frozenset[Key]()) | {_column(item)},
        needs=frozenset({_column(item)}),
    )


def _goes_on(item: Sequence, before: str, *, frees: Key | None = None) -> Step:
    """Take the numbers up where another sequence stands."""
    step = _step(f"SELECT setval({quoted(item)}, last_value, is_called) FROM {before}", item)
    return replace(step, frees=frozenset({frees})) if frees else step


def _after_the_last(item: Sequence) -> Step:
    """Take the numbers up after those that the rows have."""
    column = quote(item.owner_column or "")
    last, sign, bound = (
        ("max", ">=", item.minimum) if item.increment > 0 else ("min", "<=", item.maximum)
    )
    return _step(
        f"SELECT setval({quoted(item)}, {last}({column})) "
        f"FROM {qualified(item.schema, item.owner_table or '')} WHERE {column} {sign} {bound}",
        item,
        needs=frozenset({_column(item)}),
    )


def _owned(item: Sequence) -> Step:
    owner = "NONE"
    if item.owner_table and item.owner_column:
        owner = f"{qualified(item.schema, item.owner_table)}.{quote(item.owner_column)}"
    sql = f"ALTER SEQUENCE {named(item.key)} OWNED BY {owner}"
    return _step(sql, item, needs=frozenset({_column(item)} if item.owner_table else ()))


def _column(item: Sequence) -> Key:
    return Key("column", item.schema, item.owner_table or "", item.owner_column or "")


def _alter_column(item: Sequence) -> str:
    table = qualified(item.schema, item.owner_table or "")
    return f"ALTER TABLE {table} ALTER COLUMN {quote(item.owner_column or '')}"


def _step(sql: str, item: Sequence, *alters: Key, needs: frozenset[Key] = frozenset()) -> Step:
    return Step(
        sql=sql,
        key=item.key,
        rank=Rank.COLUMN if needs or alters else Rank.SEQUENCE,
        alters=frozenset({item.key, *alters}),
        needs=frozenset({item.key, *alters}) | needs,
    )

"""A table that can only be made again keeps its rows: they stand in a table of their own meanwhile.

A plain table does not become a partitioned one in place, nor does a partitioned
one get another key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Key, Table
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import Side, State


def is_rebuilt(table: Key, state: State) -> bool:
    """Whether a table is dropped and made again, and its rows are its own, not a parent's."""
    return (
        table in state.old
        and state.is_made(table)
        and not any(state.is_made(one) for one in state.old.parents(table))
    )


def rows_before(key: Key, state: State) -> frozenset[Key]:
    """The rows that must be back before a foreign key or a trigger is made: it would mind them."""
    tables = {state.new.table_of(one) for one in (key, *state.new.needs(key))}
    above = {other for one in tables if one for other in (one, *_above(one, state))}
    return frozenset(_filled(one) for one in above if is_rebuilt(one, state))


def _above(table: Key, state: State) -> Iterator[Key]:
    for parent in state.new.parents(table):
        yield parent
        yield from _above(parent, state)


def _filled(table: Key) -> Key:
    return Key("rows", table.schema, table.name)


def save(item: Table, state: State) -> Iterator[Step]:
    """Copy the rows before the table is dropped."""
    kept = _kept(item.key, state)
    yield Step(
        sql=f"CREATE TABLE {named(kept)} AS TABLE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        creates=frozenset({kept}),
        alters=frozenset({kept}),
        needs=frozenset(
            one for one in state.old.heirs(item.key) if one in state.new and one not in state.gone
        ),
        frees=frozenset({item.key, *below(item.key, state.old)}),
    )
    for child in reversed(below(item.key, state.old)):
        if child not in state.new:
            yield Step(
                sql=f"DROP TABLE {named(child)}",
                key=child,
                rank=Rank.DROP,
                drops=frozenset({child}),
                loses=True,
            )


def restore(item: Table, state: State) -> Iterator[Step]:
    """Copy the rows back once the table and its partitions are there."""
    kept = _kept(item.key, state)
    filled = _filled(item.key)
    columns = [
        (new, old)
        for new in sorted(state.new.children(item.key, Column), key=lambda one: one.position)
        if (old := state.old.find(Column, new.key)) and not new.generated
    ]
    into = ", ".join(quote(new.name) for new, _ in columns)
    values = ", ".join(
        quote(new.name) if new.type == old.type else f"{quote(new.name)}::{new.type}"
        for new, old in columns
    )
    always = any(new.identity_form == "a" for new, _ in columns)
    overriding = " OVERRIDING SYSTEM VALUE" if always else ""
    yield Step(
        sql=f"INSERT INTO {named(item.key)} ({into}){overriding} "
        f"SELECT {values} FROM {named(kept)}",
        key=item.key,
        rank=Rank.TABLE,
        creates=frozenset({filled}),
        needs=frozenset({kept, item.key, *below(item.key, state.new)}),
        rewrites=True,
    )
    yield from _numbers(item, filled, state)
    yield Step(
        sql=f"DROP TABLE {named(kept)}",
        key=item.key,
        rank=Rank.TABLE,
        creates=frozenset({Key("rows", item.schema, kept.name)}),
        needs=frozenset({filled}),
    )


def _numbers(item: Table, filled: Key, state: State) -> Iterator[Step]:
    """Sequences that were made again go on where the numbers that were given out end."""
    for column in state.new.children(item.key, Column):
        for sequence in state.new.owned.get(column.key, ()):
            if state.is_made(sequence.key) and sequence.increment > 0 and column.key in state.old:
                yield Step(
                    sql=f"SELECT setval({literal(named(sequence.key))}, max({quote(column.name)})) "
                    f"FROM {named(item.key)}",
                    key=sequence.key,
                    rank=Rank.TABLE,
                    creates=frozenset({Key("rows", sequence.schema, sequence.name)}),
                    needs=frozenset({filled, sequence.key}),
                )


def below(table: Key, side: Side) -> list[Key]:
    """The tables that inherit from one, parents first."""
    return [key for one in side.heirs(table) for key in (one, *below(one, side))]


def _kept(table: Key, state: State) -> Key:
    """What the table with the rows is called: a name that nothing has."""
    label = "rows"
    while True:
        name = chosen_name(table.name, "", label)
        if not any(
            Key(kind, table.schema, name) in side
            for side in (state.old, state.new)
            for kind in ("table", "view", "materialized_view", "index", "sequence")
        ):
            return Key("table", table.schema, name)
        label += "_"

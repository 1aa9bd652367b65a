"""ALTER TABLE ADD, ALTER, DROP COLUMN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.inheritance import named_below
from ait_postgres.migrate.diff.kinds import serial
from ait_postgres.migrate.diff.kinds.column_type import type_step
from ait_postgres.migrate.diff.kinds.not_null import not_null_clause, not_null_steps
from ait_postgres.migrate.diff.kinds.sequence_options import identity_options
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Default, Key
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import Side, State

_IDENTITY: Final = {"a": "ALWAYS", "d": "BY DEFAULT"}
_GENERATED: Final = {"s": "STORED", "v": "VIRTUAL"}


def definition(item: Column, state: State, *, with_default: bool) -> str:
    """A column as CREATE TABLE and ADD COLUMN write it."""
    word = serial.word(item, state) if with_default else None
    parts = [quote(item.name), word or item.type]
    if item.compression:
        parts.append(f"COMPRESSION {item.compression}")
    if item.collation:
        parts.append(f"COLLATE {item.collation}")
    if item.generated:
        parts.append(f"GENERATED ALWAYS AS ({item.expression}) {_GENERATED[item.generated]}")
    if item.identity_form:
        options = identity_options(serial.identity(item, state.new))
        parts.append(f"GENERATED {_IDENTITY[item.identity_form]} AS IDENTITY{options}")
    if word:
        return " ".join(parts)
    if with_default and (default := _default(item, state.new)):
        parts.append(f"DEFAULT {default.expression}")
    return " ".join(parts) + not_null_clause(item)


def made_with(item: Column, state: State, *, with_default: bool) -> set[Key]:
    """What is made together with a column: its default, the sequence of identity or serial."""
    found = {sequence_.key} if (sequence_ := serial.identity(item, state.new)) else set[Key]()
    if with_default:
        found |= {one.key for one in state.new.children(item.key, Default)}
        if owned := serial.made_by_word(item, state):
            found.add(owned.key)
    return found


def _default(item: Column, side: Side) -> Default | None:
    return next(iter(side.children(item.key, Default)), None)


def create(item: Column, state: State) -> Iterator[Step]:
    """ADD COLUMN, with its default."""
    was = state.old.find(Column, item.key)
    if was and was.generated and not item.generated:
        yield from _filled(was, item, state)
        return
    yield _add(
        item, definition(item, state, with_default=True), made_with(item, state, with_default=True)
    )
    yield from after(item)


def _filled(was: Column, item: Column, state: State) -> Iterator[Step]:
    """A plain column with what a virtual one gave: DROP EXPRESSION is for stored ones."""
    stored = replace(item, generated="s", expression=was.expression, identity_form="")
    yield _add(item, definition(stored, state, with_default=False), set())
    yield replace(
        _step(item, "DROP EXPRESSION"), frees=state.old.needs(item.key) - state.new.needs(item.key)
    )
    for default in state.new.children(item.key, Default):
        yield Step(
            sql=f"ALTER TABLE {_table(item)} ALTER COLUMN {quote(item.name)} "
            f"SET DEFAULT {default.expression}",
            key=default.key,
            rank=Rank.COLUMN,
            creates=frozenset({default.key}),
        )
    yield from after(item)


def _add(item: Column, definition: str, with_: set[Key]) -> Step:
    return Step(
        sql=f"ALTER TABLE {_table(item)} ADD COLUMN {definition}",
        key=item.key,
        rank=Rank.COLUMN,
        creates=frozenset({item.key} | with_),
    )


def drop(item: Column, _state: State) -> Iterator[Step]:
    """DROP COLUMN; indexes and constraints on it go with it."""
    yield Step(
        sql=f"ALTER TABLE {_table(item)} DROP COLUMN {quote(item.name)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
        loses=not item.generated,
    )


def alter(old: Column, new: Column, state: State) -> list[Step] | None:
    """Whatever of a column can be changed while it keeps its values."""
    steps: list[Step] = []
    if (old.generated, old.expression) != (new.generated, new.expression):
        change = _expression(old, new, state)
        if change is None:
            return None
        steps.append(change)
    if (old.type, old.collation) != (new.type, new.collation):
        step = type_step(old, new, state)
        if step is None:
            return None
        steps.append(step)
        old = replace(old, storage=None, compression=None)  # the new type's own
    if new.not_null and not old.not_null:
        for below in named_below(new, state):
            own = not_null_steps(replace(below, not_null=False), below)
            steps += (replace(one, key=new.key) for one in own)
    steps += not_null_steps(old, new)
    if old.identity_form and new.identity_form and old.identity_form != new.identity_form:
        steps.append(_step(new, f"SET GENERATED {_IDENTITY[new.identity_form]}"))
    steps += _settings(old, new, state.major)
    return steps


def _expression(old: Column, new: Column, state: State) -> Step | None:
    if old.generated == "s" and not new.generated:
        return _step(new, "DROP EXPRESSION")
    if old.generated != new.generated or state.major < 17 or old.type != new.type:
        return None
    return replace(
        _step(new, f"SET EXPRESSION AS ({new.expression})"),
        needs=None,
        displaces=frozenset({new.key}),
        rewrites=new.generated == "s",
    )


def after(item: Column) -> Iterator[Step]:
    """What CREATE TABLE and ADD COLUMN have no clause for."""
    bare = replace(
        item, not_null=item.not_null and item.not_null_form != " NOT VALID",
        storage=None, statistics=None, options=(),
    )  # fmt: skip
    yield from not_null_steps(bare, item)
    yield from _settings(bare, item, 18)


def _settings(old: Column, new: Column, major: int) -> Iterator[Step]:
    if old.storage != new.storage:
        yield _step(new, f"SET STORAGE {new.storage or _own_storage(new, major)}")
    if old.compression != new.compression:
        yield _step(new, f"SET COMPRESSION {new.compression or 'default'}")
    if old.statistics != new.statistics:
        target = -1 if new.statistics is None else new.statistics
        yield _step(new, f"SET STATISTICS {target}")
    if set_ := [one for one in new.options if one not in old.options]:
        yield _step(new, f"SET ({', '.join(_option(one) for one in set_)})")
    names = {one.partition("=")[0] for one in new.options}
    if reset := [name for one in old.options if (name := one.partition("=")[0]) not in names]:
        yield _step(new, f"RESET ({', '.join(reset)})")


def _option(text: str) -> str:
    name, _, value = text.partition("=")
    return f"{name} = {value}"


def _own_storage(item: Column, major: int) -> str:
    """The storage of a column's type: a word for it came with PostgreSQL 16."""
    if major >= 16:
        return "DEFAULT"
    return "MAIN" if item.type.partition("(")[0] in {"numeric", "inet", "cidr"} else "EXTENDED"


def _step(item: Column, change: str) -> Step:
    return Step(
        sql=f"ALTER TABLE {_table(item)} ALTER COLUMN {quote(item.name)} {change}",
        key=item.key,
        rank=Rank.COLUMN,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )


def _table(item: Column) -> str:
    return qualified(item.schema, item.table)

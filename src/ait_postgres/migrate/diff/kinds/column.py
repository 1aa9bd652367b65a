"""ALTER TABLE ADD, ALTER, DROP COLUMN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds import sequence
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Default, Key, Sequence
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import Side, State

_IDENTITY: Final = {"a": "ALWAYS", "d": "BY DEFAULT"}
_GENERATED: Final = {"s": "STORED", "v": "VIRTUAL"}


def definition(item: Column, state: State, *, with_default: bool) -> str:
    """A column as CREATE TABLE and ADD COLUMN write it."""
    parts = [quote(item.name), item.type]
    if item.compression:
        parts.append(f"COMPRESSION {item.compression}")
    if item.collation:
        parts.append(f"COLLATE {item.collation}")
    if item.generated:
        parts.append(f"GENERATED ALWAYS AS ({item.expression}) {_GENERATED[item.generated]}")
    if item.identity_form:
        options = sequence.identity_options(_identity_sequence(item, state.new))
        parts.append(f"GENERATED {_IDENTITY[item.identity_form]} AS IDENTITY{options}")
    if with_default and (default := _default(item, state.new)):
        parts.append(f"DEFAULT {default.expression}")
    if item.not_null:
        name = f"CONSTRAINT {quote(item.not_null_name)} " if item.not_null_name else ""
        parts.append(f"{name}NOT NULL{item.not_null_form.replace(' NOT VALID', '')}")
    return " ".join(parts)


def made_with(item: Column, state: State, *, with_default: bool) -> set[Key]:
    """What is made together with a column: its default, an identity column's sequence."""
    default = _default(item, state.new) if with_default else None
    sequence_ = _identity_sequence(item, state.new) if item.identity_form else None
    return {one.key for one in (default, sequence_) if one}


def _default(item: Column, side: Side) -> Default | None:
    return next(iter(side.children(item.key, Default)), None)


def _identity_sequence(item: Column, side: Side) -> Sequence | None:
    return next(
        (one for one in side.owned.get(item.key, ()) if one.of_identity),
        None,
    )


def create(item: Column, state: State) -> Iterator[Step]:
    """ADD COLUMN, with its default."""
    yield Step(
        sql=f"ALTER TABLE {_table(item)} ADD COLUMN {definition(item, state, with_default=True)}",
        key=item.key,
        rank=Rank.COLUMN,
        creates=frozenset({item.key} | made_with(item, state, with_default=True)),
    )
    yield from _after(item)


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
    if (old.generated, old.expression) != (new.generated, new.expression) and (
        not old.generated or new.generated
    ):
        return None
    steps: list[Step] = []
    if old.generated and not new.generated:
        steps.append(_step(new, "DROP EXPRESSION"))
    if (old.type, old.collation) != (new.type, new.collation):
        steps.append(_type(new))
    if old.not_null != new.not_null:
        steps.append(_step(new, "SET NOT NULL" if new.not_null else "DROP NOT NULL"))
    steps += _identity(old, new, state)
    steps += _storage(old, new)
    return steps


def _type(new: Column) -> Step:
    collate = f" COLLATE {new.collation}" if new.collation else ""
    using = _using(new)
    return Step(
        sql=f"ALTER TABLE {_table(new)} ALTER COLUMN {quote(new.name)} TYPE {new.type}"
        f"{collate}{using}",
        key=new.key,
        rank=Rank.COLUMN,
        alters=frozenset({new.key}),
        displaces=frozenset({new.key, Key("default", new.schema, new.table, new.name)}),
        rewrites=True,
    )


def _using(new: Column) -> str:
    return f" USING {quote(new.name)}::{new.type}"


def _identity(old: Column, new: Column, state: State) -> Iterator[Step]:
    if old.identity_form == new.identity_form:
        return
    if not new.identity_form:
        yield _step(new, "DROP IDENTITY")
    elif not old.identity_form:
        options = sequence.identity_options(_identity_sequence(new, state.new))
        yield _step(new, f"ADD GENERATED {_IDENTITY[new.identity_form]} AS IDENTITY{options}")
    else:
        yield _step(new, f"SET GENERATED {_IDENTITY[new.identity_form]}")


def _storage(old: Column, new: Column) -> Iterator[Step]:
    if old.storage != new.storage:
        yield _step(new, f"SET STORAGE {new.storage or 'DEFAULT'}")
    if old.compression != new.compression:
        yield _step(new, f"SET COMPRESSION {new.compression or 'default'}")
    if old.statistics != new.statistics:
        target = -1 if new.statistics is None else new.statistics
        yield _step(new, f"SET STATISTICS {target}")


def _after(item: Column) -> Iterator[Step]:
    """What ADD COLUMN has no clause for."""
    if item.storage:
        yield _step(item, f"SET STORAGE {item.storage}")
    if item.statistics is not None:
        yield _step(item, f"SET STATISTICS {item.statistics}")


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

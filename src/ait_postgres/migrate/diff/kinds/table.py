"""CREATE, ALTER, DROP TABLE: what concerns the table as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.kinds import column, constraint, default, sequence, serial
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Constraint, Default, Key
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Table


def create(item: Table, state: State) -> Iterator[Step]:
    """CREATE TABLE with its columns, their defaults and the constraints that concern it alone."""
    columns = sorted(state.new.children(item.key, Column), key=lambda one: one.position)
    constraints = [
        one for one in state.new.children(item.key, Constraint) if constraint.goes_inline(one)
    ]
    bare = _create(item, columns, [], state, defaults=False)
    serials = [one for column_ in columns if (one := serial.made_by_word(column_, state))]
    defaults = [found for one in columns for found in state.new.children(one.key, Default)]
    apart = [
        bare,
        *(step for one in serials for step in sequence.create(one, state)),
        *(step for one in defaults for step in default.create(one, state)),
        *(step for one in constraints for step in constraint.create(one, state)),
    ]
    whole = _create(item, columns, constraints, state, defaults=True)
    yield Step(
        sql=whole.sql,
        key=item.key,
        rank=Rank.TABLE,
        creates=whole.creates,
        split=tuple(apart) if len(apart) > 1 else (),
    )
    for made in columns:
        yield from column.after(made)
    yield from _after(item)


def _create(
    item: Table,
    columns: list[Column],
    constraints: list[Constraint],
    state: State,
    *,
    defaults: bool,
) -> Step:
    lines = [column.definition(one, state, with_default=defaults) for one in columns]
    lines += [f"CONSTRAINT {quote(one.name)} {one.definition}" for one in constraints]
    body = "(" + ",".join(f"\n    {line}" for line in lines) + "\n)" if lines else "()"
    creates = {item.key, *(one.key for one in columns), *(one.key for one in constraints)}
    for one in columns:
        creates |= column.made_with(one, state, with_default=defaults)
    return Step(
        sql=f"CREATE{_unlogged(item)} TABLE {named(item.key)} {body}{_clauses(item)}",
        key=item.key,
        rank=Rank.TABLE,
        creates=frozenset(creates),
    )


def _unlogged(item: Table) -> str:
    return " UNLOGGED" if item.persistence == "u" else ""


def _clauses(item: Table) -> str:
    parts = [
        f" PARTITION BY {item.partition_key}" if item.partition_key else "",
        f" USING {quote(item.access_method)}" if item.access_method else "",
        f" WITH ({', '.join(item.options)})" if item.options else "",
    ]
    return "".join(parts)


def _after(item: Table) -> Iterator[Step]:
    """What CREATE TABLE has no clause for."""
    if item.row_security:
        yield _alter_step(item, "ENABLE ROW LEVEL SECURITY")
    if item.force_row_security:
        yield _alter_step(item, "FORCE ROW LEVEL SECURITY")
    if item.replica_identity != "d":
        yield _replica_identity(item)


def drop(item: Table, _state: State) -> Iterator[Step]:
    """DROP TABLE; what hangs on it goes with it."""
    yield Step(
        sql=f"DROP TABLE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
        loses=True,
    )


def alter(old: Table, new: Table, _state: State) -> list[Step] | None:
    """Whatever of a table can be changed while it keeps its rows."""
    if (old.form, old.partition_key, old.of_type) != (new.form, new.partition_key, new.of_type):
        return None
    steps: list[Step] = []
    if old.persistence != new.persistence:
        word = "UNLOGGED" if new.persistence == "u" else "LOGGED"
        steps.append(_alter_step(new, f"SET {word}", rewrites=True))
    steps += _options(old, new)
    if old.row_security != new.row_security:
        word = "ENABLE" if new.row_security else "DISABLE"
        steps.append(_alter_step(new, f"{word} ROW LEVEL SECURITY"))
    if old.force_row_security != new.force_row_security:
        word = "FORCE" if new.force_row_security else "NO FORCE"
        steps.append(_alter_step(new, f"{word} ROW LEVEL SECURITY"))
    if old.replica_identity != new.replica_identity:
        steps.append(_replica_identity(new))
    return steps


def _options(old: Table, new: Table) -> Iterator[Step]:
    set_ = [one for one in new.options if one not in old.options]
    names = {one.partition("=")[0] for one in new.options}
    reset = [name for one in old.options if (name := one.partition("=")[0]) not in names]
    if set_:
        yield _alter_step(new, f"SET ({', '.join(set_)})")
    if reset:
        yield _alter_step(new, f"RESET ({', '.join(reset)})")


def _replica_identity(item: Table) -> Step:
    if not item.replica_identity.startswith("i "):
        word = {"d": "DEFAULT", "f": "FULL", "n": "NOTHING"}[item.replica_identity]
        return _alter_step(item, f"REPLICA IDENTITY {word}")
    index = item.replica_identity[2:]
    needs = {
        item.key,
        Key("index", item.schema, index),
        Key("constraint", item.schema, item.name, index),
    }
    return Step(
        sql=f"ALTER TABLE {named(item.key)} REPLICA IDENTITY USING INDEX {quote(index)}",
        key=item.key,
        rank=Rank.INDEX,
        needs=frozenset(needs),
    )


def _alter_step(item: Table, change: str, *, rewrites: bool = False) -> Step:
    return Step(
        sql=f"ALTER TABLE {named(item.key)} {change}",
        key=item.key,
        rank=Rank.TABLE,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
        rewrites=rewrites,
    )

"""CREATE, ALTER, DROP TABLE: what concerns the table as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.inheritance import (
    attach,
    brought_by_attaching,
    comes_along,
    detach,
    follows,
)
from ait_postgres.migrate.diff.kinds import (
    column,
    constraint,
    default,
    index,
    rebuild,
    sequence,
    serial,
)
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column, Constraint, Default, Index, Key, Table
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State


def create(item: Table, state: State) -> Iterator[Step]:
    """CREATE TABLE with its columns, their defaults and the constraints that concern it alone."""
    columns = sorted(state.new.children(item.key, Column), key=lambda one: one.position)
    constraints = [
        one
        for one in state.new.children(item.key, Constraint)
        if constraint.goes_inline(one) and not _comes_later(one, item, state)
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
    yield replace(whole, split=tuple(apart) if len(apart) > 1 else ())
    for held in constraints:
        yield from constraint.after_create(held, state)
    for made in columns:
        if made.local or item.bound is not None:
            yield from column.after(made)
    yield from _after(item)
    yield from _attach(item, state)
    if rebuild.is_rebuilt(item.key, state):
        yield from rebuild.restore(item, state)


def _comes_later(one: Constraint, item: Table, state: State) -> bool:
    """Whether a constraint comes of the parent's: a partition must have the checks before."""
    return comes_along(one, state) or (one.inherited and not one.local and item.bound is None)


def _create(
    item: Table,
    columns: list[Column],
    constraints: list[Constraint],
    state: State,
    *,
    defaults: bool,
) -> Step:
    own = [one for one in columns if one.local or item.bound is not None]
    lines = [_column(one, item, state, with_default=defaults) for one in own]
    lines += [constraint.inline(one) for one in constraints]
    lines = [line for line in lines if line]
    creates = {item.key, *(one.key for one in columns), *(one.key for one in constraints)}
    for one in own:
        creates |= column.made_with(one, state, with_default=defaults)
    return Step(
        sql=f"CREATE{_unlogged(item)} TABLE {named(item.key)}{_body(item, lines)}{_clauses(item)}",
        key=item.key,
        rank=Rank.TABLE,
        creates=frozenset(creates),
    )


def _body(item: Table, lines: list[str]) -> str:
    body = "(" + ",".join(f"\n    {line}" for line in lines) + "\n)" if lines else "()"
    if item.of_type:
        return f" OF {item.of_type}" + (f" {body}" if lines else "")
    inherits = f" INHERITS ({', '.join(item.inherits)})" if item.inherits and not item.bound else ""
    return f" {body}{inherits}"


def _column(one: Column, item: Table, state: State, *, with_default: bool) -> str:
    if item.bound and one.identity_form and not state.new.owned.get(one.key):
        one = replace(one, identity_form="")  # the parent's, which ATTACH PARTITION gives it
    text = column.definition(one, state, with_default=with_default)
    if not item.of_type:
        return text
    head, tail = column.definition(replace(one, not_null=False), state, with_default=False), text
    own = tail.removeprefix(head)
    return f"{quote(one.name)} WITH OPTIONS{own}" if own else ""


def _attach(item: Table, state: State) -> Iterator[Step]:
    """ATTACH PARTITION, INHERIT: once all is in place on both sides."""
    for parent, sql in attach(item, state):
        gone = {one for one in state.old.heirs(parent) if one not in state.new}
        yield Step(
            sql=sql,
            key=item.key,
            rank=Rank.INDEX,
            creates=frozenset(brought_by_attaching(item.key, state)),
            alters=frozenset({item.key}),
            behind=frozenset({item.key, parent} | gone),
        )


def _detach(old: Table, new: Table, state: State) -> Iterator[Step]:
    """DETACH PARTITION, NO INHERIT: before anything else happens on either side."""
    for parent, sql in detach(old, new, state):
        yield Step(
            sql=sql,
            key=new.key,
            rank=Rank.RENAME,
            alters=frozenset({new.key}),
            needs=frozenset(),
            ahead=frozenset({new.key, parent}),
        )


def _unlogged(item: Table) -> str:
    return " UNLOGGED" if item.persistence == "u" else ""


def _clauses(item: Table) -> str:
    parts = [
        f" PARTITION BY {item.partition_key}" if item.partition_key else "",
        f" USING {quote(item.access_method)}" if item.access_method else "",
        f" WITH ({', '.join(item.options_as_given)})" if item.options else "",
    ]
    return "".join(parts)


def _after(item: Table) -> Iterator[Step]:
    """What CREATE TABLE has no clause for."""
    if item.row_security:
        yield _alter_step(item, "ENABLE ROW LEVEL SECURITY")
    if item.force_row_security:
        yield _alter_step(item, "FORCE ROW LEVEL SECURITY")
    if item.replica_identity != "d":
        yield from _replica_identity(item)


def drop(item: Table, state: State) -> Iterator[Step]:
    """DROP TABLE; what hangs on it goes with it."""
    if rebuild.is_rebuilt(item.key, state):
        yield from rebuild.save(item, state)
    apart = frozenset({Key("detached", item.schema, item.name)})
    if _is_referred_to(item, state):
        yield replace(
            _alter_step(item, ""),
            sql=f"ALTER TABLE {item.inherits[0]} DETACH PARTITION {named(item.key)}",
            alters=apart,
            needs=frozenset(),
        )
    whole = Step(
        sql=f"DROP TABLE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
        alters=apart,
        needs=frozenset(),
        loses=not state.is_made(item.key),
        rewrites=state.is_made(item.key),
    )
    first = [*_hanging(item, state)]
    yield replace(whole, split=(*first, whole) if first else ())


def _hanging(item: Table, state: State) -> Iterator[Step]:
    """Drop what ties it and its partitions to others, which may have to go before it."""
    for table in (item.key, *rebuild.below(item.key, state.old)):
        for one in state.old.children(table, Constraint):
            own = follows(one, state.old) is None
            if own and (one.form == "f" or _calls(one.key, state)):
                yield from constraint.drop(one, state)
        for held in state.old.children(table, Index):
            if _calls(held.key, state) and not held.attached_to:
                yield from index.drop(held, state)


def _is_referred_to(item: Table, state: State) -> bool:
    """Whether a foreign key that refers to a table that stays keeps a partition from going."""
    above = {one for one in state.old.parents(item.key) if item.bound and one not in state.gone}
    return bool(above) and any(
        isinstance(one, Constraint) and state.old.table(one.references or "") in above
        for one in state.old.catalogue.objects
    )


def _calls(key: Key, state: State) -> bool:
    return any(one.kind == "routine" for one in state.old.needs(key))


def alter(old: Table, new: Table, state: State) -> list[Step] | None:
    """Whatever of a table can be changed while it keeps its rows."""
    if _is_another(old, new, state):
        return None
    if old.access_method != new.access_method and state.major < 15:
        return None
    steps = [*_detach(old, new, state)]
    if old.of_type and old.of_type != new.of_type:
        # Before its type changes, and its columns with it.
        steps.append(replace(_alter_step(new, "NOT OF"), rank=Rank.RENAME, needs=frozenset()))
    if old.persistence != new.persistence:
        steps.append(_persistence(new, state))
    if old.access_method != new.access_method:
        method = quote(new.access_method or "heap")
        steps.append(_alter_step(new, f"SET ACCESS METHOD {method}", rewrites=True))
    steps += _options(old, new)
    steps += _security(old, new)
    if old.replica_identity != new.replica_identity:
        steps += _replica_identity(new)
    if new.of_type and old.of_type != new.of_type:
        steps.append(replace(_alter_step(new, f"OF {new.of_type}"), behind=frozenset({new.key})))
    return [*steps, *_attach(new, state)]


def _is_another(old: Table, new: Table, state: State) -> bool:
    """Whether a table is partitioned otherwise than before, or stays with one that is."""
    if (old.form, old.partition_key) != (new.form, new.partition_key):
        return True
    for key in state.old.needs(old.key):
        before, after = state.old.find(Column, key), state.new.find(Column, key)
        if before and after and (before.type, before.collation) != (after.type, after.collation):
            return True  # a column of the key: PostgreSQL gives it no other type
    for parent in state.old.parents(old.key):
        above, later = state.old.find(Table, parent), state.new.find(Table, parent)
        if parent in state.new.parents(new.key) and above and later:
            return _is_another(above, later, state)
    return False


def _persistence(new: Table, state: State) -> Step:
    """SET LOGGED, UNLOGGED: a permanent table may not refer to an unlogged one."""
    logged = new.persistence == "p"
    others: set[Key] = set()
    for key, item in state.new.by_key.items():
        if isinstance(item, Constraint) and item.form == "f":
            from_, to = item.parent, state.new.table(item.references or "")
            if logged and from_ == new.key and to:
                others.add(to)
            elif not logged and to == new.key and from_:
                others.add(Key("table", key.schema, key.name))
    return replace(
        _alter_step(new, "SET LOGGED" if logged else "SET UNLOGGED", rewrites=True),
        needs=frozenset({new.key} | others),
    )


def _security(old: Table, new: Table) -> Iterator[Step]:
    if old.row_security != new.row_security:
        word = "ENABLE" if new.row_security else "DISABLE"
        yield _alter_step(new, f"{word} ROW LEVEL SECURITY")
    if old.force_row_security != new.force_row_security:
        word = "FORCE" if new.force_row_security else "NO FORCE"
        yield _alter_step(new, f"{word} ROW LEVEL SECURITY")


def _options(old: Table, new: Table) -> Iterator[Step]:
    set_ = [one for one in new.options_as_given if one not in old.options]
    names = {one.partition("=")[0] for one in new.options}
    reset = [name for one in old.options if (name := one.partition("=")[0]) not in names]
    if set_:
        yield _alter_step(new, f"SET ({', '.join(set_)})")
    if reset:
        yield _alter_step(new, f"RESET ({', '.join(reset)})")


def _replica_identity(item: Table) -> Iterator[Step]:
    """All but USING INDEX, which is the index's."""
    if item.replica_identity != "i":
        word = {"d": "DEFAULT", "f": "FULL", "n": "NOTHING"}[item.replica_identity]
        yield _alter_step(item, f"REPLICA IDENTITY {word}")


def _alter_step(item: Table, change: str, *, rewrites: bool = False) -> Step:
    return Step(
        sql=f"ALTER TABLE {named(item.key)} {change}",
        key=item.key,
        rank=Rank.TABLE,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
        rewrites=rewrites,
    )

"""A type that must be made anew while columns hold its values.

PostgreSQL takes no value from an enum and gives a domain no other type. So the
old type steps aside under another name, the new one is made, the columns go
over from one to the other by way of text, and the old type is dropped. A range
type's multirange and constructors step aside with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Attribute, Column, Constraint, Domain, Enum, Key, Range
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ait_postgres.migrate.diff.state import Side, State

TYPES: Final = frozenset({"enum", "domain", "composite", "range"})


def goes_over(key: Key, type_: Key, state: State) -> bool:
    """Whether a column stays when its type is made anew; a generated one is made again."""
    column = state.old.find(Column, key)
    return (
        column is not None
        and not column.generated
        and type_.kind in TYPES
        and type_ in state.new
        and type_ in state.new.needs(key)
    )


def displaced(column: Key, state: State) -> Iterator[Key]:
    """What must be dropped before a column goes over, besides what a change of type displaces."""
    default = column._replace(kind="default")
    if default in state.old:
        yield default
    for one in state.old.dependents.get(column, ()):
        item = state.old.get(one.of)
        if isinstance(item, Constraint) and item.form == "f":
            yield one.of


def held_fast(state: State, changes: Mapping[Key, tuple[Step, ...] | None]) -> Iterator[Key]:
    """Types whose change PostgreSQL refuses because of the columns that hold them.

    An attribute's type may not change while a column holds the composite type;
    a domain may not become stricter while an array or a composite type holds it.
    """
    for key, steps in changes.items():
        type_ = key._replace(kind="composite", part="")
        if key.kind == "attribute" and (steps or steps is None) and _columns(type_, state):
            yield type_
    for key, item in state.new.by_key.items():
        stricter = key.kind == "domain_constraint" and key not in state.old
        if isinstance(item, Domain) and (before := state.old.find(Domain, key)):
            stricter = item.not_null and not before.not_null
        domain = key._replace(kind="domain", part="")
        if (stricter or changes.get(key)) and domain in state.old and _is_inside(domain, state):
            yield domain


def _columns(type_: Key, state: State) -> list[Column]:
    """The columns that hold a type and stay."""
    users = [one.of for one in state.old.dependents.get(type_, ())]
    return [
        column
        for key in users
        if goes_over(key, type_, state) and (column := state.old.find(Column, key))
    ]


def _is_inside(domain: Key, state: State) -> bool:
    """Whether a column holds a domain as a part of something."""
    attributes = (one.of for one in state.old.dependents.get(domain, ()))
    return any(column.type.endswith("[]") for column in _columns(domain, state)) or any(
        _columns(key._replace(kind="composite", part=""), state)
        for key in attributes
        if key.kind == "attribute"
    )


def swapped(
    over: Mapping[Key, frozenset[Key]], gone: Collection[Key], state: State
) -> frozenset[Key]:
    """The types of such columns, and of the types that go, those that they are made of."""
    found = {type_ for types in over.values() for type_ in types}
    candidates = [key for key in gone if key.kind in TYPES and key in state.new]
    while more := {key for key in candidates if _users(key, state) & found} - found:
        found |= more
    return frozenset(found)


def _users(type_: Key, state: State) -> set[Key]:
    """What is made of a type."""
    return {whole(one.of, type_) for one in state.old.dependents.get(type_, ())}


def whole(key: Key, type_: Key) -> Key:
    """What is made of a type: for an attribute of another type, that one."""
    if key.kind != "attribute" or key.name == type_.name:
        return key
    return key._replace(kind="composite", part="")


def step_aside(type_: Key, state: State) -> Iterator[Step]:
    """Give the name free."""
    aside = _aside(type_, state)
    renames = [f"TYPE {qualified(type_.schema, type_.name)} RENAME TO {quote(aside.name)}"]
    old, new = state.old.find(Range, type_), state.new.find(Range, type_)
    if old and new:
        renames += _made_with_range(old, new, aside.name)
    for rename in renames:
        yield Step(
            sql=f"ALTER {rename}",
            key=type_,
            rank=Rank.TYPE,
            drops=frozenset({type_}),
        )


def _made_with_range(old: Range, new: Range, aside: str) -> Iterator[str]:
    """A range type's multirange, and the constructors whose arguments the new ones have too."""
    if old.multirange == new.multirange:
        multirange = qualified(old.schema, old.multirange)
        renamed = f"RENAME TO {quote(f'{aside}_multirange')}"
        yield f"TYPE {multirange} {renamed}"
        yield f"FUNCTION {multirange}() {renamed}"
    if old.subtype == new.subtype:
        for arguments in (f"{old.subtype}, {old.subtype}", f"{old.subtype}, {old.subtype}, text"):
            made = qualified(old.schema, old.name)
            yield f"FUNCTION {made}({arguments}) RENAME TO {quote(aside)}"


def go_over(column: Key, types: Collection[Key], state: State) -> Iterator[Step]:
    """ALTER COLUMN TYPE to the type of the same name; of a child table, its parent's does it."""
    old = state.old.find(Column, column)
    if old is None or old.inherited:
        return
    name = quote(column.part)
    using, needs = _using(name, old.type, state), frozenset(types) | {column}
    holder = None
    if old.type.endswith("[]") and _has_other_attributes(old.type.removesuffix("[]"), state):
        made = f"{column.name[:28]}_{column.part[:28]}_new"
        holder = _unused(Key("composite", column.schema, made), state)
        type_ = qualified(holder.schema, holder.name)
        # By the names of the attributes; USING may hold no subquery, but a record of one field.
        using = f"(json_populate_record(NULL::{type_}, json_build_object('v', {name}))).v"
        yield Step(
            sql=f"CREATE TYPE {type_} AS (v {old.type})",
            key=holder,
            rank=Rank.TYPE,
            creates=frozenset({holder}),
            needs=frozenset(types),
        )
        needs |= {holder}
    change = f"ALTER TABLE {qualified(column.schema, column.name)} ALTER COLUMN {name} TYPE"
    yield Step(
        sql=f"{change} {old.type} USING {using}",
        key=column,
        rank=Rank.COLUMN,
        alters=frozenset({column}),
        needs=needs,
        rewrites=True,
        refuses=any(_takes_less(type_, state) for type_ in types),
    )
    if holder:
        yield Step(
            sql=f"DROP TYPE {qualified(holder.schema, holder.name)}",
            key=holder,
            rank=Rank.DROP,
            alters=frozenset({holder._replace(part="gone")}),
            needs=frozenset({column}),
        )


def _takes_less(type_: Key, state: State) -> bool:
    """Whether the new type may lack a value of the old; of enums alone it is known not to."""
    old, new = state.old.find(Enum, type_), state.new.find(Enum, type_)
    return not (old and new and set(old.values) <= set(new.values))


def _using(name: str, type_: str, state: State) -> str:
    element = type_.removesuffix("[]")
    if element != type_:
        return f"{name}::text[]::{type_}"
    if _has_other_attributes(element, state):
        old, new = (_attributes(element, side) for side in (state.old, state.new))
        before = [one.name for one in old]
        row = ", ".join(
            f"({name}).{quote(one.name)}::text" if one.name in before else "NULL"
            for one in sorted(new, key=lambda one: one.position)
        )
        return f"CASE WHEN {name} IS DISTINCT FROM NULL THEN ROW({row})::{type_} END"
    return f"{name}::text::{type_}"


def _has_other_attributes(type_: str, state: State) -> bool:
    """Whether a composite type has attributes that the old one has not, or lacks some of its."""
    old, new = (_attributes(type_, side) for side in (state.old, state.new))
    return len(old) != len(new) or {one.name for one in old} != {one.name for one in new}


def _attributes(type_: str, side: Side) -> list[Attribute]:
    item = side.types.get(type_)
    return side.children(item.key, Attribute) if item else []


def drop_old(type_: Key, columns: Collection[Key], types: Collection[Key], state: State) -> Step:
    """DROP TYPE, once no column and no other old type holds it."""
    aside = _aside(type_, state)
    others = {_aside(one, state) for one in _users(type_, state) - {type_} if one in types}
    return Step(
        sql=f"DROP TYPE {qualified(aside.schema, aside.name)}",
        key=type_,
        rank=Rank.DROP,
        alters=frozenset({aside}),
        needs=frozenset({*columns, *others}),
    )


def _aside(type_: Key, state: State) -> Key:
    return _unused(type_._replace(name=f"{type_.name[:55]}_old"), state)


def _unused(key: Key, state: State) -> Key:
    """The key, its name made longer until nothing else has it."""
    taken = {(key.schema, key.name) for side in (state.old, state.new) for key in side.by_key}
    while (key.schema, key.name) in taken:
        key = key._replace(name=f"{key.name}_")
    return key

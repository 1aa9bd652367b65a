"""CREATE, ALTER, DROP DOMAIN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.kinds import default as default_kind
from ait_postgres.migrate.diff.kinds import domain_constraint
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Default, DomainConstraint, Key
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Domain, SchemaObject


def create(item: Domain, state: State) -> Iterator[Step]:
    """CREATE DOMAIN with its default and its checks."""
    default = state.new.find(Default, Key("default", item.schema, item.name))
    checks = [
        one
        for one in state.new.children(item.key, DomainConstraint)
        if not one.definition.endswith(" NOT VALID")
    ]
    parts = [f"CREATE DOMAIN {named(item.key)} AS {item.type}"]
    if item.collation:
        parts.append(f"COLLATE {item.collation}")
    bare = list(parts)
    if default:
        parts.append(f"DEFAULT {default.expression}")
    if item.not_null:
        parts.append(_not_null(item))
        bare.append(_not_null(item))
    parts += [f"CONSTRAINT {quote(one.name)} {one.definition}" for one in checks]
    apart = [_create(item, bare)]
    if default:
        apart += default_kind.create(default, state)
    apart += [step for one in checks for step in domain_constraint.create(one, state)]
    whole = _create(item, parts, *([default] if default else []), *checks)
    yield replace(whole, split=tuple(apart) if len(apart) > 1 else ())


def _create(item: Domain, parts: list[str], *with_: SchemaObject) -> Step:
    return Step(
        sql=" ".join(parts),
        key=item.key,
        rank=Rank.TYPE,
        creates=frozenset({item.key, *(one.key for one in with_)}),
    )


def drop(item: Domain, _state: State) -> Iterator[Step]:
    """DROP DOMAIN."""
    yield Step(
        sql=f"DROP DOMAIN {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Domain, new: Domain, _state: State) -> list[Step] | None:
    """NOT NULL in place; a domain over another type is another domain."""
    if (old.type, old.collation) != (new.type, new.collation):
        return None
    if old.not_null and new.not_null:
        before, after = (quote(one.not_null_constraint or _usual(one)) for one in (old, new))
        return [_alter(new, f"RENAME CONSTRAINT {before} TO {after}")]
    if not new.not_null:
        return [_alter(new, "DROP NOT NULL")]
    return [_alter(new, f"ADD {_not_null(new)}" if new.not_null_constraint else "SET NOT NULL")]


def _not_null(item: Domain) -> str:
    name = item.not_null_constraint
    return f"CONSTRAINT {quote(name)} NOT NULL" if name else "NOT NULL"


def _usual(item: Domain) -> str:
    return chosen_name(item.name, "", "not_null")


def _alter(item: Domain, change: str) -> Step:
    return Step(
        sql=f"ALTER DOMAIN {named(item.key)} {change}",
        key=item.key,
        rank=Rank.TYPE,
        alters=frozenset({item.key}),
    )

"""The same constraint, index or statistics object under another name: renamed, never rebuilt.

PostgreSQL knows them by their oid, so a new name costs nothing, while what is
dropped and made again reads the whole table. Nobody is asked: nothing is
stored in them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Catalogue, Constraint, Index, Key, Statistics, Table
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ait_postgres.migrate.model import SchemaObject

    Renamable = Constraint | Index | Statistics


def renamed(old: Catalogue, new: Catalogue) -> tuple[Catalogue, tuple[Step, ...]]:
    """The old catalogue under the wanted names, and the statements that give them."""
    pairs = list(_pairs(old, new))
    if not pairs:
        return old, ()
    keys = {before.key: after.key for before, after in pairs}
    names = {
        qualified(before.schema, before.name): qualified(after.schema, after.name)
        for before, after in pairs
        if not isinstance(before, Statistics)
    }
    objects = sorted((_called(item, keys, names) for item in old.objects), key=lambda one: one.key)
    dependencies = sorted(
        one._replace(of=keys.get(one.of, one.of), on=keys.get(one.on, one.on))
        for one in old.dependencies
    )
    as_renamed = replace(old, objects=tuple(objects), dependencies=tuple(dependencies))
    return as_renamed, tuple(_step(before, after) for before, after in pairs)


def _pairs(old: Catalogue, new: Catalogue) -> Iterator[tuple[Renamable, Renamable]]:
    """What is gone and what is new of one table, alike in all but the name."""
    parents = {name for item in old.objects if isinstance(item, Table) for name in item.inherits}
    gone: defaultdict[object, list[Renamable]] = defaultdict(list)
    for item in old.objects:
        if not isinstance(item, (Constraint, Index, Statistics)) or item.key in new.by_key:
            continue
        if not _is_copied(item, parents):
            gone[_shape(item)].append(item)
    taken = {name for item in old.objects for name in _names(item)} if gone else set[object]()
    for item in new.objects:
        if isinstance(item, (Constraint, Index, Statistics)) and item.key not in old.by_key:
            alike = gone.get(_shape(item))
            if alike and taken.isdisjoint(_names(item)):
                yield alike.pop(0), item


def _is_copied(item: Renamable, parents: AbstractSet[str]) -> bool:
    """Whether one name is that of several, a parent table's and its children's."""
    if not isinstance(item, Constraint) or item.form not in "cf":
        return False
    return item.inherited or qualified(item.schema, item.table) in parents


def _shape(item: Renamable) -> object:
    """All of it but what it is called, also by a comment."""
    if isinstance(item, Statistics):
        return replace(item, name="", comment=None)
    return (
        item.parent,
        item.attached_to is None,
        replace(item, name="", comment=None, attached_to=None),
    )


def _names(item: SchemaObject) -> Iterator[object]:
    """The names that it takes: of a relation within its schema, of a constraint in its table."""
    if isinstance(item, Constraint):
        yield item.parent, item.name
    if item.kind == "statistics":
        yield item.kind, item.schema, item.name
    elif not isinstance(item, Constraint) or item.has_index:
        yield "relation", item.schema, item.name


def _called(item: SchemaObject, keys: Mapping[Key, Key], names: Mapping[str, str]) -> SchemaObject:
    """An object under its new name, its parent's index under that one's."""
    if isinstance(item, (Constraint, Index)) and item.attached_to and item.attached_to in names:
        item = replace(item, attached_to=names[item.attached_to])
    if item.key not in keys:
        return item
    key = keys[item.key]
    return replace(item, name=key.part or key.name)


def _step(before: Renamable, after: Renamable) -> Step:
    if isinstance(before, Constraint):
        table = qualified(before.schema, before.table)
        sql = f"ALTER TABLE {table} RENAME CONSTRAINT {quote(before.name)} TO {quote(after.name)}"
    else:
        sql = f"ALTER {before.kind.upper()} {named(before.key)} RENAME TO {quote(after.name)}"
    return Step(sql=sql, key=after.key, rank=Rank.RENAME, alters=frozenset({after.key}))

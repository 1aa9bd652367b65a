"""What looks like a rename: something gone, and something new much like it.

A guess is never acted on. It is a question, because a drop and a create in
its place would lose rows.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, TypeVar

from ait_postgres.migrate.model import Column, Enum, Key, Schema, SchemaObject, Table
from ait_postgres.migrate.renames import Rename

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ait_postgres.migrate.model import Catalogue

Name = TypeVar("Name", str, Key)

# Of what both have together: below this, two things have little in common.
_ALIKE: Final = 0.5
# Of two columns' names where the types differ: `mail` and `email` are 0.89, `a` and `b` 0.
_NAMES_ALIKE: Final = 0.6


def suspects(old: Catalogue, new: Catalogue) -> tuple[tuple[Key, tuple[Rename, ...]], ...]:
    """What is gone and may have been renamed, each with what it may be now, likeliest first."""
    found = list(_schemas(old, new))
    moved = {rename.old[0] for _, renames in found for rename in renames}
    for kind, likeness in ((Table, _tables), (Enum, _enums)):
        found += _pairs(old, new, kind, likeness(old, new), moved)
    found += _columns(old, new)
    found += _values(old, new)
    return tuple(found)


def _gone(old: Catalogue, new: Catalogue, kind: type[SchemaObject]) -> list[SchemaObject]:
    return [one for one in old.objects if isinstance(one, kind) and one.key not in new.by_key]


def _schemas(old: Catalogue, new: Catalogue) -> Iterator[tuple[Key, tuple[Rename, ...]]]:
    for one in _gone(old, new, Schema):
        scored = [
            (_overlap(_within(old, one.name), _within(new, other.name)), other.name)
            for other in _gone(new, old, Schema)
        ]
        if likely := _likely(scored):
            yield one.key, tuple(Rename("schema", (one.name,), name) for name in likely)


def _within(catalogue: Catalogue, schema: str) -> set[object]:
    return {(o.kind, o.key.name, o.key.part) for o in catalogue.objects if o.schema == schema}


def _tables(old: Catalogue, new: Catalogue) -> Callable[[SchemaObject, SchemaObject], float]:
    before, after = _columns_of(old), _columns_of(new)

    def likeness(one: SchemaObject, other: SchemaObject) -> float:
        left, right = before.get(one.key, set()), after.get(other.key, set())
        both = left & right
        # A column may have been renamed with its table: its type alone counts for half.
        types = Counter(type_ for _, type_ in left - both) & Counter(
            type_ for _, type_ in right - both
        )
        most = max(len(left), len(right))
        return (len(both) + types.total() / 2) / most if most else 0.0

    return likeness


def _columns_of(catalogue: Catalogue) -> dict[Key, set[tuple[str, str]]]:
    found: dict[Key, set[tuple[str, str]]] = {}
    for item in catalogue.objects:
        if isinstance(item, Column) and item.parent:
            found.setdefault(item.parent, set()).add((item.name, item.type))
    return found


def _enums(_old: Catalogue, _new: Catalogue) -> Callable[[SchemaObject, SchemaObject], float]:
    def likeness(one: SchemaObject, other: SchemaObject) -> float:
        assert isinstance(one, Enum)  # noqa: S101 - asked of enums only
        assert isinstance(other, Enum)  # noqa: S101
        return _overlap(set(one.values), set(other.values))

    return likeness


def _pairs(
    old: Catalogue,
    new: Catalogue,
    kind: type[SchemaObject],
    likeness: Callable[[SchemaObject, SchemaObject], float],
    moved: set[str],
) -> Iterator[tuple[Key, tuple[Rename, ...]]]:
    word = "table" if kind is Table else "type"
    for one in _gone(old, new, kind):
        if one.schema in moved:
            continue
        scored = [(likeness(one, other), other.key) for other in _gone(new, old, kind)]
        renames = [
            Rename(
                word,
                (one.schema, one.name),
                key.name,
                key.schema if word == "table" and key.schema != one.schema else None,
            )
            for key in _likely(scored)
            if word == "table" or key.schema == one.schema
        ]
        if renames:
            yield one.key, tuple(renames)


def _columns(old: Catalogue, new: Catalogue) -> Iterator[tuple[Key, tuple[Rename, ...]]]:
    added: dict[Key | None, list[Column]] = {}
    for one in _gone(new, old, Column):
        if isinstance(one, Column) and not (one.inherited and not one.local):
            added.setdefault(one.parent, []).append(one)
    for one in _gone(old, new, Column):
        if not isinstance(one, Column) or (one.inherited and not one.local) or one.generated:
            continue
        names = [
            (_column_likeness(one, other), other.name)
            for other in added.get(one.parent, ())
            if not other.generated
        ]
        old_name = (one.schema, one.table, one.name)
        if likely := _likely(names):
            yield one.key, tuple(Rename("column", old_name, name) for name in likely)


def _column_likeness(one: Column, other: Column) -> float:
    """Columns of one type are alike whatever their names; else the names must be."""
    names = SequenceMatcher(None, one.name, other.name).ratio()
    if one.type == other.type:
        return _ALIKE + names / 2
    return names if names >= _NAMES_ALIKE else 0.0


def _values(old: Catalogue, new: Catalogue) -> Iterator[tuple[Key, tuple[Rename, ...]]]:
    """Values that stand where others stood: `a, b, c` to `a, x, c`."""
    for one in old.objects:
        other = new.by_key.get(one.key)
        if not isinstance(one, Enum) or not isinstance(other, Enum):
            continue
        matcher = SequenceMatcher(None, one.values, other.values, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "replace":
                for value, candidate in zip(one.values[i:j], other.values[k:m], strict=False):
                    old_name = (one.schema, one.name, value)
                    yield (
                        Key("enum_value", one.schema, one.name, value),
                        (Rename("enum_value", old_name, candidate),),
                    )


def _overlap(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    both = len(one | other)
    return len(one & other) / both if both else 0.0


def _likely(scored: Sequence[tuple[float, Name]]) -> list[Name]:
    alike = [(score, name) for score, name in scored if score >= _ALIKE]
    return [name for _, name in sorted(alike, key=lambda one: (-one[0], str(one[1])))]


__all__ = ["suspects"]

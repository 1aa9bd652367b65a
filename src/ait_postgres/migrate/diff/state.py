"""The two catalogues of a diff, with their dependencies both ways."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ait_postgres.migrate.model import Dependency, Key, Sequence
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ait_postgres.migrate.model import Catalogue, SchemaObject

T = TypeVar("T", bound="SchemaObject")


class Side:
    """One catalogue, to be asked about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.by_key: Mapping[Key, SchemaObject] = catalogue.by_key

    def __contains__(self, key: Key) -> bool:
        return key in self.by_key

    def get(self, key: Key) -> SchemaObject | None:
        """The object of a key."""
        return self.by_key.get(key)

    def find(self, kind: type[T], key: Key) -> T | None:
        """The object of a key, if it is of the kind."""
        found = self.by_key.get(key)
        return found if isinstance(found, kind) else None

    def children(self, key: Key, kind: type[T]) -> list[T]:
        """What has `key` for its parent, of one kind, in the order of the keys."""
        return [item for item in self._children.get(key, ()) if isinstance(item, kind)]

    @cached_property
    def _children(self) -> Mapping[Key, list[SchemaObject]]:
        found: defaultdict[Key, list[SchemaObject]] = defaultdict(list)
        for item in self.catalogue.objects:
            if item.parent:
                found[item.parent].append(item)
        return found

    def table_of(self, key: Key) -> Key | None:
        """The table that an object is or hangs on."""
        at: Key | None = key
        while at and at.kind != "table":
            item = self.by_key.get(at)
            at = item.parent if item else None
        return at

    @cached_property
    def owned(self) -> Mapping[Key, list[Sequence]]:
        """By key of a column: the sequences that go with it."""
        found: defaultdict[Key, list[Sequence]] = defaultdict(list)
        for item in self.catalogue.objects:
            if isinstance(item, Sequence) and item.owner_table:
                column = Key("column", item.schema, item.owner_table, item.owner_column or "")
                found[column].append(item)
        return found

    @cached_property
    def types(self) -> Mapping[str, SchemaObject]:
        """The types that people made, by the name that SQL writes."""
        return {
            named(key): item
            for key, item in self.by_key.items()
            if key.kind in {"enum", "domain", "composite", "range"}
        }

    @cached_property
    def depends_on(self) -> Mapping[Key, tuple[Dependency, ...]]:
        """By key: what it depends on, its parent among it."""
        found: defaultdict[Key, list[Dependency]] = defaultdict(list)
        for one in self._dependencies():
            found[one.of].append(one)
        return {key: tuple(sorted(all_)) for key, all_ in found.items()}

    @cached_property
    def dependents(self) -> Mapping[Key, tuple[Dependency, ...]]:
        """By key: what depends on it."""
        found: defaultdict[Key, list[Dependency]] = defaultdict(list)
        for one in self._dependencies():
            found[one.on].append(one)
        return {key: tuple(sorted(all_)) for key, all_ in found.items()}

    def needs(self, key: Key) -> frozenset[Key]:
        """The keys that one depends on."""
        return frozenset(one.on for one in self.depends_on.get(key, ()))

    def _dependencies(self) -> Iterator[Dependency]:
        yield from self.catalogue.dependencies
        for item in self.catalogue.objects:
            if item.parent:
                # A schema is dropped only when it is empty; all else goes with its parent.
                yield Dependency(item.key, item.parent, item.parent.kind != "schema")


class State:
    """The state that is, and the state that is wanted."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.old = Side(old)
        self.new = Side(new)
        #: The major version that the statements are for: the older of the two.
        self.major = min(old.major, new.major)
        #: What home is called where the statements will run.
        self.home = old.home

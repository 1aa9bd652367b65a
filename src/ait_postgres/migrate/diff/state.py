"""The two catalogues of a diff, with their dependencies both ways."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ait_postgres.migrate.diff.inheritance import follows, inherited_from
from ait_postgres.migrate.model import (
    Constraint,
    Dependency,
    Index,
    Key,
    Sequence,
    Table,
)
from ait_postgres.migrate.quote import named, qualified

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

    def parents(self, table: Key | None) -> tuple[Key, ...]:
        """The tables that one inherits from or is a partition of, in order."""
        item = self.by_key.get(table) if table else None
        if not isinstance(item, Table):
            return ()
        return tuple(self._tables[name] for name in item.inherits if name in self._tables)

    def heirs(self, table: Key) -> list[Key]:
        """The tables that inherit from one or are its partitions."""
        return self._heirs.get(table, [])

    def is_partition(self, table: Key) -> bool:
        """Whether a table is a partition of another."""
        item = self.by_key.get(table)
        return isinstance(item, Table) and item.bound is not None

    def table(self, name: str) -> Key | None:
        """The table that SQL calls so."""
        return self._tables.get(name)

    def index(self, name: str) -> Key | None:
        """The index, or the constraint with an index, that SQL calls so."""
        return self._indexes.get(name)

    @cached_property
    def _tables(self) -> Mapping[str, Key]:
        return {named(key): key for key in self.by_key if key.kind == "table"}

    @cached_property
    def _heirs(self) -> Mapping[Key, list[Key]]:
        found: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in self.by_key:
            for parent in self.parents(key) if key.kind == "table" else ():
                found[parent].append(key)
        return found

    @cached_property
    def _indexes(self) -> Mapping[str, Key]:
        return {
            qualified(item.schema, item.name): item.key
            for item in self.catalogue.objects
            if isinstance(item, Index) or (isinstance(item, Constraint) and item.has_index)
        }

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

    def goes_with(self, key: Key) -> set[Key]:
        """The keys that PostgreSQL drops together with one."""
        return {one.of for one in self.dependents.get(key, ()) if one.auto}

    def needs(self, key: Key) -> frozenset[Key]:
        """The keys that one depends on."""
        return frozenset(one.on for one in self.depends_on.get(key, ()))

    def _dependencies(self) -> Iterator[Dependency]:
        yield from self.catalogue.dependencies
        for item in self.catalogue.objects:
            if item.parent:
                # A schema is dropped only when it is empty; all else goes with its parent.
                yield Dependency(item.key, item.parent, item.parent.kind != "schema")
            if (of := inherited_from(item, self)) is not None:
                yield Dependency(item.key, of, auto=True)


class State:
    """The state that is, and the state that is wanted."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.old = Side(old)
        self.new = Side(new)
        #: The major version that the statements are for: the older of the two.
        self.major = min(old.major, new.major)
        #: What home is called where the statements will run.
        self.home = old.home
        #: What is dropped, for good or to be made again: known once the changes are.
        self.gone: frozenset[Key] = frozenset()

    def is_made(self, key: Key) -> bool:
        """Whether an object is new, or made again."""
        return key in self.new and (key not in self.old or key in self.gone)

    def differs(self, key: Key) -> bool:
        """Whether an object is not on both sides as it is."""
        return self.old.get(key) != self.new.get(key) or key in self.gone

    def stays(self, table: Key, parent: Key | None) -> bool:
        """Whether a table hangs on a parent all the time."""
        old, new = self.old.find(Table, table), self.new.find(Table, table)
        return (
            old is not None
            and new is not None
            and parent is not None
            and old.bound == new.bound
            and not {table, parent} & self.gone
            and parent in self.old.parents(table)
            and parent in self.new.parents(table)
        )

    def parents_first(self, key: Key) -> tuple[int, Key]:
        """What to sort by so that a table's parents, and what hangs on them, come before it."""
        return self._depth(self.new.table_of(key)) if self._inherits else 0, key

    @cached_property
    def _inherits(self) -> bool:
        return any(item.inherits for item in self.new.catalogue.objects if isinstance(item, Table))

    def _depth(self, table: Key | None) -> int:
        return max((self._depth(one) + 1 for one in self.new.parents(table)), default=0)

    @cached_property
    def copies(self) -> Mapping[Key, list[Key]]:
        """By key of what a parent table has: what its children have of it, in the wanted state."""
        found: defaultdict[Key, list[Key]] = defaultdict(list)
        for item in self.new.catalogue.objects:
            if (of := follows(item, self.new)) is not None:
                found[of].append(item.key)
        return found

"""All objects of a database or of some of its schemas, and what depends on what."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ait_postgres.migrate.model.settled import settled
from ait_postgres.migrate.model.words import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.migrate.model.base import SchemaObject
    from ait_postgres.migrate.model.key import Key

# Their versions and existence are the server's, not the migrations'.
_OF_THE_SERVER: Final = frozenset({"extension", "schema"})
_EXPRESSIONS: Final = frozenset(
    {
        "body",
        "check",
        "definition",
        "expression",
        "partition_key",
        "shape",
        "signature",
        "using",
    }
)


class Dependency(NamedTuple):
    """One row of pg_depend between two objects that are read.

    Attributes:
        of: The one that depends.
        on: The one that it depends on.
        auto: Whether dropping `on` drops `of` with it; else PostgreSQL refuses.
    """

    of: Key
    on: Key
    auto: bool


@dataclass(frozen=True)
class Catalogue:
    """All objects that were read, sorted by key.

    Attributes:
        objects: Of every kind.
        server_version: The PostgreSQL that printed them, as `18.4`. Another
            major version may print the same object differently.
        dependencies: What depends on what, sorted; no part of what is compared.
        home: The schema that unqualified names mean; no part of it either.
    """

    objects: tuple[SchemaObject, ...]
    server_version: str
    dependencies: tuple[Dependency, ...] = field(default=(), compare=False, repr=False)
    home: str = field(default="public", compare=False)

    @cached_property
    def by_key(self) -> Mapping[Key, SchemaObject]:
        """Every object by its key."""
        return {item.key: item for item in self.objects}

    @cached_property
    def fingerprint(self) -> str:
        """sha256 (hex) over every object; the server's version is not part of it."""
        digest = hashlib.sha256()
        for item in self.objects:
            if item.kind not in _OF_THE_SERVER:
                digest.update(_line(item).encode())
        return digest.hexdigest()

    @property
    def schemas(self) -> tuple[str, ...]:
        """The schemas besides home."""
        return tuple(item.name for item in self.objects if item.kind == "schema" and item.name)

    @property
    def major(self) -> int:
        """The server's major version."""
        return int(self.server_version.split(".")[0])


def difference(found: Catalogue, wanted: Catalogue) -> tuple[str, ...]:
    """What parts two catalogues, one line an object, sorted; empty if nothing does."""
    return tuple(
        _difference(found.by_key.get(key), wanted.by_key.get(key), key)
        for key in sorted(found.by_key.keys() | wanted.by_key.keys())
        if not _same(found.by_key.get(key), wanted.by_key.get(key))
    )


def _same(found: SchemaObject | None, wanted: SchemaObject | None) -> bool:
    if found is None or wanted is None or found == wanted:
        return found == wanted
    return found.key == wanted.key and not changed_fields(found, wanted)


def same_major(one: str | None, other: str | None) -> bool:
    """Whether two server versions print catalogues alike."""
    return bool(one and other) and str(one).split(".")[0] == str(other).split(".")[0]


def changed_fields(found: SchemaObject, wanted: SchemaObject) -> tuple[str, ...]:
    """Names of the attributes in which two objects of one kind differ."""
    return tuple(
        item.name
        for item in fields(wanted)
        if item.compare and _value(found, item.name) != _value(wanted, item.name)
        if item.name != "not_null_name" or not (_fixed(found) and _fixed(wanted))
    )


def _fixed(item: SchemaObject) -> bool:
    """Whether a NOT NULL is inherited, so that nothing gives it another name: it says the same."""
    return bool(getattr(item, "inherited", False) and getattr(item, "not_null", False))


def _value(item: SchemaObject, name: str) -> object:
    """An attribute as it is compared: an expression as PostgreSQL prints it for good."""
    value: object = getattr(item, name)
    if not isinstance(value, str) or name not in _EXPRESSIONS:
        return value
    # A function's body as text is what a person wrote.
    return value if name == "body" and not getattr(item, "sql_body", False) else settled(value)


def _difference(found: SchemaObject | None, wanted: SchemaObject | None, key: Key) -> str:
    if found is None:
        return f"{key}: is missing"
    if wanted is None:
        return f"{key}: is not wanted"
    parts = [
        told(name, getattr(found, name), getattr(wanted, name))
        for name in changed_fields(found, wanted)
    ]
    return f"{key}: {'; '.join(parts)}"


def _line(item: SchemaObject) -> str:
    values = {one.name: _value(item, one.name) for one in fields(item) if one.compare}
    return json.dumps([item.kind, values], ensure_ascii=False, separators=(",", ":")) + "\n"

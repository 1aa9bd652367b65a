"""The catalogue as values: what PostgreSQL says a schema holds.

One flat, sorted row an object, in PostgreSQL's own canonical text, without
the schema's name: the same tables in another schema give the same value, and
two catalogues are compared by comparing rows. Column order is not part of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, partitioned table or foreign table."""

    kind: ClassVar[str] = "table"
    name: str
    form: str  # as pg_class.relkind and relpersistence: "r p" is an ordinary one
    options: tuple[str, ...]
    partition: str | None  # the partition key, or the bounds within the parent
    row_security: bool
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    kind: ClassVar[str] = "column"
    table: str
    name: str
    type: str
    collation: str | None  # None: the type's own
    not_null: bool
    default: str | None
    identity_form: str  # "a" always, "d" by default, "" none
    generated: str  # "s" stored, "v" virtual, "" not
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A primary key, unique, check, foreign key or exclusion constraint."""

    kind: ClassVar[str] = "constraint"
    table: str
    name: str
    definition: str
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index that no constraint owns."""

    kind: ClassVar[str] = "index"
    name: str
    definition: str
    valid: bool
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """An enum type with its values in order."""

    kind: ClassVar[str] = "enum"
    name: str
    values: tuple[str, ...]
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A sequence, also the one behind an identity or serial column."""

    kind: ClassVar[str] = "sequence"
    name: str
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cache: int
    cycle: bool
    owner: str | None  # table.column
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view or materialised view."""

    kind: ClassVar[str] = "view"
    name: str
    materialized: bool
    definition: str
    options: tuple[str, ...]
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A function, procedure or window function; aggregates are not read."""

    kind: ClassVar[str] = "routine"
    name: str
    arguments: str  # by type, what tells overloads apart
    signature: str  # with names and defaults
    form: str  # "f" function, "p" procedure, "w" window
    returns: str | None
    language: str
    volatility: str
    parallel: str
    strict: bool
    leakproof: bool
    security_definer: bool
    cost: float
    rows: float
    settings: tuple[str, ...]
    body: str
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return f"{self.name}({self.arguments})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A trigger that a person made; those of foreign keys are not read."""

    kind: ClassVar[str] = "trigger"
    table: str
    name: str
    definition: str
    enabled: str  # as pg_trigger.tgenabled: "O" is the usual
    comment: str | None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return f"{self.table}.{self.name}"


Object: TypeAlias = Table | Column | Constraint | Index | Enum | Sequence | View | Routine | Trigger


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All objects of one schema, sorted by kind and identity.

    Attributes:
        objects: Of every kind.
        server_version: The PostgreSQL that printed them, as `18.4`. Another
            major version may print the same object differently.
    """

    objects: tuple[Object, ...]
    server_version: str

    @property
    def fingerprint(self) -> str:
        """sha256 (hex) over every object; the server's version is not part of it."""
        digest = hashlib.sha256()
        for item in self.objects:
            digest.update(_line(item).encode())
        return digest.hexdigest()


def difference(found: Catalogue, wanted: Catalogue) -> tuple[str, ...]:
    """What parts two catalogues, one line an object, sorted; empty if nothing does."""
    there = {(item.kind, item.identity): item for item in found.objects}
    asked = {(item.kind, item.identity): item for item in wanted.objects}
    return tuple(
        line
        for key in sorted(there.keys() | asked.keys())
        if (line := _difference(there.get(key), asked.get(key)))
    )


def same_major(one: str | None, other: str | None) -> bool:
    """Whether two server versions print catalogues alike."""
    return bool(one and other) and str(one).split(".")[0] == str(other).split(".")[0]


def _difference(found: Object | None, wanted: Object | None) -> str | None:
    if found == wanted:
        return None
    if found is None or wanted is None:
        item = found or wanted
        return (
            f"{item.kind} {item.identity}: {'is missing' if wanted else 'is not wanted'}"
            if (item)
            else None
        )
    parts = [
        f"{name} is {getattr(found, name)!r}, wanted {getattr(wanted, name)!r}"
        for name in (field.name for field in fields(wanted))
        if getattr(found, name) != getattr(wanted, name)
    ]
    return f"{wanted.kind} {wanted.identity}: {'; '.join(parts)}"


def _line(item: Object) -> str:
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    return json.dumps([item.kind, values], ensure_ascii=False, separators=(",", ":")) + "\n"

"""Types that people make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(SchemaObject):
    """An enum type with its values in order."""

    kind: ClassVar[str] = "enum"
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(SchemaObject):
    """A domain; its default and its constraints are objects of their own.

    Attributes:
        type: The type beneath, with its modifiers.
        collation: As SQL names it; None: that type's own.
        not_null: Whether it is NOT NULL.
        not_null_constraint: The NOT NULL constraint's name, since PostgreSQL
            17, where it is not the one PostgreSQL chooses.
    """

    kind: ClassVar[str] = "domain"
    type: str
    collation: str | None
    not_null: bool
    not_null_constraint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainConstraint(SchemaObject):
    """A check of a domain.

    Attributes:
        domain: The domain's name.
        definition: As pg_get_constraintdef prints it.
    """

    kind: ClassVar[str] = "domain_constraint"
    domain: str
    definition: str

    @property
    def key(self) -> Key:
        """What tells it from every other object."""
        return Key(self.kind, self.schema, self.domain, self.name)

    @property
    def parent(self) -> Key | None:
        """The domain."""
        return Key("domain", self.schema, self.domain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite(SchemaObject):
    """A composite type.

    Attributes:
        attributes: The names of its attributes, in order.
    """

    kind: ClassVar[str] = "composite"
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(SchemaObject):
    """An attribute of a composite type.

    Attributes:
        composite: The type's name.
        type: With its modifiers.
        collation: As SQL names it; None: the type's own.
        position: Its place; the composite type tells the order.
    """

    kind: ClassVar[str] = "attribute"
    composite: str
    type: str
    collation: str | None
    position: int = field(compare=False)

    @property
    def key(self) -> Key:
        """What tells it from every other object."""
        return Key(self.kind, self.schema, self.composite, self.name)

    @property
    def parent(self) -> Key | None:
        """The composite type."""
        return Key("composite", self.schema, self.composite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(SchemaObject):
    """A range type.

    Attributes:
        subtype: The type of its bounds.
        multirange: The name of the multirange type made with it, in its schema.
        options: As CREATE TYPE writes them: `subtype = integer`.
    """

    kind: ClassVar[str] = "range"
    subtype: str
    multirange: str
    options: tuple[str, ...]

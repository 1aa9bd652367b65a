"""What every object has, and what hangs on a relation has besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ait_postgres.migrate.model.key import Key

if TYPE_CHECKING:
    from ait_postgres.migrate.model.grants import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaObject:
    """An object of a schema.

    Attributes:
        schema: Its schema's name; empty is home.
        name: Its own.
        comment: As COMMENT ON gave it.
        grants: Who may do what with it, sorted; only what is not so by
            itself, as the owner's privileges are, or EXECUTE for everybody.
    """

    kind: ClassVar[str]
    schema: str
    name: str
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from every other object."""
        return Key(self.kind, self.schema, self.name)

    @property
    def parent(self) -> Key | None:
        """What it cannot exist without, by its very name."""
        return Key("schema", "", self.schema) if self.schema else None

    @property
    def identity(self) -> str:
        """What it is called within its kind."""
        return self.key.identity


@dataclass(frozen=True, slots=True, kw_only=True)
class TableObject(SchemaObject):
    """What hangs on a table.

    Attributes:
        table: The table's name.
    """

    table: str

    @property
    def key(self) -> Key:
        """What tells it from every other object."""
        return Key(self.kind, self.schema, self.table, self.name)

    @property
    def parent(self) -> Key | None:
        """The table."""
        return Key("table", self.schema, self.table)

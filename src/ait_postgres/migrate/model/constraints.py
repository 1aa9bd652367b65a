"""Constraints, indexes and triggers: what hangs on a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject, TableObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(TableObject):
    """A primary key, unique, check, foreign key or exclusion constraint.

    What a partition or child table only inherits is not read.

    Attributes:
        form: `p` primary key, `u` unique, `c` check, `f` foreign key,
            `x` exclusion, as pg_constraint.contype.
        definition: As pg_get_constraintdef prints it.
        references: The table of a foreign key, as SQL names it.
        columns: The table's columns it is made of, in order.
        index_options: Storage parameters of its index, sorted.
        clustered: Whether CLUSTER was told to use its index.
    """

    kind: ClassVar[str] = "constraint"
    form: str
    definition: str
    references: str | None
    columns: tuple[str, ...]
    index_options: tuple[str, ...] = ()
    clustered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(SchemaObject):
    """An index that no constraint owns.

    Attributes:
        table: The name of its table or materialised view, in its own schema.
        on_view: Whether that is a materialised view.
        unique: Whether it is UNIQUE.
        definition: What follows its name: `ON people USING btree (name)`.
        valid: False after a concurrent build that failed.
        attached: Whether it is a partition's part of a partitioned index.
        clustered: Whether CLUSTER was told to use it.
        statistics: Of expressions: each `column number=target`.
    """

    kind: ClassVar[str] = "index"
    table: str
    on_view: bool
    unique: bool
    definition: str
    valid: bool
    attached: bool
    clustered: bool
    statistics: tuple[str, ...] = ()

    @property
    def parent(self) -> Key | None:
        """The table or materialised view."""
        kind = "materialized_view" if self.on_view else "table"
        return Key(kind, self.schema, self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(TableObject):
    """A trigger that a person made; those of foreign keys are not read.

    Attributes:
        on_view: Whether `table` is a view.
        definition: As pg_get_triggerdef prints it.
        enabled: As pg_trigger.tgenabled: `O` is the usual.
        copied: Of a partition's copy of its parent's trigger, the parent's
            `enabled`; such a copy is read only where its own is another.
    """

    kind: ClassVar[str] = "trigger"
    on_view: bool
    definition: str
    enabled: str
    copied: str

    @property
    def parent(self) -> Key | None:
        """The table or view."""
        return Key("view" if self.on_view else "table", self.schema, self.table)

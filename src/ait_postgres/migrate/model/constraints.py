"""Constraints, indexes and triggers: what hangs on a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject, TableObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(TableObject):
    """A primary key, unique, check, foreign key or exclusion constraint.

    Attributes:
        form: `p` primary key, `u` unique, `c` check, `f` foreign key,
            `x` exclusion, as pg_constraint.contype.
        definition: As pg_get_constraintdef prints it.
        references: The table of a foreign key, as SQL names it.
        columns: The table's columns it is made of, in order.
        inherited: Whether a parent table has it.
        local: Whether the table's own definition has it, a parent's or not;
            INHERIT cannot bring it about, so it is not compared.
        attached_to: The index of the partitioned table that its index is a
            part of, as SQL names it.
        index_options: Storage parameters of its index, sorted.
        clustered: Whether CLUSTER was told to use its index.
        replica_identity: Whether its index tells replicas which row is meant.
        index_valid: False for a partitioned table's where a partition lacks it.
        index_columns: What its index calls its columns; no part of what it is.
    """

    kind: ClassVar[str] = "constraint"
    form: str
    definition: str
    references: str | None
    columns: tuple[str, ...]
    inherited: bool = False
    local: bool = field(default=True, compare=False)
    attached_to: str | None = None
    index_options: tuple[str, ...] = ()
    clustered: bool = False
    replica_identity: bool = False
    index_valid: bool = True
    index_columns: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_index(self) -> bool:
        """Whether an index of the same name is part of it."""
        return self.form in "pux"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(SchemaObject):
    """An index that no constraint owns.

    Attributes:
        table: The name of its table or materialised view, in its own schema.
        on_view: Whether that is a materialised view.
        unique: Whether it is UNIQUE.
        shape: What follows its name, but the storage parameters:
            `ON people USING btree (name)`.
        definition: The same with them, in the order in which they were given.
        options: The storage parameters, sorted.
        valid: False after a concurrent build that failed, and for a
            partitioned table's where a partition lacks it.
        attached_to: The index of the partitioned table that it is a part of,
            as SQL names it.
        clustered: Whether CLUSTER was told to use it.
        replica_identity: Whether it tells replicas which row is meant.
        statistics: Of expressions: each `column number=target`.
        index_columns: What it calls its columns; no part of what it is.
    """

    kind: ClassVar[str] = "index"
    table: str
    on_view: bool
    unique: bool
    shape: str
    definition: str = field(compare=False)
    options: tuple[str, ...] = ()
    valid: bool
    attached_to: str | None
    clustered: bool
    replica_identity: bool = False
    statistics: tuple[str, ...] = ()
    index_columns: tuple[str, ...] = field(default=(), compare=False)

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

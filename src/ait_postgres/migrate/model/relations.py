"""Tables with their columns and defaults, views, sequences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject, TableObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(SchemaObject):
    """A table or a partitioned table.

    Attributes:
        form: `r` an ordinary table, `p` a partitioned one, as pg_class.relkind.
        persistence: `p` permanent, `u` unlogged, as pg_class.relpersistence.
        options: Storage parameters, each `name=value`, sorted.
        access_method: None: the server's default, heap.
        partition_key: As `RANGE (made_at)`.
        inherits: What it inherits from or is a partition of, in order, as
            SQL names it.
        bound: Of a partition: `FOR VALUES ...` or `DEFAULT`.
        of_type: The composite type of a typed table, as SQL names it.
        row_security: Whether policies are in force.
        force_row_security: Also for the owner.
        replica_identity: `d` the primary key, `f` everything, `n` nothing,
            `i` an index, as pg_class.relreplident.
        options_as_given: The storage parameters in the order of the catalogue.
    """

    kind: ClassVar[str] = "table"
    form: str
    persistence: str
    options: tuple[str, ...]
    access_method: str | None
    partition_key: str | None
    inherits: tuple[str, ...]
    bound: str | None
    of_type: str | None
    row_security: bool
    force_row_security: bool
    replica_identity: str
    options_as_given: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(TableObject):
    """A column of a table.

    Attributes:
        type: With its modifiers, as `character varying(20)`.
        collation: As SQL names it; None: the type's own.
        not_null: Whether it is NOT NULL.
        not_null_name: The NOT NULL constraint's name, since PostgreSQL 18,
            where it is not the one PostgreSQL chooses.
        not_null_form: ` NOT VALID` or ` NO INHERIT`, else empty.
        identity_form: `a` always, `d` by default, empty none.
        generated: `s` stored, `v` virtual, empty not.
        expression: What a generated column is generated from.
        inherited: Whether a parent table has it.
        local: Whether the table's own definition has it, a parent's or not;
            INHERIT cannot bring it about, so it is not compared.
        storage: As ALTER COLUMN SET STORAGE; None: the type's own.
        compression: `pglz` or `lz4`; None: the server's default.
        statistics: The statistics target; None: the server's default.
        options: As `n_distinct=5`, sorted.
        position: Its place in the table; no part of what it is.
    """

    kind: ClassVar[str] = "column"
    type: str
    collation: str | None
    not_null: bool
    not_null_name: str | None
    not_null_form: str
    identity_form: str
    generated: str
    expression: str | None
    inherited: bool
    local: bool = field(compare=False)
    storage: str | None
    compression: str | None
    statistics: int | None
    options: tuple[str, ...]
    position: int = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Default(TableObject):
    """The default of a column of a table or view, or of a domain.

    `name` is the column's, empty for a domain's; `table` what it hangs on.

    Attributes:
        expression: As pg_get_expr prints it.
        relation: The kind it hangs on: `table`, `view` or `domain`.
    """

    kind: ClassVar[str] = "default"
    expression: str
    relation: str

    @property
    def parent(self) -> Key | None:
        """The column, or the view or domain."""
        if self.relation == "table":
            return Key("column", self.schema, self.table, self.name)
        return Key(self.relation, self.schema, self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(SchemaObject):
    """A view.

    Attributes:
        definition: Its query, with the semicolon.
        columns: Each its name and type, and its collation where it has one.
        options: As `security_barrier=true`, sorted.
        column_comments: Each a column's name and comment.
    """

    kind: ClassVar[str] = "view"
    definition: str
    columns: tuple[str, ...]
    options: tuple[str, ...]
    column_comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterializedView(SchemaObject):
    """A materialised view.

    Attributes:
        definition: Its query, with the semicolon.
        options: Storage parameters, sorted.
        access_method: None: the server's default, heap.
        populated: Whether it was made or refreshed WITH DATA.
        column_settings: Each a column's name and what ALTER COLUMN sets: `id SET STATISTICS 5`.
        column_comments: Each a column's name and comment.
    """

    kind: ClassVar[str] = "materialized_view"
    definition: str
    options: tuple[str, ...]
    access_method: str | None
    populated: bool
    column_settings: tuple[str, ...] = ()
    column_comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence(SchemaObject):
    """A sequence, also the one behind an identity or serial column.

    Attributes:
        owner_table: The table that it goes with, in the same schema; None: it
            stands alone.
        owner_column: The column.
        of_identity: Whether it is the inner part of an identity column.
        persistence: `p` permanent, `u` unlogged.
    """

    kind: ClassVar[str] = "sequence"
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cache: int
    cycle: bool
    owner_table: str | None
    owner_column: str | None
    of_identity: bool
    persistence: str

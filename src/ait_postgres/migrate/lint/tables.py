"""Tables as rules look at them: by oid and number, so that a rename is not a loss.

Read of the relations that a statement locked, and no others: whatever changes
a table locks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection, Row

_KINDS: Final = {
    "r": "table",
    "p": "table",
    "m": "materialized_view",
    "v": "view",
    "f": "foreign_table",
}

# 16384 is FirstNormalObjectId: nothing below was made by a person.
_OIDS: Final = text("""
SELECT c.oid::int8 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
""")
_RELATIONS: Final = text("""
SELECT c.oid::int8 AS oid, c.relkind::text AS form, c.relname::text AS name,
       CASE WHEN n.oid = CAST(:home AS oid) THEN '' ELSE n.nspname::text END AS schema,
       (SELECT h.inhparent::int8 FROM pg_inherits h WHERE h.inhrelid = c.oid
        ORDER BY h.inhseqno LIMIT 1) AS parent
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = ANY (CAST(:oids AS oid[])) AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
ORDER BY c.oid
""")
_COLUMNS: Final = text("""
SELECT a.attrelid::int8 AS of, a.attnum AS number, a.attname::text AS name,
       format_type(a.atttypid, a.atttypmod) AS type, t.oid::int8 AS type_oid,
       t.typname::text AS type_name,
       t.typtype::text AS type_form,
       coalesce(l.collname::text, '') AS collation,
       a.attnotnull AS not_null, a.attinhcount > 0 AS inherited,
       a.attidentity <> '' AS identity, a.attgenerated::text AS generated,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ANY (CAST(:oids AS oid[])) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
""")
_CONSTRAINTS: Final = text("""
SELECT k.conrelid::int8 AS of, k.oid::int8 AS oid, k.conname::text AS name,
       k.contype::text AS form, k.convalidated AS valid,
       k.conparentid <> 0 OR (k.coninhcount > 0 AND NOT k.conislocal) AS copied,
       coalesce(k.conkey, '{}') AS columns, k.confrelid::int8 AS other,
       pg_get_constraintdef(k.oid, true) AS definition
FROM pg_constraint k
WHERE k.conrelid = ANY (CAST(:oids AS oid[])) AND k.contype IN ('p', 'u', 'x', 'f', 'c', 'n')
ORDER BY k.conrelid, k.oid
""")
_INDEXES: Final = text("""
SELECT i.indrelid::int8 AS of, i.indexrelid::int8 AS oid, c.relname::text AS name,
       i.indisunique AS "unique", i.indisprimary AS "primary", i.indisvalid AS valid,
       i.indpred IS NOT NULL AS partial,
       (i.indkey::int2[])[0:i.indnkeyatts - 1] AS columns,
       EXISTS (SELECT FROM pg_constraint k
               WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) AS of_constraint,
       EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid) AS attached,
       pg_get_indexdef(i.indexrelid, 0, true) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (CAST(:oids AS oid[]))
ORDER BY i.indrelid, i.indexrelid
""")
_ENUMS: Final = text("""
SELECT t.oid::int8 AS of, t.typname::text AS name,
       CASE WHEN n.oid = CAST(:home AS oid) THEN '' ELSE n.nspname::text END AS schema,
       e.oid::int8 AS oid, e.enumlabel::text AS label
FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.oid >= 16384 ORDER BY t.oid, e.enumsortorder
""")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name.
        type: With its modifiers, as `character varying(20)`.
        type_oid: What the type is known by, whatever it is called.
        type_name: As pg_type.typname: `int4`, `_text` an array of texts.
        type_form: As pg_type.typtype: `b` base, `d` domain, `e` enum.
        collation: Its name; empty: the type has none.
        not_null: Whether it is NOT NULL.
        identity: Whether it is an identity column.
        generated: `s` stored, `v` virtual, empty not.
        default: As PostgreSQL prints it; None: it has none.
        inherited: Whether a parent table has it.
    """

    name: str
    type: str
    type_oid: int
    type_name: str
    type_form: str
    collation: str
    not_null: bool
    identity: bool
    generated: str
    default: str | None
    inherited: bool

    @property
    def kind(self) -> tuple[int, str, str]:
        """All that is part of its type."""
        return self.type_oid, self.type, self.collation

    @property
    def counted(self) -> bool:
        """Whether a sequence gives its values."""
        return self.identity or (self.default or "").startswith("nextval(")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a table.

    Attributes:
        name: Its name.
        form: `p` primary key, `u` unique, `c` check, `f` foreign key, `x`
            exclusion, `n` NOT NULL (since PostgreSQL 18), as pg_constraint.contype.
        valid: Whether it is not NOT VALID.
        copied: Whether it came with a parent table's.
        columns: Numbers.
        other: The oid of the table that a foreign key references, else 0.
        definition: As pg_get_constraintdef prints it.
    """

    name: str
    form: str
    valid: bool
    copied: bool
    columns: tuple[int, ...]
    other: int
    definition: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index.

    Attributes:
        name: Its name.
        unique: Whether it is UNIQUE.
        valid: False after a concurrent build that failed.
        partial: Whether it has a WHERE.
        columns: Numbers of its key; 0 is an expression.
        of_constraint: Whether a constraint owns it.
        attached: Whether it is part of a partitioned table's.
        definition: As pg_get_indexdef prints it.
    """

    name: str
    unique: bool
    valid: bool
    partial: bool
    columns: tuple[int, ...]
    of_constraint: bool
    attached: bool
    definition: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, view, materialised view or foreign table.

    Attributes:
        oid: What it is known by.
        key: What it is called.
        form: As pg_class.relkind.
        parent: The oid of the table that it is a partition of, or inherits from.
        columns: By number.
        constraints: By oid.
        indexes: By oid.
    """

    oid: int
    key: Key
    form: str
    parent: int | None
    columns: Mapping[int, Column]
    constraints: Mapping[int, Constraint]
    indexes: Mapping[int, Index]

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The names of columns."""
        return tuple(self.columns[one].name for one in numbers if one in self.columns)

    def column_key(self, number: int) -> Key:
        """What a column is called."""
        return Key("column", self.key.schema, self.key.name, self.columns[number].name)


@dataclass(frozen=True, slots=True)
class Enum:
    """An enum type.

    Attributes:
        key: What it is called.
        labels: Its values by the oid of each, in order.
    """

    key: Key
    labels: Mapping[int, str]


def read_oids(connection: Connection) -> frozenset[int]:
    """All tables and views that people made."""
    return frozenset(connection.execute(_OIDS).scalars())


def read_tables(connection: Connection, oids: Collection[int], home: int) -> dict[int, Table]:
    """Some of them; those that are gone are left out.

    Args:
        connection: To the database.
        oids: Which.
        home: The oid of the schema that unqualified names mean.
    """
    if not oids:
        return {}
    which = {"oids": sorted(oids)}
    columns = _grouped(connection.execute(_COLUMNS, which).all())
    constraints = _grouped(connection.execute(_CONSTRAINTS, which).all())
    indexes = _grouped(connection.execute(_INDEXES, which).all())
    return {
        row.oid: Table(
            oid=row.oid,
            key=Key(_KINDS[row.form], row.schema, row.name),
            form=row.form,
            parent=row.parent,
            columns={one.number: _column(one) for one in columns.get(row.oid, ())},
            constraints={one.oid: _constraint(one) for one in constraints.get(row.oid, ())},
            indexes={one.oid: _index(one) for one in indexes.get(row.oid, ())},
        )
        for row in connection.execute(_RELATIONS, {**which, "home": home})
    }


def read_enums(connection: Connection, home: int) -> dict[int, Enum]:
    """Every enum type by its oid."""
    return {
        oid: Enum(
            Key("enum", rows[0].schema, rows[0].name),
            {row.oid: row.label for row in rows},
        )
        for oid, rows in _grouped(connection.execute(_ENUMS, {"home": home}).all()).items()
    }


def _grouped(rows: Iterable[Row[*tuple[object, ...]]]) -> dict[int, list[Row[*tuple[object, ...]]]]:
    return {of: list(group) for of, group in groupby(rows, lambda row: row.of)}


def _column(row: Row[*tuple[object, ...]]) -> Column:
    return Column(
        name=row.name,
        type=row.type,
        type_oid=row.type_oid,
        type_name=row.type_name,
        type_form=row.type_form,
        collation=row.collation,
        not_null=row.not_null,
        identity=row.identity,
        generated=row.generated,
        default=row.default,
        inherited=row.inherited,
    )


def _constraint(row: Row[*tuple[object, ...]]) -> Constraint:
    return Constraint(
        name=row.name,
        form=row.form,
        valid=row.valid,
        copied=row.copied,
        columns=tuple(row.columns),
        other=row.other,
        definition=row.definition,
    )


def _index(row: Row[*tuple[object, ...]]) -> Index:
    return Index(
        name=row.name,
        unique=row.unique,
        valid=row.valid,
        partial=row.partial,
        columns=tuple(row.columns),
        of_constraint=row.of_constraint,
        attached=row.attached,
        definition=row.definition,
    )


__all__ = [
    "Column",
    "Constraint",
    "Enum",
    "Index",
    "Table",
    "read_enums",
    "read_oids",
    "read_tables",
]

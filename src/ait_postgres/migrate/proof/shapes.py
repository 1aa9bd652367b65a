"""What a table takes: its columns with their types, its checks and foreign keys.

Read straight from pg_catalog, since an extension's types matter here as much
as a person's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

# Tables that can have rows and have none, with their columns but for generated ones.
# 16384 is FirstNormalObjectId: nothing below was made by a person.
_COLUMNS: Final = text("""
SELECT c.oid::int8 AS oid, n.nspname::text AS schema, c.relname::text AS table,
       a.attnum AS number, a.attname::text AS name, a.atttypid::int8 AS type,
       a.atttypmod AS modifier, format_type(a.atttypid, a.atttypmod) AS written,
       a.attnotnull AS not_null,
       a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false)
         AS counted,
       a.atthasdef AND d.adbin IS NOT NULL AS has_default,
       CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END AS partition
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a
  ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
ORDER BY c.oid, a.attnum
""")
_CONSTRAINTS: Final = text("""
SELECT k.conrelid::int8 AS oid, k.contype::text AS form, k.conkey AS columns,
       pg_get_expr(k.conbin, k.conrelid) AS expression,
       k.confrelid::int8 AS other, k.confkey AS others,
       n.nspname::text AS other_schema, f.relname::text AS other_table,
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
             ORDER BY u.place) AS other_columns
FROM pg_constraint k
LEFT JOIN pg_class f ON f.oid = k.confrelid
LEFT JOIN pg_namespace n ON n.oid = f.relnamespace
WHERE k.contype IN ('c', 'f') AND k.conrelid >= 16384
ORDER BY k.conrelid, cardinality(k.conkey) DESC, k.conname
""")
# Every type of a column, and what it is made of.
_TYPES: Final = text("""
WITH RECURSIVE used(oid) AS (
  SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid >= 16384 AND a.attnum > 0
  UNION
  SELECT part.oid FROM used u
  JOIN pg_type t ON t.oid = u.oid
  LEFT JOIN pg_range r ON r.rngtypid = t.oid
  LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
  CROSS JOIN LATERAL (
    VALUES (t.typbasetype), (CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END),
           (r.rngsubtype), (m.rngtypid)
    UNION ALL
    SELECT a.atttypid FROM pg_attribute a
    WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
  ) AS part (oid) WHERE part.oid <> 0)
SELECT t.oid::int8 AS oid, t.typname::text AS name, format_type(t.oid, NULL) AS written,
       t.typtype::text AS form, t.typcategory::text AS category, t.typnotnull AS not_null,
       coalesce(CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'r' THEN r.rngsubtype
                               WHEN 'm' THEN m.rngtypid END,
                CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END)::int8 AS inner,
       t.typtypmod AS modifier,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e
             WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
       ARRAY(SELECT a.atttypid::int8 FROM pg_attribute a
             WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
               AND NOT a.attisdropped ORDER BY a.attnum) AS attributes,
       ARRAY(SELECT pg_get_expr(k.conbin, 0) FROM pg_constraint k
             WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) AS checks
FROM used u JOIN pg_type t ON t.oid = u.oid
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
""")


@dataclass(frozen=True, slots=True)
class TypeShape:
    """A type, as far as its values go.

    Attributes:
        name: As pg_type.typname.
        written: As SQL names it.
        form: As pg_type.typtype: `b` base, `c` composite, `d` domain, `e`
            enum, `r` range, `m` multirange.
        category: As pg_type.typcategory: `A` arrays, `S` strings.
        not_null: Of a domain.
        inner: The oid of an array's, domain's, range's or multirange's inner
            type, else 0.
        modifier: Of a domain's inner type.
        labels: Of an enum.
        attributes: Oids of a composite's types.
        checks: Expressions of a domain.
    """

    name: str
    written: str
    form: str
    category: str
    not_null: bool
    inner: int
    modifier: int
    labels: tuple[str, ...]
    attributes: tuple[int, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column that takes values.

    Attributes:
        name: Its name.
        type: The type's oid.
        modifier: As pg_attribute.atttypmod.
        written: The type as SQL writes it, with its modifiers.
        not_null: Whether the table wants a value.
        counted: Whether a sequence gives it.
        has_default: Whether it has a default of its own.
    """

    name: str
    type: int
    modifier: int
    written: str
    not_null: bool
    counted: bool
    has_default: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key.

    Attributes:
        columns: Numbers of the table's columns.
        oid: The other table.
        schema: Its schema.
        table: Its name.
        others: Names of its columns, in the order of `columns`.
        numbers: Their numbers.
    """

    columns: tuple[int, ...]
    oid: int
    schema: str
    table: str
    others: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table that can have rows of its own.

    Attributes:
        oid: What it is known by.
        schema: Its schema's own name.
        name: Its name.
        columns: By number; generated ones are left out.
        checks: Expressions, a partition's bound among them.
        references: Its foreign keys, those of most columns first.
    """

    oid: int
    schema: str
    name: str
    columns: Mapping[int, ColumnShape]
    checks: tuple[str, ...]
    references: tuple[Reference, ...]


def read_types(connection: Connection) -> dict[int, TypeShape]:
    """Every type that a column has, by its oid, and what it is made of."""
    return {
        row.oid: TypeShape(
            row.name,
            row.written,
            row.form,
            row.category,
            row.not_null,
            row.inner,
            row.modifier,
            tuple(row.labels),
            tuple(row.attributes),
            tuple(row.checks),
        )
        for row in connection.execute(_TYPES)
    }


def read_tables(connection: Connection) -> dict[int, TableShape]:
    """Every table that can have rows, by its oid."""
    checks: dict[int, list[str]] = {}
    references: dict[int, list[Reference]] = {}
    for row in connection.execute(_CONSTRAINTS):
        if row.form == "c":
            checks.setdefault(row.oid, []).append(row.expression)
        else:
            references.setdefault(row.oid, []).append(
                Reference(
                    tuple(row.columns),
                    row.other,
                    row.other_schema,
                    row.other_table,
                    tuple(row.other_columns),
                    tuple(row.others),
                )
            )
    found: dict[int, TableShape] = {}
    for oid, group in groupby(connection.execute(_COLUMNS).all(), lambda row: row.oid):
        rows = list(group)
        bound = [rows[0].partition] if rows[0].partition else []
        found[oid] = TableShape(
            oid=oid,
            schema=rows[0].schema,
            name=rows[0].table,
            columns={
                row.number: ColumnShape(
                    row.name,
                    row.type,
                    row.modifier,
                    row.written,
                    row.not_null,
                    row.counted,
                    row.has_default,
                )
                for row in rows
                if row.number is not None
            },
            checks=(*checks.get(oid, ()), *bound),
            references=tuple(references.get(oid, ())),
        )
    return found

"""Every table is held to the schema conventions; every convention is shown to bite.

A convention is a function from a table to what is wrong with it. Beside it
stands a toy table that breaks it, so that a check which sees nothing is found out.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    Computed,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ait_postgres.schemas import Base, sql_files
from ait_postgres.schemas._columns import NAMING_CONVENTION, VendorRow

Convention = Callable[[Table], Iterator[str]]

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
VENDOR_TABLES = {
    mapper.local_table.name
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, VendorRow)
}

#: Words that English does not count, and one name that existing databases have.
NOT_PLURAL = {"feedback", "spotify_recently_played"}

#: Times of a vendor whose names existing databases have, or which are the thing's own time.
KEPT_TIMES = {
    "added_at", "author_date", "closed_at", "committer_date", "creation_time", "end_time",
    "internal_date", "merged_at", "original_start_time", "played_at", "published_at",
    "pushed_at", "start_time",
}  # fmt: skip

#: What a vendor's own timestamps begin with, where it is not the table's last word.
PREFIXES = {"github_pull_requests": "pr", "github_repositories": "repository"}

TYPES = {
    "TEXT", "INTEGER", "BIGINT", "BOOLEAN", "DOUBLE PRECISION", "DATE", "JSONB", "TEXT[]",
    "TIMESTAMP WITH TIME ZONE",
}  # fmt: skip


def type_name(column: Column[object]) -> str:
    from sqlalchemy.dialects import postgresql

    return column.type.compile(postgresql.dialect()).split(" COLLATE")[0]


def names_are_snake_case(table: Table) -> Iterator[str]:
    for name in (table.name, *(column.name for column in table.columns)):
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
            yield f"{name} is not snake_case"


def tables_are_plural(table: Table) -> Iterator[str]:
    if not table.name.endswith("s") and table.name not in NOT_PLURAL:
        yield f"{table.name} is not a plural"


def no_schema_is_named(table: Table) -> Iterator[str]:
    if table.schema is not None:
        yield f"{table.name} names the schema {table.schema}: search_path decides"


def types_are_of_the_list(table: Table) -> Iterator[str]:
    for column in table.columns:
        name = type_name(column)
        bounded = re.fullmatch(r"VARCHAR\(\d+\)", name)
        enum = isinstance(column.type, Enum) and column.type.native_enum and column.type.name
        if not (bounded or enum or name in TYPES):
            yield f"{column.name} is {name}"


def keys_are_ids(table: Table) -> Iterator[str]:
    columns = list(table.primary_key.columns)
    if len(columns) != 1:
        yield f"the key has {len(columns)} columns"
    for column in columns:
        if getattr(column.type, "collation", None) != "C":
            yield f"{column.name} is not of collation C"
        if table.name in VENDOR_TABLES:
            if not type_name(column).startswith("VARCHAR") or column.server_default is not None:
                yield f"{column.name} is not a vendor's id"
        elif type_name(column) != "TEXT" or "gen_random_uuid()" not in default_of(column):
            yield f"{column.name} is not a random UUID by default"


def default_of(column: Column[object]) -> str:
    return str(getattr(column.server_default, "arg", ""))


def both_timestamps_are_there(table: Table) -> Iterator[str]:
    for name in ("created_at", "updated_at"):
        column = table.columns.get(name)
        if column is None:
            yield f"{name} is missing"
        elif (
            type_name(column) != "TIMESTAMP WITH TIME ZONE"
            or column.nullable
            or default_of(column) != "now()"
        ):
            yield f"{name} is not timestamptz not null default now()"


def vendor_times_are_prefixed(table: Table) -> Iterator[str]:
    if table.name not in VENDOR_TABLES:
        return
    prefix = PREFIXES.get(table.name, table.name.rpartition("_")[2].removesuffix("s"))
    for column in table.columns:
        if column.name in {"created_at", "updated_at"} | KEPT_TIMES:
            continue
        if type_name(column).startswith("TIMESTAMP") and not column.name.startswith(f"{prefix}_"):
            yield f"{column.name} does not begin with {prefix}_"


def vendor_columns_have_no_default(table: Table) -> Iterator[str]:
    if table.name not in VENDOR_TABLES:
        return
    for column in table.columns:
        if default_of(column) and column.name not in {"created_at", "updated_at"}:
            yield f"{column.name} has the default {default_of(column)}: unknown is NULL"


def a_name_tells_its_type(table: Table) -> Iterator[str]:
    rules = {
        r".*_at": "TIMESTAMP WITH TIME ZONE",
        r".*_data|remainder": "JSONB",
        r"(is|has)_.*": "BOOLEAN",
        r".*_count": "INTEGER|BIGINT",
        r"(.*_)?id": r"TEXT|VARCHAR\(\d+\)",
    }
    for column in table.columns:
        for name, types in rules.items():
            if re.fullmatch(name, column.name) and not re.fullmatch(types, type_name(column)):
                yield f"{column.name} is {type_name(column)}"


def ids_and_indexed_strings_are_bytes(table: Table) -> Iterator[str]:
    indexed = {column.name for index in table.indexes for column in index.columns} | {
        column.name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    for column in table.columns:
        is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
        held = column.name.endswith("_id") or column.name in indexed
        if is_text and held and column.type.collation != "C":
            yield f"{column.name} has no collation C: a new libc would break its index"


def foreign_keys_are_indexed_and_decided(table: Table) -> Iterator[str]:
    first = {next(iter(index.columns)).name for index in table.indexes} | {
        next(iter(constraint.columns)).name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    }
    for constraint in table.foreign_key_constraints:
        columns = [column.name for column in constraint.columns]
        if constraint.ondelete is None:
            yield f"the key of {columns} says nothing ON DELETE"
        if columns[0] not in first:
            yield f"{columns} is not indexed"
        for element in constraint.elements:
            if type_name(element.parent) != type_name(element.column):
                yield f"{columns} is of another type than {element.target_fullname}"


def cursors_have_their_index(table: Table) -> Iterator[str]:
    wanted = ["updated_at", *(column.name for column in table.primary_key.columns)]
    if wanted not in [[column.name for column in index.columns] for index in table.indexes]:
        yield f"no index on {wanted}"


def no_index_repeats_another(table: Table) -> Iterator[str]:
    indexes = [
        (
            [column.name for column in index.columns],
            str(index.dialect_options["postgresql"]["where"]),
        )
        for index in table.indexes
    ]
    for number, (columns, where) in enumerate(indexes):
        for other, other_where in indexes[:number] + indexes[number + 1 :]:
            if other[: len(columns)] == columns and where == other_where:
                yield f"the index on {columns} is a part of the one on {other}"


def names_follow_the_convention(table: Table) -> Iterator[str]:
    for index in table.indexes:
        columns = "_".join(column.name for column in index.columns)
        if str(index.name) != f"{table.name}_{columns}_idx":
            yield f"{index.name} is not named by the convention"
    for constraint in table.constraints:
        if not str(constraint.name).startswith(f"{table.name}_"):
            yield f"{constraint.name} is not named by the convention"


def names_fit(table: Table) -> Iterator[str]:
    things = [table, *table.columns, *table.indexes, *table.constraints]
    for thing in things:
        if len(str(thing.name).encode()) > 63:
            yield f"{thing.name} is over 63 bytes"


def nothing_is_generated_and_stored(table: Table) -> Iterator[str]:
    """A trigger before the update sees such a column empty, and every touch as a change."""
    for column in table.columns:
        if column.computed is not None and column.computed.persisted:
            yield f"{column.name} is generated and stored: a view or an index can hold it"


def none_is_null(table: Table) -> Iterator[str]:
    for column in table.columns:
        if isinstance(column.type, JSONB) and column.nullable and not column.type.none_as_null:
            yield f"{column.name} would store None as JSON's null"


def toy(
    *columns: Column[object] | Index | UniqueConstraint,
    name: str = "toys",
    schema: str | None = None,
) -> Table:
    """A table that keeps no convention but those its parts keep."""
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    Table("others", metadata, Column("id", Text(collation="C"), primary_key=True))
    return Table(name, metadata, *columns, schema=schema)


VENDOR = "slack_messages"  # a toy of this name is held to what vendors' tables are held to
BROKEN: dict[Convention, list[Table]] = {
    names_are_snake_case: [toy(Column("userId", Text)), toy(name="Toys")],
    tables_are_plural: [toy(name="toy")],
    no_schema_is_named: [toy(schema="public")],
    types_are_of_the_list: [
        toy(Column("a", String)),
        toy(Column("a", DateTime)),
        toy(Column("a", JSON)),
        toy(Column("a", ARRAY(Integer))),
        toy(Column("a", Enum("x", name="a_kind", native_enum=False, length=None))),
    ],
    keys_are_ids: [
        toy(),
        toy(Column("id", Text, primary_key=True, server_default=text("gen_random_uuid()"))),
        toy(Column("id", Text(collation="C"), primary_key=True)),
        toy(Column("id", Text(collation="C"), primary_key=True), name=VENDOR),
    ],
    both_timestamps_are_there: [
        toy(),
        toy(
            Column("created_at", DateTime(timezone=True), nullable=False),
            Column("updated_at", DateTime(timezone=True), server_default=text("now()")),
        ),
    ],
    vendor_times_are_prefixed: [toy(Column("edited_at", DateTime(timezone=True)), name=VENDOR)],
    vendor_columns_have_no_default: [
        toy(Column("reply_count", Integer, server_default=text("0")), name=VENDOR)
    ],
    a_name_tells_its_type: [
        toy(Column("seen_at", Text)),
        toy(Column("user_data", Text)),
        toy(Column("is_new", Integer)),
        toy(Column("like_count", Text)),
        toy(Column("user_id", Integer)),
    ],
    ids_and_indexed_strings_are_bytes: [
        toy(Column("user_id", Text)),
        toy(Column("name", Text, index=True)),
        toy(Column("name", Text), UniqueConstraint("name")),
    ],
    foreign_keys_are_indexed_and_decided: [
        toy(Column("other_id", Text, ForeignKey("others.id"), index=True)),
        toy(Column("other_id", Text, ForeignKey("others.id", ondelete="CASCADE"))),
        toy(Column("other_id", String(9), ForeignKey("others.id", ondelete="CASCADE"), index=True)),
    ],
    cursors_have_their_index: [
        toy(
            Column("id", Text, primary_key=True),
            Column("updated_at", DateTime),
            Index(None, "id", "updated_at"),
        )
    ],
    no_index_repeats_another: [
        toy(Column("a", Text), Column("b", Text), Index(None, "a"), Index(None, "a", "b"))
    ],
    names_follow_the_convention: [toy(Column("a", Text), Index("my_index", "a"))],
    names_fit: [toy(Column("a" * 64, Text))],
    nothing_is_generated_and_stored: [
        toy(Column("a", Text), Column("b", Text, Computed("upper(a)", persisted=True)))
    ],
    none_is_null: [toy(Column("a", JSONB))],
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("convention", BROKEN, ids=lambda convention: convention.__name__)
def test_every_table_keeps_every_convention(convention: Convention, table: Table) -> None:
    assert list(convention(table)) == []


@pytest.mark.parametrize(
    ("convention", "table"),
    [
        pytest.param(convention, table, id=f"{convention.__name__}-{number}")
        for convention, tables in BROKEN.items()
        for number, table in enumerate(tables)
    ],
)
def test_every_convention_sees_what_breaks_it(convention: Convention, table: Table) -> None:
    assert list(convention(table)) != []


def without_relationship(base: type[DeclarativeBase]) -> list[str]:
    return [
        f"{mapper.class_.__name__}.{column.name}"
        for mapper in base.registry.mappers
        for column in mapper.local_table.columns
        if column.foreign_keys
        and not any(column in relation.local_columns for relation in mapper.relationships)
    ]


def test_every_foreign_key_is_a_relationship() -> None:
    assert without_relationship(Base) == []

    class Toys(DeclarativeBase):
        pass

    class Box(Toys):
        __tablename__ = "boxes"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Toy(Toys):
        __tablename__ = "toys"
        id: Mapped[int] = mapped_column(primary_key=True)
        box_id: Mapped[int] = mapped_column(ForeignKey(Box.id))

    assert without_relationship(Toys) == ["Toy.box_id"]


def test_every_table_has_the_trigger() -> None:
    script = next(file for file in sql_files() if file.name == "updated_at.sql").read_text()
    found = re.findall(
        r"^CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON (\w+)$", script, re.MULTILINE
    )
    assert found == [table.name for table in TABLES]

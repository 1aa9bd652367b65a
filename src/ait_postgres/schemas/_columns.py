"""The conventions, as the columns that every table is made of.

A table module says what it holds; how such a thing is stored is decided here,
once. `tests/schemas/test_conventions.py` walks the metadata and holds every
table to it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: The names PostgreSQL itself gives to what `CREATE TABLE` leaves unnamed, so
#: that a constraint made by hand meets its declaration.
NAMING_CONVENTION: Final = {
    "pk": "%(table_name)s_pkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}

#: A vendor's id. Collation "C": an id is bytes, not language, and "C" does not
#: change with a new libc, so that no index on it breaks under an upgrade.
ExternalId = Annotated[str, mapped_column(String(255, collation="C"), primary_key=True)]

#: A vendor's id of something else than the row: a reference. Collation "C" as
#: the key it points to has, so that a join compares alike and an index on
#: either side serves. No foreign key: vendors deliver in any order, and not
#: everything.
VendorId = Annotated[str, mapped_column(String(255, collation="C"))]

#: An id of ours: a random UUID, made by the database where the writer gives none.
InternalId = Annotated[
    str,
    mapped_column(
        Text(collation="C"), primary_key=True, server_default=text("(gen_random_uuid())::text")
    ),
]

#: A reference to an id of ours, or to a user whom the application's own sign-in knows.
Id = Annotated[str, mapped_column(Text(collation="C"))]

#: Nested objects and lists of objects. Python's None is SQL's NULL, never JSON's null.
Json = Annotated[Any, mapped_column(JSONB(none_as_null=True))]

#: An object that a payload may give in part: what it names is set, a null member is removed,
#: the others stay (`ait_postgres.ingest.statements.MEMBERS`).
JsonMembers = Annotated[Any, mapped_column(JSONB(none_as_null=True), info={"members": True})]

#: An integer that the vendor may grow past 2^31.
BigInt = Annotated[int, mapped_column(BigInteger())]


def feed_index(key: str = "id") -> Index:
    """Return the index of every table, in whose order cursors read: `(updated_at, key)`."""
    return Index(None, "updated_at", key)


def newest_index(*columns: str) -> Index:
    """Return an index that lists rows by the last column, a time, the newest first.

    A row whose time the vendor has not said comes last, as a reader expects, where a
    plain index read backwards has it first.
    """
    # postgresql_ops is set after the column as it stands, so it takes an order too;
    # `desc()` would need the column itself, which the table's arguments stand above.
    return Index(None, *columns, postgresql_ops={columns[-1]: "DESC NULLS LAST"})


class Base(DeclarativeBase):
    """The models' root. No table names a schema: `search_path` decides (a tenant is a schema)."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar = {
        str: Text(),
        int: Integer(),
        bool: Boolean(),
        dt.datetime: DateTime(timezone=True),
        dt.date: Date(),
        list[str]: ARRAY(Text()),
    }


class Timestamps:
    """When *we* first stored and last changed a row; the database keeps both.

    `updated_at` is set by the trigger of `sql/updated_at.sql`, on a real change
    of the row only. What the vendor says of its times stands in columns of its own.
    """

    created_at: Mapped[dt.datetime] = mapped_column(server_default=text("now()"), sort_order=1000)
    updated_at: Mapped[dt.datetime] = mapped_column(server_default=text("now()"), sort_order=1001)


class VendorRow(Timestamps):
    """What every table filled from payloads has."""

    #: The keys of the payload that no column holds, kept so that a later
    #: migration can fill a new column from them.
    remainder: Mapped[Json | None] = mapped_column(sort_order=999)

"""The conventions, as the columns and constraints that every table is made of.

A table module names what it holds; how such a thing is stored is decided here
once. `tests/schemas/test_conventions.py` walks the metadata and holds every
table to it.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated, Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    DateTime,
    Enum,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

#: PostgreSQL's own names for what has no name: what `CREATE TABLE` would have
#: chosen, so that a constraint made by hand meets its declaration.
NAMING_CONVENTION: Final = {
    "pk": "%(table_name)s_pkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}

#: Any JSON value, as `orjson` or `json` read it.
type_annotation_map: Final = {
    str: Text(),
    int: Integer(),
    bool: Boolean(),
    dt.datetime: DateTime(timezone=True),
    list[str]: ARRAY(Text()),
}


class Base(DeclarativeBase):
    """The models' root. No table names a schema: `search_path` decides (DESIGN 5.14)."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = type_annotation_map


# Names are collated "C": an id is bytes, not language, and "C" never changes
# with a new libc, so that its index cannot break under an operating system upgrade.
ExternalId = Annotated[str, mapped_column(String(255, collation="C"), primary_key=True)]
InternalId = Annotated[
    str,
    mapped_column(
        Text(collation="C"), primary_key=True, server_default=text("gen_random_uuid()::text")
    ),
]
Json = Annotated[Any, mapped_column(JSONB(none_as_null=True))]
Big = Annotated[int, mapped_column(BigInteger())]

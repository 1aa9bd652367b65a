"""Rows of any table, with only what a test speaks of."""

import datetime as dt
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, Enum, insert

from ait_postgres.schemas import Base
from ait_postgres.testing.server import Server

#: Adds a row of the model: what the test does not name and the table requires is filled in.
Add = Callable[..., str]

_numbers = count(1)


@pytest.fixture(scope="module")
def database(postgres_server: Server, migrations_folder: Path) -> Generator[URL]:
    """One database a module, not one a test: these tests commit nothing, and are hundreds."""
    with postgres_server.database(template=postgres_server.template(migrations_folder)) as url:
        yield url


def _filling(column: Any) -> Any:
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    return {str: f"{column.name}-{next(_numbers)}", int: 1, bool: True}.get(
        column.type.python_type, dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )


@pytest.fixture
def add(connection: Connection) -> Add:
    def add_row(model: type[Base], **values: Any) -> str:
        mapper = model.__mapper__
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            required = not column.nullable and column.server_default is None
            if attribute.key in values or not required:
                continue
            target = next(iter(column.foreign_keys), None)
            if target is None:
                values[attribute.key] = _filling(column)
            else:
                owner = next(
                    other.class_
                    for other in Base.registry.mappers
                    if other.local_table is target.column.table
                )
                values[attribute.key] = add_row(owner)
        key = mapper.primary_key[0]
        return connection.scalar(insert(model).values(**values).returning(key))

    return add_row

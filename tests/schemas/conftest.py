"""A database built from the models alone, whatever the migrations are."""

from collections.abc import Generator

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine

from ait_postgres.schemas import Base, sql_files


@pytest.fixture
def modelled(empty_database: URL) -> Generator[Engine]:
    engine = create_engine(empty_database, poolclass=NullPool)
    with engine.begin() as connection:
        Base.metadata.create_all(connection, checkfirst=False)
        for file in sql_files():
            connection.exec_driver_sql(file.read_text(encoding="utf-8"))
    yield engine
    engine.dispose()

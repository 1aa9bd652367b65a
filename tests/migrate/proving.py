"""Steps, states and servers for the tests of proofs."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import NullPool, create_engine

from ait_postgres.migrate import read_catalogue, scratch_database
from ait_postgres.migrate.diff import Rank, Step, diff
from ait_postgres.migrate.model import Key


def table(name, schema=""):
    return Key("table", schema, name)


def column(name, part):
    return Key("column", "", name, part)


def step(sql, key=None, **attributes):
    return Step(sql=sql, key=key or table("t"), rank=Rank.TABLE, **attributes)


def build(engine, sql):
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(sql, execution_options={"no_parameters": True})


def catalogue(engine):
    with engine.begin() as connection:
        return read_catalogue(connection, schemas=None, dependencies=True)


@contextmanager
def state(url, sql):
    """A scratch database in a state."""
    with scratch_database(url) as made:
        engine = create_engine(made.url, poolclass=NullPool)
        build(engine, sql)
        yield engine


def wanted(url, sql):
    """The catalogue of a state."""
    with state(url, sql) as engine:
        return catalogue(engine)


def steps_to(engine, to):
    return diff(catalogue(engine), to)


def rows(engine, sql):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]

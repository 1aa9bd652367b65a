"""An adoption that is killed, refused or kept waiting has changed nothing."""

import signal
import subprocess
import sys
import time

import psycopg
import pytest
from tests.adopt.older import contents


def catalogue(connection):
    query = """SELECT c.relname, c.relfilenode, array_agg(a.attname || ' ' || a.atttypid ORDER BY 1)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace GROUP BY 1, 2 ORDER BY 1"""
    return list(connection.execute(query))


@pytest.fixture
def database(older):
    return older()


@pytest.fixture
def other(database):
    with psycopg.connect(database.url.replace("+psycopg", "")) as connection:
        yield connection


def started(database, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "ait_postgres", "adopt", "--apply", *arguments],
        cwd=database.folder,
        env=database.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(connection, condition):
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(1200):
        if connection.execute(f"{query} AND {condition}").fetchone()[0]:
            return
        time.sleep(0.05)
    pytest.fail(f"never: {condition}")


def test_killed_in_the_middle_it_leaves_everything_as_it_was(database, other):
    before = contents(database.connection, database.tables), catalogue(database.connection)
    # It holds all its locks and has altered tables when it comes to this name, and waits for us.
    other.execute(
        "CREATE FUNCTION keep_timestamps() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'"
    )
    run = started(database, "--lock-timeout", "60")
    wait_until(
        database.connection, "wait_event = 'transactionid' AND query ~ 'FUNCTION keep_timestamps'"
    )
    run.send_signal(signal.SIGKILL)
    run.communicate()
    other.rollback()
    # The server notices that its client is gone, and rolls back.
    with database.connection.transaction():
        database.connection.execute("LOCK TABLE x_tweets IN ACCESS SHARE MODE")
    after = contents(database.connection, database.tables), catalogue(database.connection)
    assert after == before
    done = database.run("adopt", "--apply")
    assert done.code == 0, done
    assert database.run("drift").code == 0


def test_a_table_in_use_is_waited_for_and_then_left_alone(database, other):
    before = catalogue(database.connection)
    other.execute("SELECT FROM x_tweets")
    refused = database.run("adopt", "--apply", "--lock-timeout", "0.2", "--lock-retries", "1")
    assert refused.code == 1
    assert "Another transaction holds the table" in refused.err
    assert "nothing was changed" in refused.err
    assert catalogue(database.connection) == before


def test_a_text_that_is_too_long_is_said_before_anything_is_done(database):
    before = catalogue(database.connection)
    database.connection.execute("UPDATE google_photos SET mime_type = repeat('x', 256)")
    refused = database.run("adopt", "--apply")
    assert refused.code == 1
    assert "google_photos.mime_type: 23 values are longer than 255 characters" in refused.err
    assert catalogue(database.connection) == before

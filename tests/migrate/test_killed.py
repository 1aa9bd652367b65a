"""Real kills: of the migrator at every event and within statements, of the server, of both."""

import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from ait_postgres import embedded
from ait_postgres.errors import AitPostgresError
from ait_postgres.migrate import apply, read_catalogue, status
from ait_postgres.migrate.applied import TABLE

_RUN = """
import sys
from sqlalchemy import create_engine
from ait_postgres.migrate import apply, read_folder

engine = create_engine(sys.argv[1])
folder = read_folder(sys.argv[2])
apply(engine, folder, progress=lambda event: print(type(event).__name__, flush=True))
"""
# Each run is a process of its own that kills itself at one event of all; forked, to save the
# imports. A database where nothing was killed ends the list.
_DIE_AT_EACH_EVENT = """
import os, signal, sys
from sqlalchemy import NullPool, create_engine
from ait_postgres.migrate import apply, read_folder

folder = read_folder(sys.argv[1])

def run(url, last):
    seen = []
    def tell(event):
        seen.append(event)
        if len(seen) == last:
            os.kill(os.getpid(), signal.SIGKILL)
    apply(create_engine(url, poolclass=NullPool), folder, progress=tell)

for last, url in enumerate(sys.argv[2:], 1):
    if not (child := os.fork()):
        run(url, last)
        os._exit(0)
    print("killed" if os.waitpid(child, 0)[1] == signal.SIGKILL else "done", flush=True)
"""
_BASE = """
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE moods (m mood);
CREATE TABLE log (n int);
CREATE INDEX log_old ON log (n);
CREATE TABLE parts (n int) PARTITION BY LIST (n);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
INSERT INTO parts VALUES (1);
CREATE TABLE counted (id int PRIMARY KEY, n int DEFAULT 0);
INSERT INTO counted SELECT generate_series(1, 25);
"""
_EVERYTHING = """
INSERT INTO log VALUES (1);
CREATE UNIQUE INDEX CONCURRENTLY log_n ON log (n);
INSERT INTO log VALUES (2);
ALTER TYPE mood ADD VALUE 'calm';
INSERT INTO moods VALUES ('calm');
REINDEX INDEX CONCURRENTLY log_n;
DROP INDEX CONCURRENTLY log_old;
ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;
UPDATE counted SET n = n + 1 /* ait: batches of 10 over counted */;
INSERT INTO log SELECT max(n) + 1 FROM log;
"""
_EVENTS = 25  # of a run of the above: 10 statements, begun and done, 3 batches, and the file
_BATCHES = "UPDATE counted SET n = n + 1 /* ait: batches of 10 over counted */;"
_INDEX = "CREATE INDEX CONCURRENTLY log_n ON log (n); INSERT INTO log VALUES (1);"


def url_of(engine):
    return engine.url.render_as_string(hide_password=False)


def ask(engine, sql):
    with engine.begin() as connection:
        return list(connection.execute(text(sql)).scalars())


def catalogue(engine):
    with engine.begin() as connection:
        return read_catalogue(connection, without=[TABLE])


def rows(engine):
    return [
        sorted(ask(engine, "SELECT n FROM log")),
        ask(engine, "SELECT m::text FROM moods"),
        ask(engine, "SELECT n FROM parts_1"),
        ask(engine, "SELECT DISTINCT n FROM counted"),
    ]


def started(engine, folder, statement="CREATE INDEX C"):
    """A migrating process that was seen to wait for a lock within a statement."""
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, url_of(engine), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    waits = (
        "SELECT count(*) FROM pg_stat_activity"
        f" WHERE wait_event_type = 'Lock' AND query LIKE '{statement}%'"
    )
    deadline = time.monotonic() + 60
    while not ask(engine, waits)[0]:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


@pytest.fixture
def base(empty, project):
    apply(empty, project.add("0001_base", _BASE).read())
    return project


def test_killed_within_a_statement_then_run_again(empty, project):
    project.add("0001_good", "CREATE TABLE good ();")
    project.add(
        "0002_slow",
        "CREATE TABLE half ();\n--> statement-breakpoint\n"
        "SELECT pg_sleep(300) FROM pg_class WHERE relname = 'wait_here';",
    )
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE wait_here ()"))
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, url_of(empty), str(project.path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        said = [process.stdout.readline().strip() for _ in range(8)]
        assert said == [
            "FileStarted", "StatementStarted", "StatementDone", "FileDone",
            "FileStarted", "StatementStarted", "StatementDone", "StatementStarted",
        ]  # fmt: skip
        process.send_signal(signal.SIGKILL)

    folder = project.read()
    with empty.begin() as connection:
        connection.execute(text("DROP TABLE wait_here"))
        assert [row.name for row in status(connection, folder).applied] == ["0001_good"]
    # The server is told to look for its client, or it would sleep on and hold the lock.
    assert [row.name for row in apply(empty, folder, lock_wait=60).applied] == ["0002_slow"]
    assert sorted(inspect(empty).get_table_names()) == ["ait_migrations", "good", "half"]


def test_killed_at_every_event_then_run_again(postgres_server, project):
    project.add("0001_base", _BASE)
    with ExitStack() as stack:
        template = stack.enter_context(postgres_server.database())
        engine = create_engine(template, poolclass=NullPool)
        apply(engine, project.read())
        folder = project.add("0002_everything", _EVERYTHING).read()
        engines = [
            create_engine(
                stack.enter_context(postgres_server.database(template=template.database)),
                poolclass=NullPool,
            )
            for _ in range(_EVENTS + 1)
        ]
        done = subprocess.run(
            [sys.executable, "-c", _DIE_AT_EACH_EVENT, str(project.path), *map(url_of, engines)],
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.split() == ["killed"] * _EVENTS + ["done"], done.stderr
        wanted = catalogue(engines[-1])
        for killed in engines:
            apply(killed, folder)
            assert catalogue(killed) == wanted
            assert rows(killed) == [[1, 2, 3], ["calm"], [1], [1]]
            assert apply(killed, folder).applied == ()


def test_killed_within_a_concurrent_index_then_run_again(empty, base):
    base.add("0002_index", _INDEX)
    with empty.connect() as busy:
        busy.execute(text("INSERT INTO log VALUES (7)"))
        process = started(empty, base.path)
        process.kill()
        process.wait()
        busy.commit()
    apply(empty, base.read())
    assert ask(empty, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'log_n'::regclass") == [
        True
    ]
    assert sorted(ask(empty, "SELECT n FROM log")) == [1, 7]


def test_killed_within_a_batch_then_run_again(empty, base):
    base.add("0002_batches", _BATCHES)
    with empty.connect() as busy:
        busy.execute(text("SELECT FROM counted WHERE id = 15 FOR UPDATE"))
        process = started(empty, base.path, "UPDATE counted")
        process.kill()
        process.wait()
        busy.commit()
    [half] = ask(empty, "SELECT unfinished->'walked'->'after' FROM ait_migrations"
                 " WHERE number = 2")  # fmt: skip
    assert half == ["10"]
    apply(empty, base.read())
    assert ask(empty, "SELECT DISTINCT n FROM counted") == [1]


def test_the_server_killed_within_a_batch(data_dir, project):
    running = embedded.start(data_dir, settings={"fsync": "off"})
    engine = create_engine(running.url, poolclass=NullPool)
    apply(engine, project.add("0001_base", _BASE).read())
    project.add("0002_batches", _BATCHES)
    busy = engine.connect()
    busy.execute(text("SELECT FROM counted WHERE id = 15 FOR UPDATE"))
    process = started(engine, project.path, "UPDATE counted")
    psutil.Process(running.pid).kill()
    assert process.wait() == 1
    busy.invalidate()
    busy.close()
    _until_it_answers(data_dir)
    engine = create_engine(embedded.start(data_dir).url, poolclass=NullPool)
    assert set(ask(engine, "SELECT n FROM counted")) == {0, 1}
    apply(engine, project.read())
    assert ask(engine, "SELECT DISTINCT n FROM counted") == [1]


@pytest.mark.parametrize("who", ["the server process", "the server"])
def test_the_server_killed_within_a_concurrent_index(data_dir, project, who):
    running = embedded.start(data_dir, settings={"fsync": "off"})
    engine = create_engine(running.url, poolclass=NullPool)
    apply(engine, project.add("0001_base", _BASE).read())
    project.add("0002_index", _INDEX)
    busy = engine.connect()
    busy.execute(text("INSERT INTO log VALUES (7)"))
    process = started(engine, project.path)
    [backend] = ask(engine, "SELECT pid FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX C%'")
    # When one of its processes is killed, the server ends all and recovers.
    psutil.Process(backend if who == "the server process" else running.pid).kill()
    assert process.wait() == 1
    busy.invalidate()
    busy.close()
    _until_it_answers(data_dir)
    engine = create_engine(embedded.start(data_dir).url, poolclass=NullPool)
    apply(engine, project.read())
    assert ask(engine, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'log_n'::regclass") == [
        True
    ]
    assert ask(engine, "SELECT n FROM log") == [1]


def _until_it_answers(data_dir):
    deadline = time.monotonic() + 60
    while True:
        try:
            engine = create_engine(embedded.start(data_dir).url, poolclass=NullPool)
            ask(engine, "SELECT 1")
        except (AitPostgresError, DBAPIError):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return

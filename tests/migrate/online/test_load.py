"""The online form applied while others write: none of their statements waits for long."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import NullPool, create_engine
from tests.migrate.judge import connect

from ait_postgres.migrate import apply
from ait_postgres.migrate.between import change_online
from ait_postgres.migrate.decisions import Decisions
from ait_postgres.migrate.generate import plan_file, write_file
from ait_postgres.migrate.limits import Limits
from ait_postgres.migrate.model import difference
from ait_postgres.migrate.sources import Migrations, SqlFile, read_engine
from ait_postgres.migrate.workshop import Workshop

LOCK_TIMEOUT = 0.5  # seconds
MARGIN = 2.5  # for a machine that has other things to do, and each further table of a statement

OLD = """
    CREATE TABLE people (id serial PRIMARY KEY, name text);
    CREATE TABLE deals (
        id serial PRIMARY KEY, person int, n int, name text, amount int NOT NULL DEFAULT 0);
    CREATE INDEX deals_n ON deals (n);
"""
NEW = """
    CREATE TABLE people (id serial PRIMARY KEY, name text);
    CREATE TABLE deals (
        id bigserial PRIMARY KEY, person int REFERENCES people, n int CHECK (n >= 0),
        name text NOT NULL, amount bigint NOT NULL DEFAULT 0,
        token uuid NOT NULL DEFAULT gen_random_uuid(), UNIQUE (name, id));
    CREATE INDEX deals_n ON deals (n, person);
    CREATE INDEX deals_name ON deals (name);
"""
ROWS = 30_000


@dataclass
class Writer:
    """Writes and reads, one statement after the other, and remembers the longest wait."""

    number: int
    url: object
    stop: threading.Event
    longest: float = 0.0
    statement: str = ""
    done: int = 0
    added: int = 0
    spent: int = 0
    error: psycopg.Error | None = None
    _own: list[int] = field(default_factory=list)

    def run(self) -> None:
        with connect(self.url) as connection:
            connection.prepare_threshold = None
            try:
                while not self.stop.is_set():
                    self._turn(connection)
            except psycopg.Error as error:
                self.error = error

    def _turn(self, connection) -> None:
        turn = self.done % 4
        own = 1 + (self.number * 7919 + self.done * 13) % ROWS
        if turn == 0:
            row = self._timed(
                connection,
                "INSERT INTO deals (person, n, name) VALUES (%s, %s, 'new') RETURNING id",
                [1 + own % 100, own],
            ).fetchone()
            self._own.append(row[0])
            self.added += 1
        elif turn == 1:
            self._timed(connection, "UPDATE deals SET amount = amount + 1 WHERE id = %s", [own])
            self.spent += 1
        elif turn == 2 and len(self._own) > 10:
            self._timed(connection, "DELETE FROM deals WHERE id = %s", [self._own.pop(0)])
            self.added -= 1
        else:
            self._timed(connection, "SELECT id, n, amount FROM deals WHERE n = %s", [own])
        self.done += 1

    def _timed(self, connection, statement, values):
        start = time.monotonic()
        found = connection.execute(statement, values)
        if (seconds := time.monotonic() - start) > self.longest:
            self.longest, self.statement = seconds, statement
        return found


def test_nobody_waits_longer_than_the_lock_timeout(tmp_path, project, empty_database):
    engine = create_engine(empty_database, poolclass=NullPool)
    project.add("0001_initial", OLD)
    apply(engine, project.read())
    with connect(engine.url) as connection:
        connection.execute("INSERT INTO people SELECT generate_series(1, 100), 'somebody'")
        connection.execute(
            "INSERT INTO deals (person, n, name) "
            f"SELECT 1 + i % 100, i, 'deal ' || i FROM generate_series(1, {ROWS}) i"
        )
    wanted = tmp_path / "new.sql"
    wanted.write_text(NEW)
    change = change_online(
        Migrations(project.read()),
        SqlFile(wanted),
        Workshop(lambda: empty_database),
        Decisions(),
        14,
    )
    write_file(project.path, plan_file(project.read(), change))

    stop = threading.Event()
    writers = [Writer(number, engine.url, stop) for number in range(4)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        apply(engine, project.read(), limits=Limits(lock_timeout=LOCK_TIMEOUT, lock_retries=50))
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    assert [writer.error for writer in writers] == [None] * 4
    longest = max(writers, key=lambda writer: writer.longest)
    assert longest.longest < LOCK_TIMEOUT + MARGIN, longest.statement
    assert all(writer.done for writer in writers)
    assert not difference(read_engine(engine), change.new)
    with connect(engine.url) as connection:
        count, spent, tokens = connection.execute(
            "SELECT count(*), sum(amount)::int, count(DISTINCT token) FROM deals"
        ).fetchone()
    assert count == tokens == ROWS + sum(writer.added for writer in writers)
    assert spent == sum(writer.spent for writer in writers)

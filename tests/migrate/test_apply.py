import asyncio
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from ait_postgres.errors import FolderError, MigrationError, MigrationLocked, StatementFailed
from ait_postgres.migrate import Limits, apply, status
from ait_postgres.migrate.applied import TABLE
from ait_postgres.migrate.lock import RunLock
from ait_postgres.migrate.progress import (
    FileDone,
    FileStarted,
    StatementDone,
    StatementStarted,
    Waiting,
)


@pytest.fixture
def two(project):
    project.add("0001_users", "CREATE TABLE users (id int PRIMARY KEY);")
    return project.add(
        "0002_posts",
        "-- posts\nCREATE TABLE posts (id int);\n--> statement-breakpoint\nSELECT '100%', 1 % 1;",
    )


def tables(engine) -> list[str]:
    with engine.begin() as connection:
        rows = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        )
        return list(rows.scalars())


def names(applied) -> list[str]:
    return [row.name for row in applied]


def state(engine, folder):
    with engine.begin() as connection:
        return status(connection, folder)


def test_applies_what_is_pending_once_and_remembers_it(empty, two):
    folder = two.read()
    assert names(apply(empty, folder).applied) == ["0001_users", "0002_posts"]
    assert tables(empty) == ["ait_migrations", "posts", "users"]
    assert apply(empty, folder).applied == ()
    now = state(empty, folder)
    assert names(now.applied) == ["0001_users", "0002_posts"]
    assert [row.sha256 for row in now.applied] == [m.sha256 for m in folder.migrations]
    assert [row.statements for row in now.applied] == [1, 2]
    assert now.applied[0].applied_at.tzinfo is not None
    assert now.applied[0].server_version.split(".")[0].isdigit()
    assert now.up_to_date
    two.add("0003_more", "CREATE TABLE more ();")
    assert [m.name for m in state(empty, two.read()).pending] == ["0003_more"]
    assert names(apply(empty, two.read()).applied) == ["0003_more"]


def test_an_empty_folder_makes_nothing(empty, project):
    assert apply(empty, project.read()).applied == ()
    assert tables(empty) == []


def test_to_stops_there_and_says_what_is_left(empty, two):
    result = apply(empty, two.read(), to=1)
    assert names(result.applied) == ["0001_users"]
    assert [m.name for m in result.pending] == ["0002_posts"]
    assert tables(empty) == ["ait_migrations", "users"]
    assert [m.name for m in apply(empty, two.read(), to=1).pending] == ["0002_posts"]
    with pytest.raises(FolderError, match="no migration 0009"):
        apply(empty, two.read(), to=9)


def test_a_dry_run_says_and_does_nothing(empty, two):
    result = apply(empty, two.read(), dry_run=True)
    assert ([m.name for m in result.pending], result.applied) == (
        ["0001_users", "0002_posts"],
        (),
    )
    assert tables(empty) == []


def test_a_run_tells_what_it_does(empty, two):
    events = []
    apply(empty, two.read(), progress=events.append)
    assert [type(event) for event in events] == [
        FileStarted, StatementStarted, StatementDone, FileDone,
        FileStarted, StatementStarted, StatementDone, StatementStarted, StatementDone, FileDone,
    ]  # fmt: skip
    assert (events[4].place, events[4].total, events[8].statement.line) == (2, 2, 4)


def test_a_failure_names_file_statement_and_line_and_leaves_the_file_unapplied(empty, project):
    project.add("0001_good", "CREATE TABLE good ();")
    project.add(
        "0002_bad",
        "CREATE TABLE one ();\n--> statement-breakpoint\nCREATE TABLE two ();\n"
        "--> statement-breakpoint\n-- the third\nSELECT 1,\n    sum(missing)\nFROM one;\n",
    ).add("0003_later", "CREATE TABLE later ();")
    with pytest.raises(StatementFailed) as raised:
        apply(empty, project.read())
    error = raised.value
    assert (error.file, error.statement, error.line) == ("0002_bad.sql", 3, 7)
    assert str(error) == (
        '0002_bad.sql, statement 3, line 7: column "missing" does not exist (42703); '
        "nothing of 0002_bad.sql was applied"
    )
    assert isinstance(error.__cause__, psycopg.errors.UndefinedColumn)
    assert tables(empty) == ["ait_migrations", "good"]
    assert names(state(empty, project.read()).applied) == ["0001_good"]


def test_a_failure_without_a_position_names_the_statements_line(empty, project):
    project.add("0001_bad", "\nCREATE TABLE a ();\nCREATE TABLE b ();\n\nCREATE TABLE a (\n);")
    with pytest.raises(StatementFailed, match=r"statement 3, line 5: relation \"a\" already"):
        apply(empty, project.read())


def test_detail_hint_and_context_are_part_of_the_one_line(empty, project):
    project.add(
        "0001_bad",
        "DO $$ BEGIN\nRAISE 'no' USING DETAIL = 'why\nso', HINT = 'do it.';\nEND $$;",
    )
    with pytest.raises(StatementFailed) as raised:
        apply(empty, project.read())
    assert "no (P0001). Detail: why so. Hint: do it. Context: PL/pgSQL" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_failure_at_the_commit(empty, project):
    project.add(
        "0001_bad",
        "CREATE TABLE a (x int UNIQUE DEFERRABLE INITIALLY DEFERRED);"
        "INSERT INTO a VALUES (1), (1);",
    )
    with pytest.raises(StatementFailed, match="at its commit: duplicate key") as raised:
        apply(empty, project.read())
    assert raised.value.line is None
    assert tables(empty) == ["ait_migrations"]


def test_a_table_that_another_holds_is_not_waited_for_long(empty, two):
    apply(empty, two.read())
    two.add("0003_wider", "ALTER TABLE users ADD name text;")
    with empty.begin() as busy:
        busy.execute(text("INSERT INTO users VALUES (1)"))
        with pytest.raises(StatementFailed, match="raise the lock timeout"):
            apply(empty, two.read(), limits=Limits(lock_timeout=0.05, lock_retries=0))
    assert names(apply(empty, two.read()).applied) == ["0003_wider"]


@pytest.mark.parametrize("done", [1, 2])
def test_an_edited_file_is_refused_before_anything_is_applied(empty, two, done):
    apply(empty, two.read(), to=done)
    two.edit("0001_users", "CREATE TABLE users (id bigint);")
    with pytest.raises(FolderError, match=r"nothing was applied: 0001_users\.sql was edited"):
        apply(empty, two.read())
    assert [p.split()[0] for p in state(empty, two.read()).problems] == ["0001_users.sql"]
    assert ("posts" in tables(empty)) == (done == 2)


def test_a_file_that_is_gone_is_refused(empty, two):
    apply(empty, two.read())
    two.remove("0002_posts")
    two.last = "0001_users"
    two.add("0002_other", "CREATE TABLE other ();")
    with pytest.raises(FolderError, match=r"0002_posts\.sql was applied on .* is not in") as raised:
        apply(empty, two.read())
    assert str(raised.value).endswith("(and 1 more)")
    assert state(empty, two.read()).drift_unknown == "0002_posts.sql is not in the folder"


def test_a_file_before_an_applied_one_is_refused(empty, two):
    apply(empty, two.read())
    with empty.begin() as connection:
        connection.execute(text("DELETE FROM ait_migrations WHERE number = 1"))
    with pytest.raises(FolderError, match=r"0001_users\.sql was not applied though 0002 was"):
        apply(empty, two.read())


def test_windows_line_ends_are_no_edit(empty, two):
    apply(empty, two.read())
    file = two.path / "0002_posts.sql"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert apply(empty, two.read()).applied == ()


def test_eight_runs_at_once_apply_everything_exactly_once(empty, project):
    for number in range(1, 6):
        project.add(f"{number:04}_t", f"CREATE TABLE t{number} (); SELECT pg_sleep(0.02);")
    folder = project.read()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: apply(empty, folder).applied, range(8)))
    assert sorted(map(len, results)) == [0] * 7 + [5]


def test_async_runs_at_once_do_not_stop_their_loop(empty_database, two, monkeypatch):
    folder = two.read()
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("the event loop stands still"))

    async def run(engine):
        async with engine.connect() as connection:
            return len((await connection.run_sync(apply, folder)).applied)

    async def main():
        engine = create_async_engine(empty_database)
        try:
            return await asyncio.gather(*(run(engine) for _ in range(4)))
        finally:
            await engine.dispose()

    assert sorted(asyncio.run(main())) == [0, 0, 0, 2]


def test_a_run_waits_for_another_and_says_so(empty, two):
    events = []
    with empty.connect() as other:
        lock = RunLock(other, "public", TABLE)
        with lock.held(0, lambda *_: None):
            holder = other.execute(text("SELECT pg_backend_pid()")).scalar_one()
            other.commit()
            with pytest.raises(MigrationLocked, match=rf"server process {holder}, .* pg_terminate"):
                apply(empty, two.read(), lock_wait=0.3, progress=events.append)
    assert events[0] == Waiting(events[0].seconds, holder)
    assert tables(empty) == []
    assert len(apply(empty, two.read()).applied) == 2


def test_a_waiting_run_holds_no_transaction_open(empty, two):
    """What CREATE INDEX CONCURRENTLY of the running one would wait for, for ever."""
    seen = []
    with empty.connect() as other, empty.connect() as watcher:

        def look(_event):
            seen.extend(
                watcher.execute(
                    text(
                        "SELECT backend_xmin FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        " AND datname = current_database() AND state <> 'idle'"
                    )
                )
            )

        with RunLock(other, "public", TABLE).held(0, lambda *_: None):
            other.commit()
            with pytest.raises(MigrationLocked):
                apply(empty, two.read(), lock_wait=0.2, progress=look)
    assert seen == []


def test_a_run_that_lost_its_lock_commits_nothing(empty, project):
    project.add("0001_loses", "CREATE TABLE a (); SELECT pg_advisory_unlock_all();")
    with pytest.raises(MigrationLocked, match="over a direct connection"):
        apply(empty, project.read())
    assert tables(empty) == ["ait_migrations"]


def test_a_run_whose_server_process_is_ended_says_what_is_applied(empty, project):
    project.add("0001_good", "CREATE TABLE good ();")
    project.add("0002_ended", "CREATE TABLE a (); SELECT pg_terminate_backend(pg_backend_pid());")
    with pytest.raises(
        MigrationError, match=r"lost during 0002_ended\.sql, statement 2, .*: nothing of 0002"
    ):
        apply(empty, project.read())
    assert tables(empty) == ["ait_migrations", "good"]


def test_two_tenants_in_one_database(empty, engine_with, two):
    with empty.begin() as connection:
        connection.execute(text('CREATE SCHEMA anna; CREATE SCHEMA "b o"'))
    engines = [
        engine_with(connect_args={"options": f"-csearch_path={path}"})
        for path in ("anna,public", r'"b\ o",public')
    ]
    assert len(apply(engines[0], two.read(), to=1).applied) == 1
    with empty.connect() as other, RunLock(other, "anna", TABLE).held(0, lambda *_: None):
        assert len(apply(engines[1], two.read(), lock_wait=0).applied) == 2
    assert [tables(engine) for engine in engines] == [
        ["ait_migrations", "users"],
        ["ait_migrations", "posts", "users"],
    ]
    assert tables(empty) == []
    assert state(engines[1], two.read()).schema == "b o"


def test_a_file_that_sets_search_path_moves_nothing_else(empty, project):
    project.add("0001_moves", "CREATE SCHEMA other; SET search_path = other; CREATE TABLE a ();")
    project.add("0002_stays", "CREATE TABLE b ();")
    with empty.connect() as connection:
        apply(connection, project.read())
    assert tables(empty) == ["ait_migrations", "b"]


def test_no_schema_to_work_in(engine_with, two):
    engine = engine_with(connect_args={"options": "-csearch_path=nowhere"})
    with pytest.raises(MigrationError, match=r"no schema of search_path \(nowhere\) exists"):
        apply(engine, two.read())


def test_a_connection_is_given_back_as_it_was(empty, two):
    with empty.connect() as connection:
        apply(connection, two.read())
        assert not connection.in_transaction()
        connection.execute(text("CREATE TABLE mine ()"))
        connection.rollback()
    assert "mine" not in tables(empty)


def test_a_connection_in_a_transaction_is_refused(empty, two):
    with empty.begin() as connection, pytest.raises(MigrationError, match="is in a transaction"):
        apply(connection, two.read())


def test_an_engine_in_autocommit_mode_still_applies_whole_files(engine_with, project):
    engine = engine_with(isolation_level="AUTOCOMMIT")
    project.add("0001_bad", "CREATE TABLE a (); SELECT nothing;")
    with pytest.raises(StatementFailed):
        apply(engine, project.read())
    assert tables(engine) == ["ait_migrations"]


def test_on_an_older_server(older, two):
    folder = two.read()
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: apply(older, folder).applied, range(4)))
    assert sorted(map(len, results)) == [0, 0, 0, 2]
    assert names(state(older, folder).applied) == ["0001_users", "0002_posts"]

"""Files of several transactions: what a failure leaves, and how the next run goes on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from ait_postgres.errors import FolderError, MigrationError, StatementFailed
from ait_postgres.migrate import Limits, apply, mark_applied, read_catalogue, status
from ait_postgres.migrate.applied import TABLE
from ait_postgres.migrate.progress import FileStarted, Repaired, Retrying, StatementDone

_BASE = """
CREATE TABLE readings (id int PRIMARY KEY, value int);
INSERT INTO readings SELECT i, i / 2 FROM generate_series(1, 100) i;
"""
_MIXED = """
CREATE TABLE log (n int);
INSERT INTO log VALUES (1);
CREATE INDEX CONCURRENTLY readings_value ON readings (value);
INSERT INTO log VALUES (2);
"""
_IMPATIENT = Limits(lock_timeout=0.05, lock_retries=0)


def ask(engine, sql):
    with engine.begin() as connection:
        return list(connection.execute(text(sql)).scalars())


def run(engine, sql):
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(sql))


def steps(events):
    return [event.statement.number for event in events if isinstance(event, StatementDone)]


def indexes(engine):
    return ask(
        engine,
        "SELECT c.relname || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END FROM pg_index i"
        " JOIN pg_class c ON c.oid = indexrelid WHERE c.oid >= 16384 AND relname LIKE 'readings%'"
        " AND NOT indisprimary ORDER BY 1",
    )


@pytest.fixture
def base(empty, project):
    apply(empty, project.add("0001_base", _BASE).read())
    return project


def test_a_file_with_a_concurrent_index_is_applied_once(empty, base):
    folder = base.add("0002_mixed", _MIXED).read()
    result = apply(empty, folder)
    assert [(row.name, row.statements) for row in result.applied] == [("0002_mixed", 4)]
    assert indexes(empty) == ["readings_value"]
    assert apply(empty, folder).applied == ()
    assert ask(empty, "SELECT n FROM log ORDER BY n") == [1, 2]


def test_after_a_failure_the_next_run_goes_on_at_that_statement(empty, base):
    folder = base.add("0002_mixed", _MIXED + "INSERT INTO log VALUES (3); SELECT 1 / (n - 1)"
                      " FROM log WHERE n = 1; INSERT INTO log VALUES (4);").read()  # fmt: skip
    with pytest.raises(
        StatementFailed,
        match=r"statement 6, .*; statements 1 to 3 stay applied: mend what follows and run",
    ):
        apply(empty, folder)
    with empty.begin() as connection:
        now = status(connection, folder)
        assert [(one.name, len(one.done)) for one in now.unfinished] == [("0002_mixed", 3)]
        assert [one.name for one in now.pending] == ["0002_mixed"]
        assert (now.drift, now.drift_unknown) == (None, "0002_mixed.sql is half applied")
    assert ask(empty, "SELECT n FROM log") == [1]
    base.edit("0002_mixed", _MIXED + "INSERT INTO log VALUES (5);")
    assert [len(one.done) for one in apply(empty, base.read(), dry_run=True).unfinished] == [3]
    events = []
    apply(empty, base.read(), progress=events.append)
    assert (events[0].done, steps(events)) == (3, [4, 5])
    assert ask(empty, "SELECT n FROM log ORDER BY n") == [1, 2, 5]
    with empty.begin() as connection:
        assert status(connection, base.read()).unfinished == ()


@pytest.mark.parametrize("edited", [_MIXED.replace("(1)", "(7)"), "CREATE TABLE log (n int);"])
def test_what_was_run_may_not_be_edited(empty, base, edited):
    base.add("0002_mixed", _MIXED + "SELECT nothing;")
    with pytest.raises(StatementFailed):
        apply(empty, base.read())
    base.edit("0002_mixed", edited)
    with pytest.raises(FolderError, match=r"0002_mixed\.sql: statement 2 was run and then edited"):
        apply(empty, base.read())
    assert ask(empty, "SELECT n FROM log") == [1]


def test_a_half_applied_file_that_is_gone_is_refused(empty, base):
    base.add("0002_mixed", _MIXED + "SELECT nothing;")
    with pytest.raises(StatementFailed):
        apply(empty, base.read())
    base.remove("0002_mixed")
    with pytest.raises(FolderError, match=r"0002_mixed\.sql was applied as far as statement 3"):
        apply(empty, base.read())


def test_what_is_left_may_be_taken_out(empty, base):
    base.add("0002_mixed", _MIXED + "SELECT nothing;")
    with pytest.raises(StatementFailed):
        apply(empty, base.read())
    base.edit("0002_mixed", _MIXED[: _MIXED.index("INSERT INTO log VALUES (2)")])
    assert [row.statements for row in apply(empty, base.read()).applied] == [3]


def test_an_invalid_index_is_dropped_and_built_again(empty, base):
    run(empty, "SET statement_timeout = '1ms'")
    with empty.begin() as busy:
        busy.execute(text("UPDATE readings SET value = 0 WHERE id = 1"))
        with empty.connect() as other:
            other.execution_options(isolation_level="AUTOCOMMIT")
            other.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(Exception, match="lock timeout"):
                other.execute(text("CREATE INDEX CONCURRENTLY readings_value ON readings (value)"))
    assert indexes(empty) == ["readings_value INVALID"]
    events = []
    apply(empty, base.add("0002_mixed", _MIXED).read(), progress=events.append)
    assert [event.sql for event in events if isinstance(event, Repaired)] == [
        "DROP INDEX CONCURRENTLY public.readings_value"
    ]
    assert indexes(empty) == ["readings_value"]


def test_a_failed_unique_index_is_not_left_behind(empty, base):
    folder = base.add(
        "0002_unique", "CREATE UNIQUE INDEX CONCURRENTLY readings_value ON readings (value);"
    ).read()
    with pytest.raises(StatementFailed, match="could not create unique index"):
        apply(empty, folder)
    assert indexes(empty) == []
    run(empty, "DELETE FROM readings WHERE id % 2 = 1")
    apply(empty, folder)
    assert indexes(empty) == ["readings_value"]


def test_anothers_valid_index_is_not_taken_for_ours(empty, base):
    run(empty, "CREATE INDEX readings_value ON readings (id)")
    folder = base.add("0002_mixed", _MIXED).read()
    for _ in range(2):
        with pytest.raises(StatementFailed, match='relation "readings_value" already exists'):
            apply(empty, folder)
    run(empty, "DROP INDEX readings_value")
    apply(empty, folder)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS readings_value ON ONLY readings (value);",
        'CREATE INDEX CONCURRENTLY "readings ""v" ON "readings" (value);',
        f"CREATE INDEX CONCURRENTLY readings_{'x' * 80} ON public.readings (value);",
        "DROP INDEX CONCURRENTLY readings_old;",
        "ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;",
        "REINDEX INDEX CONCURRENTLY readings_old;",
        "VACUUM readings;",
    ],
)
def test_a_statement_that_was_done_though_not_recorded_is_recognised(empty, base, sql):
    """The crash between a statement and its record, at its worst: all of it is done."""
    run(empty, "CREATE INDEX readings_old ON readings (value)")
    run(empty, "CREATE TABLE parts (n int) PARTITION BY LIST (n)")
    run(empty, "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)")
    base.add("0002_alone", sql + "CREATE TABLE after ();")
    with pytest.raises(ZeroDivisionError):
        apply(empty, base.read(), progress=_dies(after=1))
    assert ask(empty, f"SELECT unfinished->>'begun' IS NOT NULL FROM {TABLE} WHERE number = 2") == [
        True
    ]
    apply(empty, base.read())
    assert ask(empty, "SELECT to_regclass('after') IS NOT NULL") == [True]
    assert not [one for one in indexes(empty) if "INVALID" in one]


def _dies(*, after):
    def tell(event):
        if isinstance(event, StatementDone) and event.statement.number == after:
            raise ZeroDivisionError

    return tell


def test_a_detach_that_stopped_half_way_is_finished(empty, base):
    base.add(
        "0002_parts",
        "CREATE TABLE parts (n int) PARTITION BY LIST (n);"
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);",
    )
    apply(empty, base.read())
    base.add("0003_detach", "ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;")
    with empty.begin() as reader:
        reader.execute(text("SELECT FROM parts"))
        with pytest.raises(StatementFailed, match="lock timeout"):
            apply(empty, base.read(), limits=_IMPATIENT)
        assert ask(empty, "SELECT inhdetachpending FROM pg_inherits") == [True]
    apply(empty, base.read())
    assert ask(empty, "SELECT count(*) FROM pg_inherits") == [0]


def test_what_a_broken_reindex_left_is_cleared(empty, base):
    run(empty, "CREATE INDEX readings_value ON readings (value)")
    with empty.begin() as busy:
        busy.execute(text("UPDATE readings SET value = 0 WHERE id = 1"))
        with empty.connect() as other:
            other.execution_options(isolation_level="AUTOCOMMIT")
            other.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(Exception, match="lock timeout"):
                other.execute(text("REINDEX INDEX CONCURRENTLY readings_value"))
    assert indexes(empty) == ["readings_value", "readings_value_ccnew INVALID"]
    apply(empty, base.add("0002_again", "REINDEX TABLE CONCURRENTLY readings;").read())
    assert indexes(empty) == ["readings_value"]


def test_what_a_file_set_for_its_session_holds_after_a_failure_too(empty, base):
    base.add(
        "0002_set",
        "SET search_path = other, public; CREATE SCHEMA other; VACUUM readings;"
        "CREATE TABLE there (); SELECT missing;",
    )
    with pytest.raises(StatementFailed):
        apply(empty, base.read())
    base.edit("0002_set", "SET search_path = other, public; CREATE SCHEMA other; VACUUM readings;"
              "CREATE TABLE there ();")  # fmt: skip
    base.add("0003_here", "CREATE TABLE here ();")
    apply(empty, base.read())
    assert ask(empty, "SELECT to_regclass('other.there') IS NOT NULL") == [True]
    assert ask(empty, "SELECT to_regclass('public.here') IS NOT NULL") == [True]


def test_an_enum_value_is_used_in_the_file_that_adds_it(empty, base):
    base.add("0002_mood", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE moods (m mood);")
    apply(empty, base.read())
    base.add("0003_calm", "ALTER TYPE mood ADD VALUE 'calm'; INSERT INTO moods VALUES ('calm');")
    apply(empty, base.read())
    assert ask(empty, "SELECT m::text FROM moods") == ["calm"]


def test_a_procedure_that_commits(empty, base):
    base.add(
        "0002_procedure",
        "CREATE PROCEDURE refill() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM readings; COMMIT; END"
        " $$;\n-- ait: no-transaction\nCALL refill();",
    )
    apply(empty, base.read())
    assert ask(empty, "SELECT count(*) FROM readings") == [0]


def test_a_lock_is_tried_for_again_until_it_is_to_be_had(empty, base):
    base.add("0002_wider", "CREATE TABLE before (); ALTER TABLE readings ADD more int;")
    with empty.connect() as busy:
        busy.execute(text("UPDATE readings SET value = 0 WHERE id = 1"))
        events = []

        def tell(event):
            events.append(event)
            if isinstance(event, Retrying) and event.attempt == 3:
                busy.commit()

        apply(empty, base.read(), limits=Limits(lock_timeout=0.05), progress=tell)
    assert [event.attempt for event in events if isinstance(event, Retrying)] == [2, 3]
    assert [type(event) for event in events].count(FileStarted) == 1
    assert ask(empty, "SELECT sum(value) > 0 FROM readings WHERE more IS NULL") == [True]


def test_a_lock_is_not_tried_for_for_ever(empty, base):
    base.add("0002_wider", "ALTER TABLE readings ADD more int;")
    events = []
    with empty.begin() as busy:
        busy.execute(text("UPDATE readings SET value = 0 WHERE id = 1"))
        with pytest.raises(StatementFailed, match="55P03"):
            apply(empty, base.read(), limits=Limits(0.02, lock_retries=1), progress=events.append)
    assert len([event for event in events if isinstance(event, Retrying)]) == 1


def test_a_concurrent_index_waits_for_writers_beyond_the_lock_timeout(empty, base):
    base.add("0002_mixed", _MIXED)
    with empty.connect() as busy, ThreadPoolExecutor(1) as pool:
        busy.execute(text("UPDATE readings SET value = 0 WHERE id = 1"))
        done = pool.submit(apply, empty, base.read(), limits=_IMPATIENT)
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX C%'"
            " AND wait_event_type = 'Lock' AND now() - query_start > '200ms'"
        )
        while not ask(empty, waiting)[0]:
            assert not done.done(), done.result()
        busy.commit()
        assert len(done.result().applied) == 1


def test_a_statement_may_be_given_a_limit(empty, base):
    base.add("0002_slow", "SELECT pg_sleep(60);")
    with pytest.raises(StatementFailed, match="statement timeout"):
        apply(empty, base.read(), limits=Limits(statement_timeout=0.05))


@pytest.mark.parametrize("filled", [False, True])
def test_eight_runs_at_once_with_a_concurrent_index(empty, project, filled):
    project.add("0001_base", _BASE)
    if filled:
        apply(empty, project.read())
        run(empty, "INSERT INTO readings SELECT i, i FROM generate_series(101, 20000) i")
    project.add("0002_mixed", _MIXED + "DROP INDEX CONCURRENTLY readings_value;"
                "CREATE INDEX CONCURRENTLY readings_again ON readings (value);")  # fmt: skip
    folder = project.read()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: len(apply(empty, folder).applied), range(8)))
    assert sorted(results) == [0] * 7 + [1 if filled else 2]
    assert indexes(empty) == ["readings_again"]
    assert ask(empty, "SELECT n FROM log ORDER BY n") == [1, 2]


def test_a_file_before_an_applied_one_is_applied_where_that_is_wanted(empty, project):
    project.add("0001_a", "CREATE TABLE a ();").add("0002_b", "CREATE TABLE b ();")
    project.add("0003_c", "CREATE TABLE c ();")
    folder = project.read()
    apply(empty, folder)
    run(empty, f"DELETE FROM {TABLE} WHERE number = 2; DROP TABLE b")
    with pytest.raises(FolderError, match=r"0002_b\.sql was not applied .* --out-of-order"):
        apply(empty, folder)
    with empty.begin() as connection:
        assert len(status(connection, folder).problems) == 1
        assert status(connection, folder, out_of_order=True).problems == ()
    assert [row.name for row in apply(empty, folder, out_of_order=True).applied] == ["0002_b"]
    assert apply(empty, folder).applied == ()


def test_marking_runs_nothing(empty, base):
    base.add("0002_mixed", _MIXED).add("0003_c", "CREATE TABLE c ();")
    result = mark_applied(empty, base.read(), 2)
    assert [(row.name, row.statements) for row in result.applied] == [("0002_mixed", 0)]
    assert [one.name for one in result.pending] == ["0003_c"]
    assert ask(empty, "SELECT to_regclass('log') IS NULL") == [True]
    assert [row.name for row in apply(empty, base.read()).applied] == ["0003_c"]
    assert mark_applied(empty, base.read(), 3).applied == ()


def test_marking_makes_a_half_applied_file_whole(empty, base):
    base.add("0002_mixed", _MIXED + "SELECT missing;")
    with pytest.raises(StatementFailed):
        apply(empty, base.read())
    base.edit("0002_mixed", "SELECT 'mended by hand';")
    assert [row.name for row in mark_applied(empty, base.read(), 2).applied] == ["0002_mixed"]
    assert apply(empty, base.read()).applied == ()


def test_a_table_made_before_files_could_be_half_applied(empty, base):
    run(empty, f"ALTER TABLE {TABLE} DROP COLUMN unfinished")
    with empty.begin() as connection:
        assert len(status(connection, base.read()).applied) == 1
    assert apply(empty, base.read()).applied == ()
    apply(empty, base.add("0002_mixed", _MIXED).read())
    assert ask(empty, f"SELECT unfinished IS NULL FROM {TABLE}") == [True, True]


def test_a_connection_keeps_its_settings(empty, base):
    with empty.connect() as connection:
        connection.execute(text("SET lock_timeout = '7s'"))
        connection.commit()
        apply(connection, base.add("0002_mixed", _MIXED).read())
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "7s"


def test_a_lost_connection_outside_a_transaction_is_not_said_to_have_done_nothing(empty, base):
    base.add("0002_ends", "-- ait: no-transaction\nSELECT pg_terminate_backend(pg_backend_pid());")
    with pytest.raises(MigrationError, match="may or may not be done, which the next run finds"):
        apply(empty, base.read())


def test_the_same_on_an_older_server(older, project):
    apply(older, project.add("0001_base", _BASE).read())
    project.add("0002_mixed", _MIXED + "SELECT missing;")
    with pytest.raises(StatementFailed):
        apply(older, project.read())
    project.edit("0002_mixed", _MIXED + "REINDEX TABLE CONCURRENTLY readings;")
    apply(older, project.read())
    assert indexes(older) == ["readings_value"]
    with older.begin() as connection:
        assert read_catalogue(connection, without=[TABLE]).objects

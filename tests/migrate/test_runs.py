"""Which statements are committed together, and which run alone."""

import pytest

from ait_postgres.errors import FolderError
from ait_postgres.migrate.journal import part_runs, split_statements


def parts(sql):
    return [
        (run.alone, [one.number for one in run.statements])
        for run in part_runs(split_statements(sql))
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX CONCURRENTLY i ON t (x)",
        "create unique index /* not now */ concurrently i on t (x)",
        "DROP INDEX -- slowly\n CONCURRENTLY i",
        "REINDEX INDEX CONCURRENTLY i",
        "REINDEX (VERBOSE) TABLE t",
        "VACUUM (ANALYZE) t",
        "CLUSTER t",
        "ALTER SYSTEM SET work_mem = '8MB'",
        "CREATE DATABASE d",
        "DROP DATABASE d",
        "ALTER DATABASE d SET TABLESPACE s",
        "CREATE TABLESPACE s LOCATION '/s'",
        "DROP SUBSCRIPTION s",
        'ALTER TABLE IF EXISTS "s"."t" DETACH PARTITION p CONCURRENTLY',
        "-- ait: no-transaction\nCALL refill()",
    ],
)
def test_what_postgresql_refuses_within_a_transaction_runs_alone(sql):
    assert parts(f"SELECT 1; SELECT 2;\n{sql};\nSELECT 4;") == [
        (False, [1, 2]),
        (True, [3]),
        (False, [4]),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX i ON t (x)",
        'CREATE INDEX "concurrently" ON t (x)',
        "CREATE INDEX i ON t (concurrently)",
        "DROP INDEX i",
        "SELECT 'CREATE INDEX CONCURRENTLY i ON t (x)'",
        "SELECT $$VACUUM$$",
        "COMMENT ON TABLE t IS 'VACUUM'",
        "ALTER TABLE t DETACH PARTITION p",
        "ALTER TABLE t DETACH PARTITION p FINALIZE",
        'ALTER TABLE t DETACH PARTITION "concurrently"',
        "ALTER DATABASE d SET work_mem = '8MB'",
        "/* VACUUM */ SELECT 1",
        "CREATE TABLE vacuum (x int)",
        "ANALYZE t",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
        "SELECT 1 -- ait: no-transaction",
    ],
)
def test_what_only_looks_like_it_does_not(sql):
    assert parts(f"SELECT 1;\n{sql}\n;\nSELECT 3;") == [(False, [1, 2, 3])]


@pytest.mark.parametrize(
    "use",
    [
        "INSERT INTO t VALUES ('calm')",
        "ALTER TABLE t ALTER m SET DEFAULT 'calm'::mood",
        "INSERT INTO t VALUES ('{sad,calm}')",
        "DO $$ BEGIN INSERT INTO t VALUES ('calm'); END $$",
        "INSERT INTO t VALUES (E'calm')",
        "CREATE FUNCTION f() RETURNS mood BEGIN ATOMIC SELECT 'calm'::mood; END",
    ],
)
@pytest.mark.parametrize(
    "add",
    [
        "ALTER TYPE mood ADD VALUE 'calm'",
        "ALTER TYPE \"a b\".mood ADD VALUE IF NOT EXISTS 'calm' BEFORE 'sad'",
    ],
)
def test_a_value_is_committed_before_it_is_used_and_no_earlier(add, use):
    assert parts(f"{add}; SELECT 'calmer', calm; {use}; SELECT 'calm';") == [
        (False, [1, 2]),
        (False, [3, 4]),
    ]


def test_a_value_that_is_not_used_needs_no_commit():
    assert parts("ALTER TYPE m ADD VALUE 'it''s'; SELECT 1; SELECT 'its';") == [(False, [1, 2, 3])]
    assert parts("ALTER TYPE m ADD VALUE 'it''s'; SELECT 'it''s';") == [(False, [1]), (False, [2])]
    assert parts("ALTER TYPE m RENAME VALUE 'a' TO 'b'; SELECT 'a', 'b';") == [(False, [1, 2])]


def test_a_commit_that_is_asked_for():
    assert parts("SELECT 1;\n-- why\n-- ait: commit\nSELECT 2; SELECT 3;") == [
        (False, [1]),
        (False, [2, 3]),
    ]
    assert parts("-- ait: commit\nSELECT 1;") == [(False, [1])]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1;\n-- ait: comit\nSELECT 2;", "-- ait: comit means nothing"),
        ("CREATE INDEX CONCURRENTLY ON t (x);", "line 1: give the index a name"),
        ("CREATE UNIQUE INDEX CONCURRENTLY ON t (x);", "line 1: give the index a name"),
        ("SELECT 1;\nCOMMIT;", "line 2: COMMIT is not for a migration"),
        ("PREPARE /* two phases */ TRANSACTION 'x';", "PREPARE is not for a migration"),
    ],
)
def test_what_cannot_be_kept_track_of_is_refused_with_the_folder(project, sql, said):
    project.add("0001_bad", sql)
    with pytest.raises(FolderError, match=said):
        project.read()


@pytest.mark.parametrize(
    "sql", ["ROLLBACK TO SAVEPOINT s", "ROLLBACK WORK TO s", "SAVEPOINT s", "PREPARE p AS SELECT 1"]
)
def test_savepoints_are_a_files_own(project, sql):
    project.add("0001_fine", f"{sql};")
    project.read()

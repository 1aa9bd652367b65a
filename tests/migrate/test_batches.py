"""Statements in batches: what they change, how they stop and go on, and what is refused."""

from contextlib import nullcontext

import pytest
from sqlalchemy import text

from ait_postgres.errors import FolderError, StatementFailed
from ait_postgres.migrate import Limits, apply, status
from ait_postgres.migrate.journal import batches_of, split_statements, with_rows
from ait_postgres.migrate.progress import BatchDone, FileStarted, Retrying
from ait_postgres.migrate.run import replay
from ait_postgres.migrate.walk import find_walk

_BASE = """
CREATE TABLE rows (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, odd bool);
INSERT INTO rows SELECT i FROM generate_series(1, 95) i;
CREATE TABLE log (at xid8 DEFAULT pg_current_xact_id(), id int);
CREATE TABLE copies (id int PRIMARY KEY, n int);
"""
_ADD = "UPDATE rows SET n = n + 1 /* ait: batches of 10 over rows */;"


def ask(engine, sql):
    with engine.begin() as connection:
        return list(connection.execute(text(sql)).scalars())


def run(engine, sql):
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
            sql, execution_options={"no_parameters": True}
        )


@pytest.fixture
def base(empty, project):
    apply(empty, project.add("0001_base", _BASE).read())
    return project


def cut(sql, rows="ROWS"):
    [statement] = split_statements(sql)
    return with_rows(statement, batches_of(statement), rows).sql


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("UPDATE t SET a = 1 {}", "UPDATE t SET a = 1  WHERE ROWS"),
        ("UPDATE t SET a = 1 WHERE b {};", "UPDATE t SET a = 1 WHERE ( b ) AND ROWS"),
        (
            "UPDATE t SET a = 1 WHERE b OR c {} RETURNING a",
            "UPDATE t SET a = 1 WHERE ( b OR c ) AND ROWS RETURNING a",
        ),
        (
            "DELETE FROM t USING s WHERE a IS DISTINCT FROM b {}",
            "DELETE FROM t USING s WHERE ( a IS DISTINCT FROM b ) AND ROWS",
        ),
        (
            (
                "INSERT INTO s SELECT a.order AS from FROM t JOIN u USING (id) {}"
                " ON CONFLICT DO NOTHING"
            ),
            (
                "INSERT INTO s SELECT a.order AS from FROM t JOIN u USING (id)  WHERE ROWS"
                " ON CONFLICT DO NOTHING"
            ),
        ),
        (
            "WITH gone AS (DELETE FROM t {} RETURNING *) INSERT INTO s SELECT * FROM gone",
            "WITH gone AS (DELETE FROM t  WHERE ROWS RETURNING *) INSERT INTO s SELECT * FROM gone",
        ),
        (
            "INSERT INTO s SELECT g, sum(n) FROM t WHERE (b) {} GROUP BY g",
            "INSERT INTO s SELECT g, sum(n) FROM t WHERE ( (b) ) AND ROWS GROUP BY g",
        ),
        ("UPDATE t SET a = '{0}' WHERE b {0}", "UPDATE t SET a = '{0}' WHERE ( b ) AND ROWS"),
    ],
)
def test_the_condition_stands_where_the_comment_stood(sql, wanted):
    comment = "/* ait: batches of 5 over t */"
    assert cut(sql.replace("{0}", comment).format(comment)) == wanted.replace("{0}", comment)


def test_the_lines_below_the_comment_stay_where_they_are():
    sql = "UPDATE t SET a = 1\n/* ait: batches of 5\n   over t */\nRETURNING a"
    assert cut(sql).index("RETURNING") == cut(sql).rindex("\n") + 2 - 1
    assert cut(sql).count("\n") == sql.count("\n")
    assert cut("UPDATE t SET a = 1 -- ait: batches of 5 over t\nRETURNING a") == (
        "UPDATE t SET a = 1  WHERE ROWS \nRETURNING a"
    )


def test_what_the_comment_says():
    sql = 'UPDATE "T" AS p SET a = 1 /* AIT: batches'
    assert not split_statements(sql)[0].notes
    [statement] = split_statements(
        'UPDATE s."T" SET a = 1 /* ait: batches of 500 over s."T" as p by (Id, "B ""b") */'
    )
    found = batches_of(statement)
    assert (found.size, found.table, found.alias) == (500, 's."T"', "p")
    assert found.columns == ("id", 'B "b')
    [statement] = split_statements('UPDATE s."T" SET a = 1 /* ait: batches of 500 over s."T" */')
    assert (batches_of(statement).alias, batches_of(statement).columns) == ('"T"', ())


@pytest.mark.parametrize(
    ("sql", "slip"),
    [
        ("UPDATE t SET a = 1 /* ait: batches over t */;", "line 2: .* is not written as"),
        ("UPDATE t SET a = 1\n/* ait: batches of 0 over t */;", "line 3: .* of no rows"),
        ("UPDATE t SET a = 1 /* ait: commit */;", "stands before no statement"),
        ("/* ait: batches of 5 over t */ UPDATE t SET a = 1;", "stands before a statement: put"),
        ("UPDATE t SET a = 1; /* ait: batches of 5 over t */", "stands after the last statement"),
        ("-- ait: commit\n", "line 1: ait: commit stands before no statement"),
        ("SELECT 1 /* ait: nothing */;", "line 2: ait: nothing means nothing within"),
        ("CREATE TABLE t (a int /* ait: batches of 5 over t */);", "is for UPDATE, DELETE"),
        ("INSERT INTO t VALUES (1) /* ait: batches of 5 over t */;", "where no condition ends"),
        ("UPDATE t SET a = 1 WHERE /* ait: batches of 5 over t */ b;", "where no condition ends"),
        ("UPDATE t SET a = 1 WHERE /* ait: batches of 5 over t */;", "in an empty WHERE"),
        (
            "INSERT INTO t SELECT 1 FROM s ORDER BY 1 /* ait: batches of 5 over s */;",
            "where no condition ends",
        ),
        (
            (
                "INSERT INTO t SELECT 1 FROM s ON CONFLICT (a) DO UPDATE SET b = 1 WHERE t.c"
                " /* ait: batches of 5 over t */;"
            ),
            "where no condition ends",
        ),
        (
            "DELETE FROM t /* ait: batches of 5 over t */ -- ait: batches of 5 over t\n;",
            "is followed by another one",
        ),
        ("VACUUM t /* ait: batches of 5 over t */;", "which this does not"),
        ("-- ait: no-transaction\nDELETE FROM t /* ait: batches of 5 over t */;", "which this"),
    ],
)
def test_a_comment_that_cannot_be_followed_is_refused_by_its_line(project, sql, slip):
    project.add("0001_base", "SELECT 1;\n" + sql)
    with pytest.raises(FolderError, match=rf"^0001_base\.sql, .*{slip}"):
        project.read()


def test_each_row_is_changed_once_in_transactions_of_so_many_rows(empty, base):
    run(empty, "ANALYZE rows")
    base.add("0002_add", _ADD + "CREATE TABLE after ();")
    events = []
    apply(empty, base.read(), progress=events.append)
    done = [event for event in events if isinstance(event, BatchDone)]
    assert [event.rows for event in done] == [10] * 9 + [5]
    assert [event.walked.after for event in done[:2]] == [("10",), ("20",)]
    assert done[-1].walked.rows == 95
    assert [round(event.share, 2) for event in done[:2]] == [0.11, 0.21]
    assert ask(empty, "SELECT DISTINCT n FROM rows") == [1]
    assert len(ask(empty, "SELECT DISTINCT xmin::text FROM rows")) == 10
    assert ask(empty, "SELECT to_regclass('after') IS NOT NULL") == [True]
    assert apply(empty, base.read()).applied == ()


@pytest.mark.parametrize(
    ("sql", "ids"),
    [
        (
            (
                "INSERT INTO copies SELECT id, n FROM rows AS r WHERE id % 2 = 1"
                " /* ait: batches of 7 over rows as r */ ON CONFLICT DO NOTHING"
            ),
            range(1, 96, 2),
        ),
        (
            (
                "WITH gone AS (DELETE FROM rows WHERE id > 40 OR id = 3"
                " /* ait: batches of 7 over rows */ RETURNING *)"
                " INSERT INTO copies SELECT id, n FROM gone"
            ),
            [3, *range(41, 96)],
        ),
        (
            (
                "WITH even AS (SELECT id FROM rows WHERE id % 2 = 0)"
                " INSERT INTO copies SELECT id, n FROM rows r JOIN even USING (id)"
                " -- ait: batches of 7 over rows as r\n"
            ),
            range(2, 96, 2),
        ),
    ],
)
def test_other_statements_than_an_update(empty, base, sql, ids):
    apply(empty, base.add("0002_copy", sql + ";").read())
    assert ask(empty, "SELECT id FROM copies ORDER BY id") == list(ids)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("id text PRIMARY KEY", "chr(64 + i % 60) || i"),
        ('id text COLLATE "C" PRIMARY KEY', "chr(64 + i % 60) || E'\\\\''%' || i"),
        ("id uuid PRIMARY KEY", "md5(i::text)::uuid"),
        ("id timestamptz PRIMARY KEY", "timestamptz '1883-11-18' + i * interval '1.000001 s'"),
        ("id interval PRIMARY KEY", "(50 - i) * interval '1 day -2 hours'"),
        ("id float8 PRIMARY KEY", "i / 3.0::float8"),
        ("id char(9) PRIMARY KEY", "i::text"),
        ('id "char" PRIMARY KEY', "chr(i + 20)"),
        ("id bytea PRIMARY KEY", "convert_to(i || '\\x', 'UTF8')"),
        ("id int[] PRIMARY KEY", "ARRAY[i % 9, i]"),
        ("id date, UNIQUE (id)", "date '2026-01-01' + i"),
        ("id bool", "i % 2 = 0"),
    ],
)
def test_keys_of_all_types_under_settings_that_print_them_otherwise(empty, project, table, rows):
    project.add(
        "0001_base",
        f"CREATE TABLE keyed ({table}, n int NOT NULL DEFAULT 0);"
        "ALTER TABLE keyed ALTER id SET NOT NULL;"
        f"INSERT INTO keyed SELECT {rows} FROM generate_series(1, 95) i;"
        "CREATE INDEX ON keyed (id DESC);",
    )
    project.add(
        "0002_add",
        "SET datestyle = 'SQL, DMY'; SET intervalstyle = 'sql_standard';"
        "SET extra_float_digits = -10; SET timezone = 'America/New_York';"
        "UPDATE keyed SET n = n + 1 /* ait: batches of 10 over keyed by (id) */;",
    )
    apply(empty, project.read())
    assert ask(empty, "SELECT DISTINCT n FROM keyed") == [1]
    batches = ask(empty, "SELECT count(DISTINCT xmin::text) FROM keyed")
    assert batches == [2 if "bool" in table else 10]


def test_a_key_of_several_columns_in_the_order_of_its_index(empty, project):
    project.add(
        "0001_base",
        'CREATE TABLE keyed (a text COLLATE "POSIX", "B" int, n int NOT NULL DEFAULT 0);'
        "INSERT INTO keyed SELECT (ARRAY['a', 'B', 'ä', 'C'])[i % 4 + 1], i"
        " FROM generate_series(1, 95) i;"
        'ALTER TABLE keyed ALTER a SET NOT NULL, ALTER "B" SET NOT NULL;'
        'CREATE INDEX ON keyed (a COLLATE "C", "B") INCLUDE (n);',
    )
    project.add(
        "0002_add",
        "UPDATE keyed AS k SET n = n + 1"
        ' /* ait: batches of 10 over keyed as k by (a, "B") */ RETURNING a;',
    )
    events = []
    apply(empty, project.read(), progress=events.append)
    assert ask(empty, "SELECT DISTINCT n FROM keyed") == [1]
    [first] = [event for event in events if isinstance(event, BatchDone)][:1]
    assert first.walked.after == ("B", "37")
    with empty.begin() as connection:
        walk = find_walk(connection, batches_of(project.read().head.statements[0]))
    assert walk.collations == ('pg_catalog."C"', None)


def test_partitions_are_walked_as_one_table(empty, project):
    project.add(
        "0001_base",
        "CREATE TABLE parts (id int, n int DEFAULT 0, PRIMARY KEY (id)) PARTITION BY HASH (id);"
        "CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);"
        "INSERT INTO parts SELECT i FROM generate_series(1, 95) i; ANALYZE parts;",
    )
    project.add("0002_add", "UPDATE parts SET n = n + 1 /* ait: batches of 10 over parts */;")
    events = []
    apply(empty, project.read(), progress=events.append)
    assert ask(empty, "SELECT DISTINCT n FROM parts") == [1]
    [*_, last] = [event for event in events if isinstance(event, BatchDone)]
    assert (last.walked.batches, round(last.share, 2)) == (10, 1.05)


def test_rows_that_come_meanwhile_are_not_walked(empty, base):
    """As in a statement that sees the table as it was when it began; and so it ends."""
    base.add("0002_copy", "INSERT INTO rows SELECT id + 95, n FROM rows"
             " /* ait: batches of 10 over rows */;")  # fmt: skip
    apply(empty, base.read())
    assert ask(empty, "SELECT count(*) FROM rows") == [190]


def test_an_empty_table_has_no_batches(empty, base):
    run(empty, "DELETE FROM rows")
    assert [row.name for row in apply(empty, base.add("0002_add", _ADD).read()).applied] == [
        "0002_add"
    ]


@pytest.mark.parametrize(
    ("sql", "slip"),
    [
        ("UPDATE log SET id = 1 /* ait: batches of 5 over log */;", "log has no primary key"),
        ("DELETE FROM rows /* ait: batches of 5 over nothing */;", "there is no table nothing"),
        ("DELETE FROM seen /* ait: batches of 5 over seen by (id) */;", "no table seen to walk"),
        ("DELETE FROM rows /* ait: batches of 5 over rows by (n) */;", r"begins with \(n\)"),
        ("DELETE FROM rows /* ait: batches of 5 over rows by (gone) */;", r"with \(gone\)"),
        ("DELETE FROM mixed /* ait: batches of 5 over mixed by (a, b) */;", r"with \(a, b\)"),
        ("DELETE FROM mixed /* ait: batches of 5 over mixed by (c) */;", r"with \(c\)"),
        ("DELETE FROM mixed /* ait: batches of 5 over mixed by (d) */;", r"with \(d\)"),
        ("DELETE FROM mixed /* ait: batches of 5 over mixed by (e) */;", r"with \(e\)"),
        ("DELETE FROM mixed /* ait: batches of 5 over mixed by (f) */;", "column f of mixed may"),
        ("DELETE FROM family /* ait: batches of 5 over family */;", "column id of family may"),
        ("DELETE FROM rows r /* ait: batches of 5 over rows as q */;", 'missing FROM-clause.*"q"'),
    ],
)
def test_a_table_that_cannot_be_walked_is_refused(empty, base, sql, slip):
    run(
        empty,
        "CREATE VIEW seen AS SELECT * FROM rows;"
        "CREATE TABLE mixed (a int NOT NULL, b int NOT NULL, c int NOT NULL, d text NOT NULL,"
        " e int NOT NULL, f int);"
        "CREATE INDEX ON mixed (a, b DESC); CREATE INDEX ON mixed (c) WHERE c > 0;"
        "CREATE INDEX ON mixed (d text_pattern_ops); CREATE INDEX ON mixed USING hash (e);"
        "CREATE INDEX ON mixed (f);"
        "CREATE TABLE family (id int PRIMARY KEY); CREATE TABLE child (id int);"
        "ALTER TABLE child ALTER id SET NOT NULL, INHERIT family, ALTER id SET NOT NULL;",
    )
    if "family" in sql:
        run(empty, "ALTER TABLE family DROP CONSTRAINT family_pkey;"
            "ALTER TABLE family ALTER id DROP NOT NULL; CREATE INDEX ON family (id);"
            "ALTER TABLE child ALTER id DROP NOT NULL;")  # fmt: skip
        sql = sql.replace("family */", "family by (id) */")
    base.add("0002_bad", "CREATE TABLE before ();\n" + sql)
    with pytest.raises(
        StatementFailed, match=rf"0002_bad\.sql, statement 2, line 2.*{slip}.*statement 1 stays"
    ):
        apply(empty, base.read())


def test_a_not_null_whose_rows_nobody_looked_at_is_none(empty, base):
    if ask(empty, "SELECT current_setting('server_version_num')::int") < [180000]:
        pytest.skip("NOT NULL constraints may be NOT VALID from PostgreSQL 18 on")
    run(
        empty,
        "CREATE TABLE late (id int); INSERT INTO late VALUES (NULL); CREATE INDEX ON late (id);"
        "ALTER TABLE late ADD CONSTRAINT nn NOT NULL id NOT VALID;",
    )
    base.add("0002_bad", "DELETE FROM late /* ait: batches of 5 over late by (id) */;")
    with pytest.raises(StatementFailed, match="column id of late may be null"):
        apply(empty, base.read())


def test_a_failing_batch_names_its_rows_and_the_next_run_goes_on_there(empty, base):
    base.add(
        "0002_add",
        "CREATE TABLE before ();\n"
        "UPDATE rows\nSET n = n + 1 / (id - 57)\n/* ait: batches of 10 over rows */;",
    )
    with pytest.raises(
        StatementFailed,
        match=r"statement 2, line 2, rows after the key \(50\) up to \(60\): division by zero .*;"
        r" the statement stays applied to the rows up to the key \(50\): mend",
    ):
        apply(empty, base.read())
    assert ask(empty, "SELECT count(*) FROM rows WHERE n = 0") == [95]
    with empty.begin() as connection:
        [half] = status(connection, base.read()).unfinished
    assert (half.walked.after, half.walked.last, half.walked.rows) == (("50",), ("95",), 50)
    run(empty, "UPDATE rows SET n = 7; UPDATE rows SET id = 1000 WHERE id = 57;")
    events = []
    apply(empty, base.read(), progress=events.append)
    [begun] = [event for event in events if isinstance(event, FileStarted)]
    assert (begun.done, begun.walked.after) == (1, ("50",))
    assert ask(empty, "SELECT count(*) FROM rows WHERE n <> 7") == [2]  # 56 and 58


def test_a_statement_that_was_run_on_some_rows_may_not_be_edited(empty, base):
    failing = _ADD.replace("+ 1", "/ (id - 57)")
    with pytest.raises(StatementFailed):
        apply(empty, base.add("0002_add", failing).read())
    base.edit("0002_add", _ADD)
    with pytest.raises(FolderError, match="statement 1 was run on some rows and then edited"):
        apply(empty, base.read())


def test_a_batch_waits_shortly_for_locks_and_is_tried_again(empty, base):
    base.add("0002_add", _ADD)
    with empty.connect() as busy:
        busy.execute(text("SELECT FROM rows WHERE id = 42 FOR UPDATE"))
        events = []

        def tell(event):
            events.append(event)
            if isinstance(event, Retrying) and event.attempt == 3:
                busy.commit()

        apply(empty, base.read(), limits=Limits(lock_timeout=0.05), progress=tell)
    told = [type(event) for event in events]
    assert told[:7] == [FileStarted, told[1], *[BatchDone] * 4, Retrying]
    assert told.count(BatchDone) == 10
    assert ask(empty, "SELECT DISTINCT n FROM rows") == [1]


def test_a_run_that_dies_between_batches_goes_on_at_the_next(empty, base):
    base.add("0002_add", _ADD)
    for last in (1, 2, 3):
        seen = []

        def tell(event, last=last, seen=seen):
            seen.append(event)
            if sum(isinstance(one, BatchDone) for one in seen) == last:
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            apply(empty, base.read(), progress=tell)
    assert ask(empty, "SELECT unfinished->'walked'->>'batches' FROM ait_migrations"
               " WHERE number = 2") == ["6"]  # fmt: skip
    apply(empty, base.read())
    assert ask(empty, "SELECT DISTINCT n FROM rows") == [1]


def test_in_any_other_program_it_is_one_statement(empty, base):
    run(empty, _ADD)
    assert ask(empty, "SELECT DISTINCT n FROM rows") == [1]


def test_the_same_on_an_older_server(older, project):
    apply(older, project.add("0001_base", _BASE).read())
    apply(older, project.add("0002_add", _ADD).read())
    assert ask(older, "SELECT DISTINCT n FROM rows") == [1]
    assert len(ask(older, "SELECT DISTINCT xmin::text FROM rows")) == 10


@pytest.mark.parametrize(
    ("comment", "slip"),
    [
        ("batches of 5 over copies", None),
        ("batches of 5 over copies as c", 'missing FROM-clause entry for table "c"'),
        ("batches of 5 over copies by (n)", r"statement 1, line 1: no index of copies begins"),
    ],
)
def test_a_replay_runs_it_whole_and_makes_sure_that_batches_work(empty, base, comment, slip):
    sql = f"INSERT INTO log (id) SELECT id FROM copies /* ait: {comment} */;"
    run(empty, "INSERT INTO copies SELECT generate_series(1, 12)")
    migration = base.add("0002_log", sql).read().head
    with empty.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        with pytest.raises(StatementFailed, match=slip) if slip else nullcontext():
            replay(connection, migration)
    assert len(ask(empty, "SELECT DISTINCT at::text FROM log")) == (0 if slip else 1)

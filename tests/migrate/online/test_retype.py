"""A change of type that would rewrite the table: a column beside the old takes its place."""

import psycopg
import pytest
from tests.migrate.judge import connect

TABLE = "CREATE TABLE t (id int PRIMARY KEY, n {});"
BODY = "'BEGIN NEW.n_new := NEW.n; RETURN NEW; END'"
EACH = "FOR EACH ROW EXECUTE FUNCTION t_n_new_keep()"
BATCHES = "/* ait: batches of 5000 over t */"


def test_the_whole_way(online):
    assert online.lines(TABLE.format("int NOT NULL"), TABLE.format("bigint NOT NULL")) == [
        "ALTER TABLE t ADD COLUMN n_new bigint",
        f"CREATE FUNCTION t_n_new_keep() RETURNS trigger LANGUAGE plpgsql AS {BODY}",
        f"CREATE TRIGGER zz_n_new_keep BEFORE INSERT OR UPDATE ON t {EACH}",
        "--",
        f"UPDATE t SET n_new = n WHERE n_new IS NULL AND n IS NOT NULL {BATCHES}",
        "--",
        "ALTER TABLE t ADD CONSTRAINT t_n_new_filled CHECK (n_new IS NOT NULL) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT t_n_new_filled",
        "--",
        "ALTER TABLE t DROP COLUMN n",
        "ALTER TABLE t RENAME COLUMN n_new TO n",
        "DROP TRIGGER zz_n_new_keep ON t",
        "DROP FUNCTION t_n_new_keep()",
        "ALTER TABLE t ALTER COLUMN n SET NOT NULL",
        "ALTER TABLE t DROP CONSTRAINT t_n_new_filled",
    ]


def transactions(change):
    """The statements that are committed together."""
    runs, fresh = [], True
    for step in change.steps:
        if fresh or step.begins or not step.transactional:
            runs.append([])
        runs[-1].append(step.sql)
        fresh = not step.transactional
    return runs


HANGING = """
    CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE t (
        id {type} PRIMARY KEY, a int NOT NULL,
        n {column} DEFAULT 7 CONSTRAINT positive CHECK (n > 0),
        r {column} REFERENCES p, CONSTRAINT u UNIQUE (n, a) DEFERRABLE);
    CREATE TABLE c (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE);
    CREATE INDEX t_n ON t (n) WHERE n > 5;
    CREATE INDEX t_expr ON t ((n + 1), a DESC);
    CREATE STATISTICS s ON n, a FROM t;
    ALTER TABLE t ALTER COLUMN n SET STATISTICS 50;
    COMMENT ON COLUMN t.n IS 'how many';
    COMMENT ON INDEX t_n IS 'often asked';
    COMMENT ON CONSTRAINT u ON t IS 'both';
    CREATE VIEW v AS SELECT id, n FROM t;
"""


@pytest.mark.parametrize("number", ["serial", "int GENERATED ALWAYS AS IDENTITY"])
def test_what_hangs_on_it_and_who_writes_meanwhile(online, ends_url, server_of, number):
    wide = number.replace("serial", "bigserial").replace("int ", "bigint ")
    old = HANGING.format(type=number, column="int")
    new = HANGING.format(type=wide, column="bigint")
    change = online.change(old, new)
    assert not [one.sql for one in change.plan.statements if one.rewrites]
    with database(server_of, ends_url) as url, connect(url) as connection:
        connection.execute(old)
        connection.execute("INSERT INTO p VALUES (1), (2)")
        connection.execute("INSERT INTO t (a, n, r) VALUES (1, 10, 1), (2, 20, NULL), (3, NULL, 2)")
        connection.execute("INSERT INTO c VALUES (1, 1), (2, 2)")
        written = 0
        for run in transactions(change):
            for statement in [*["BEGIN"] * (len(run) > 1), *run, *["COMMIT"] * (len(run) > 1)]:
                connection.execute(statement)
            written += 1
            connection.execute("UPDATE t SET n = n + 1 WHERE a < 3")
            connection.execute("INSERT INTO t (a) VALUES (%s)", [100 + written])
            connection.execute("INSERT INTO c VALUES (%s, %s)", [100 + written, 3 + written])
        rows = connection.execute("SELECT id, a, n, r FROM t ORDER BY id").fetchall()
        assert rows == [
            (1, 1, 10 + written, 1),
            (2, 2, 20 + written, None),
            (3, 3, None, 2),
            *((3 + one, 100 + one, 7, None) for one in range(1, written + 1)),
        ]
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO t (a, n) VALUES (9, 0)")


def database(server_of, url):
    """A database of the server of a URL."""
    server = next(one for one in map(server_of, (14, 18)) if one.url == url)
    return server.database()


def test_without_a_key_to_walk_by_it_stays_and_is_marked(online):
    change = online.change("CREATE TABLE t (n int);", "CREATE TABLE t (n bigint);")
    assert [one.code for one in change.plan.statements[0].hazards].count("no_online_form") == 1


def test_the_tables_above_and_below_stay_alike(online):
    tables = "CREATE TABLE t (id int PRIMARY KEY, n {}); CREATE TABLE heir () INHERITS (t);"
    change = online.change(tables.format("int"), tables.format("bigint"))
    assert [step.sql for step in change.steps] == ["ALTER TABLE t ALTER COLUMN n TYPE bigint"]


def test_another_name_of_its_not_null(newest):
    table = "CREATE TABLE t (id int PRIMARY KEY, n {} CONSTRAINT {} NOT NULL);"
    found = newest.lines(table.format("int", "one"), table.format("bigint", "two"))
    assert found[-1] == "ALTER TABLE t RENAME CONSTRAINT one TO two"


def test_values_are_converted_as_they_would_be(online):
    table = "CREATE TABLE t (id int PRIMARY KEY, at {});"
    found = online.lines(
        table.format("timestamp NOT NULL DEFAULT now()"),
        table.format("timestamptz NOT NULL DEFAULT now()"),
    )
    assert "BEGIN NEW.at_new := NEW.at AT TIME ZONE ''UTC''; RETURN NEW; END" in found[1]
    assert found[4].startswith("UPDATE t SET at_new = at AT TIME ZONE 'UTC' WHERE at_new IS NULL")

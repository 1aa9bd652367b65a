"""Columns whose values differ row by row are added empty and filled in batches."""

import pytest

TABLE = "CREATE TABLE t (id int PRIMARY KEY{});"


def lines(online, column, before=""):
    return online.lines(before + TABLE.format(""), before + TABLE.format(f", {column}"))


@pytest.mark.parametrize(
    "column",
    [
        "c int NOT NULL DEFAULT 5",
        "c timestamptz NOT NULL DEFAULT now()",
        "c text[] DEFAULT '{a,(b)}'::text[]",
        "c numeric(10,2) DEFAULT '1.5'::numeric(10,2)",
        "c text DEFAULT ('random()'::text || current_user)",
    ],
)
def test_a_default_that_is_the_same_for_all_costs_nothing(online, column):
    assert len(lines(online, column)) == 1


def test_a_volatile_default(online):
    assert lines(online, "c uuid NOT NULL DEFAULT gen_random_uuid()") == [
        "ALTER TABLE t ADD COLUMN c uuid",
        "ALTER TABLE t ALTER COLUMN c SET DEFAULT gen_random_uuid()",
        "--",
        "UPDATE t SET c = gen_random_uuid() WHERE c IS NULL /* ait: batches of 5000 over t */",
        "--",
        "ALTER TABLE t ADD CONSTRAINT t_c_filled CHECK (c IS NOT NULL) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT t_c_filled",
        "--",
        "ALTER TABLE t ALTER COLUMN c SET NOT NULL",
        "ALTER TABLE t DROP CONSTRAINT t_c_filled",
    ]


def test_a_function_of_ones_own_is_what_it_says(online):
    function = "CREATE FUNCTION f() RETURNS int {} LANGUAGE sql AS 'SELECT 1';"
    assert len(lines(online, "c int DEFAULT f()", function.format("STABLE"))) == 1
    assert len(lines(online, "c int DEFAULT f()", function.format("VOLATILE"))) == 4


def test_serial(online):
    found = lines(online, "c serial")
    update = "UPDATE t SET c = nextval('t_c_seq'::regclass) WHERE c IS NULL"
    assert found[:6] == [
        "CREATE SEQUENCE t_c_seq AS integer",
        "ALTER TABLE t ADD COLUMN c integer",
        "ALTER TABLE t ALTER COLUMN c SET DEFAULT nextval('t_c_seq'::regclass)",
        "ALTER SEQUENCE t_c_seq OWNED BY t.c",
        "--",
        f"{update} /* ait: batches of 5000 over t */",
    ]


def test_identity(online):
    found = lines(online, "c bigint GENERATED ALWAYS AS IDENTITY (START WITH 100)")
    assert found[-5:] == [
        "--",
        "ALTER TABLE t ALTER COLUMN c DROP DEFAULT",
        "ALTER TABLE t ALTER COLUMN c ADD GENERATED ALWAYS AS IDENTITY (START WITH 100)",
        "SELECT setval('t_c_seq', nextval('t_c_seq_until'::regclass), false)",
        "DROP SEQUENCE t_c_seq_until",
    ]


def test_what_must_fit_at_once_comes_after_the_rows_have_values(online):
    column = (
        "c int NOT NULL DEFAULT (random() * 9)::int + 1, CONSTRAINT k CHECK (c IS DISTINCT FROM 0)"
    )
    found = lines(online, column)
    places = [
        next(place for place, one in enumerate(found) if one.startswith(words))
        for words in ("UPDATE t SET c =", "ALTER TABLE t ADD CONSTRAINT k ")
    ]
    assert places == sorted(places)


def test_a_partitioned_table(online):
    tables = """
        CREATE TABLE t (id int PRIMARY KEY{}) PARTITION BY HASH (id);
        CREATE TABLE part PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
    """
    found = online.lines(
        tables.format(""), tables.format(", c uuid NOT NULL DEFAULT gen_random_uuid()")
    )
    assert found[3].startswith("UPDATE t SET c = gen_random_uuid()")


def test_the_rows_are_walked_by_another_key_where_there_is_no_primary_key(online):
    table = "CREATE TABLE t (a int NOT NULL, b int NOT NULL, UNIQUE (b, a){});"
    found = online.lines(table.format(""), table.format(", c uuid DEFAULT gen_random_uuid()"))
    assert found[-1].endswith("WHERE c IS NULL /* ait: batches of 5000 over t by (b, a) */")


KEEPER = """
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.at := clock_timestamp(); RETURN NEW; END $$;
    CREATE TRIGGER keep BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION keep();
"""


def test_a_trigger_may_keep_the_time_of_a_change(online):
    table = "CREATE TABLE t (id int PRIMARY KEY, at timestamptz DEFAULT now(){});" + KEEPER
    found = online.lines(table.format(""), table.format(", c uuid DEFAULT gen_random_uuid()"))
    assert found[-1].startswith("UPDATE t")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("CREATE TABLE t (id int{});", "c uuid DEFAULT gen_random_uuid()"),
        ("CREATE TABLE t (id int PRIMARY KEY{});", "c int GENERATED ALWAYS AS (id * 2) STORED"),
        ("CREATE TABLE t (id int PRIMARY KEY{});", "c positive"),
        (
            "CREATE TABLE t (id int PRIMARY KEY, at timestamptz{});"
            + KEEPER.replace("BEFORE", "AFTER"),
            "c uuid DEFAULT gen_random_uuid()",
        ),
        (
            "CREATE TABLE t (id int PRIMARY KEY{}); ALTER TABLE t FORCE ROW LEVEL SECURITY;",
            "c uuid DEFAULT gen_random_uuid()",
        ),
    ],
    ids=["no key", "stored", "domain", "trigger", "row security"],
)
def test_what_has_no_online_form_stays_and_is_marked(online, table, column):
    both = "CREATE DOMAIN positive AS int CHECK (VALUE > 0);" + table
    change = online.change(both.format(""), both.format(f", {column}"))
    assert [one.code for one in change.plan.statements[0].hazards].count("no_online_form") == 1
    assert len(change.steps) == 1

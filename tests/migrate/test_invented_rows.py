"""Rows made up for a proof: every table gets some, if it can have any."""

import pytest
from tests.migrate.proving import build, rows, state

from ait_postgres.migrate.proof.contents import read_contents
from ait_postgres.migrate.proof.rows import invent_rows

# Each with the number of rows in the table t.
TABLES = {
    "no column": ("CREATE TABLE t ()", 3),
    "names to be quoted": ('CREATE TABLE t ("A b" text NOT NULL, "select" int, "c%d" int)', 3),
    "identity": (
        "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, b serial PRIMARY KEY, c text)",
        3,
    ),
    "generated": ("CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED)", 3),
    "lengths": ("CREATE TABLE t (a varchar(1) UNIQUE, b char(1) NOT NULL, c bit(3), d bit(1))", 3),
    "a number without room before its point": ("CREATE TABLE t (a numeric(2, 2) PRIMARY KEY)", 3),
    "a flag for a key": ("CREATE TABLE t (a boolean PRIMARY KEY)", 2),
    "an enum": ("CREATE TYPE e AS ENUM ('a', 'b', 'it''s'); CREATE TABLE t (a e PRIMARY KEY)", 3),
    "an enum of one value": ("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e PRIMARY KEY)", 1),
    "an enum without values": ("CREATE TYPE e AS ENUM (); CREATE TABLE t (a e, b int)", 3),
    "a domain's check": (
        "CREATE DOMAIN d AS int CHECK (VALUE > 4711); CREATE TABLE t (a d NOT NULL)",
        3,
    ),
    "a domain that wants a value": (
        "CREATE DOMAIN d AS varchar(5) NOT NULL CHECK (length(VALUE) = 5); CREATE TABLE t (a d)",
        3,
    ),
    "a domain of a domain": (
        (
            "CREATE DOMAIN c AS int CHECK (VALUE > 70); CREATE DOMAIN d AS c CHECK (VALUE < 73);"
            "CREATE TABLE t (a d NOT NULL)"
        ),
        3,
    ),
    "a composite": (
        "CREATE TYPE c AS (x int, y text[]); CREATE TABLE t (a c UNIQUE NOT NULL, b c[])",
        3,
    ),
    "a range of one's own": (
        "CREATE TYPE r AS RANGE (SUBTYPE = float8); CREATE TABLE t (a r NOT NULL UNIQUE)",
        3,
    ),
    "ranges that must not overlap": (
        "CREATE TABLE t (a tstzrange NOT NULL, EXCLUDE USING gist (a WITH &&))",
        3,
    ),
    "a list in a check": ("CREATE TABLE t (a text NOT NULL CHECK (a IN ('on', 'off')))", 3),
    "a list of elements": (
        "CREATE TABLE t (a text[] NOT NULL CHECK (a <@ ARRAY['x', 'y'] AND a <> '{}'))",
        3,
    ),
    "a pattern": ("CREATE TABLE t (a text NOT NULL CHECK (a ~ '^[^@]+@[^@]+\\.[a-z]+$'))", 3),
    "a length": ("CREATE TABLE t (a text NOT NULL CHECK (char_length(a) BETWEEN 30 AND 31))", 3),
    "a time to come": ("CREATE TABLE t (a date NOT NULL CHECK (a > DATE '2100-01-01'))", 3),
    "columns compared": ("CREATE TABLE t (a int NOT NULL, b int NOT NULL, CHECK (a < b))", 3),
    "a choice of columns": ("CREATE TABLE t (a int, b int, CHECK (num_nonnulls(a, b) = 1))", 3),
    "checks that share a column": (
        "CREATE TABLE t (a int, b int, c int, CHECK (a < b), CHECK (b < c), CHECK (a > 50))",
        3,
    ),
    "a check that is always false": ("CREATE TABLE t (a int, b int NOT NULL CHECK (false))", 0),
    "a reference": (
        (
            "CREATE TABLE o (id uuid PRIMARY KEY);"
            "CREATE TABLE t (a uuid NOT NULL REFERENCES o UNIQUE)"
        ),
        3,
    ),
    "a reference of two columns": (
        (
            "CREATE TABLE o (a int, b text, PRIMARY KEY (a, b));"
            "CREATE TABLE t (x text, y int NOT NULL, FOREIGN KEY (y, x) REFERENCES o MATCH FULL)"
        ),
        2,  # both NULL, or neither: the second row cannot be
    ),
    "a reference to itself": (
        "CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t)",
        3,
    ),
    "a reference to itself that wants a value": (
        (
            "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            " parent int NOT NULL REFERENCES t)"
        ),
        3,
    ),
    "a circle": (
        (
            "CREATE TABLE o (id int PRIMARY KEY, t int); CREATE TABLE t (id int PRIMARY KEY,"
            " o int NOT NULL REFERENCES o); ALTER TABLE o ADD FOREIGN KEY (t) REFERENCES t"
        ),
        3,
    ),
    "one reference or the other": (
        (
            "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY);"
            "CREATE TABLE t (o int REFERENCES o, u int REFERENCES u,"
            " CHECK ((o IS NULL) <> (u IS NULL)))"
        ),
        3,
    ),
    "a partition": (
        (
            "CREATE TABLE p (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
            "CREATE TABLE t PARTITION OF p FOR VALUES FROM ('2031-02-01') TO ('2031-03-01')"
        ),
        3,
    ),
    "a partition by hash": (
        (
            "CREATE TABLE p (id bigint NOT NULL) PARTITION BY HASH (id);"
            "CREATE TABLE t PARTITION OF p FOR VALUES WITH (MODULUS 5, REMAINDER 3)"
        ),
        3,
    ),
    "a reference to a partitioned table": (
        (
            "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY LIST (id);"
            "CREATE TABLE t (p int NOT NULL REFERENCES p);"
            "CREATE TABLE q PARTITION OF p FOR VALUES IN (7, 8, 9)"
        ),
        3,
    ),
    "a trigger that refuses": (
        (
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RAISE EXCEPTION ''not here''; END'; CREATE TABLE t (a int);"
            "CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()"
        ),
        3,
    ),
    "rows of its own": ("CREATE TABLE t (a int); INSERT INTO t VALUES (7)", 1),
    "another schema": ("CREATE SCHEMA crm; CREATE TABLE crm.t (a int)", 3),
}

# Of every type that people can store, but for names of things in the catalogue, and xml, which
# not every server is built with.
EVERY_TYPE = """
SELECT format_type(oid, NULL) FROM pg_type
WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typinput <> 0
  AND typname !~ '^_?(pg_(node_tree|ndistinct|dependencies|mcv_list|brin|ddl)|aclitem|gtsvector)'
  AND typname !~ '^_?(refcursor|regcollation|regconfig|regdictionary|reg(proc|oper)(edure|ator)?)$'
  AND typrelid = 0 AND typname !~ 'xml$' AND (typelem = 0 OR NOT EXISTS (
    SELECT FROM pg_type e WHERE e.oid = pg_type.typelem AND (e.typrelid <> 0 OR e.typtype = 'p')))
ORDER BY 1
"""


def invented(engine):
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        found = read_contents(connection)
        invent_rows(connection, {oid for oid in found if found[oid].rows})
        return {one.key.identity: one.rows for one in read_contents(connection).values()}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gets_rows(ends_url, name):
    sql, count = TABLES[name]
    with state(ends_url, sql) as engine:
        found = invented(engine)
    assert len(found.get("t", found.get("crm.t"))) == count


def test_values_of_every_type(ends_url):
    with state(ends_url, "SELECT 1") as engine:
        types = [row[0] for row in rows(engine, EVERY_TYPE)]
        for place, name in enumerate(types):
            build(engine, f"CREATE TABLE t{place} (a {name} NOT NULL)")
        found = invented(engine)
    assert len(types) > 120
    assert [types[int(name[1:])] for name, held in found.items() if len(held) < 2] == []


def test_a_row_has_null_wherever_it_may(ends_url):
    with state(ends_url, "CREATE TABLE t (a int NOT NULL, b int, c text DEFAULT 'x')") as engine:
        invented(engine)
        assert rows(engine, "SELECT * FROM t") == [(1, 1, "1"), (2, None, None), (3, 3, "x")]


def test_rows_reference_those_of_the_same_place(ends_url):
    sql = (
        "CREATE TABLE t (o int NOT NULL REFERENCES o);"
        "CREATE TABLE o (id int GENERATED ALWAYS AS IDENTITY (START 40) PRIMARY KEY);"
    )
    first, second = sql.split(";")[:2]
    with state(ends_url, f"{second}; {first}") as engine:
        invented(engine)
        assert rows(engine, "SELECT o FROM t") == [(40,), (41,), (42,)]


def test_the_same_state_gives_the_same_rows(ends_url):
    sql = "; ".join(
        sql.replace("TABLE t ", f"TABLE t{place} ")
        for place, sql in enumerate(
            TABLES[name][0] for name in ("columns compared", "a list in a check", "lengths")
        )
    )
    with state(ends_url, sql) as one, state(ends_url, sql) as other:
        assert invented(one) == invented(other)


def test_without_the_rights_of_a_superuser(ends_url):
    sql = "CREATE ROLE ait_plain; GRANT CREATE ON SCHEMA public TO ait_plain"
    with state(ends_url, sql) as engine:
        try:
            build(engine, "SET ROLE ait_plain;" + TABLES["a trigger that refuses"][0])
            build(engine, "SET ROLE ait_plain; CREATE TABLE u (a int)")
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("SET ROLE ait_plain")
                invent_rows(connection, ())
            assert rows(engine, "SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM u)") == [
                (0, 3)
            ]
        finally:
            build(engine, "DROP OWNED BY ait_plain; DROP ROLE ait_plain")

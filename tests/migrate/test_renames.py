"""Renames keep what they rename: only names change, and what follows from them follows."""

import pytest

from ait_postgres.errors import HintsMissing, MigrationError
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.renames import keys_of, parse_rename

USERS = """CREATE TABLE users (
    id serial PRIMARY KEY, name text NOT NULL, n int UNIQUE CHECK (n > 0))"""
PEOPLE = USERS.replace("users", "people")
TWO = "CREATE SCHEMA crm; CREATE TABLE crm.deals (id serial PRIMARY KEY, title text);"


@pytest.mark.parametrize(
    ("old", "new", "renames", "sql"),
    [
        pytest.param(
            "CREATE TABLE a (x int)", "CREATE TABLE b (x int)", ["table:public.a=b"],
            ["ALTER TABLE a RENAME TO b"], id="table",
        ),
        pytest.param(
            "CREATE TABLE a (x int)", "CREATE TABLE b (x int)", ["table:a=b"],
            ["ALTER TABLE a RENAME TO b"], id="home left out",
        ),
        pytest.param(
            'CREATE TABLE "A.b" (x int)', 'CREATE TABLE "C=""d" (x int)',
            ['table:public."A.b"="C=""d"'], ['ALTER TABLE "A.b" RENAME TO "C=""d"'],
            id="quoted",
        ),
        pytest.param(
            TWO, TWO.replace("deals", "leads"), ["table:crm.deals=leads"],
            [
                "ALTER TABLE crm.deals RENAME TO leads",
                "ALTER TABLE crm.leads RENAME CONSTRAINT deals_pkey TO leads_pkey",
                "ALTER SEQUENCE crm.deals_id_seq RENAME TO leads_id_seq",
            ], id="another schema",
        ),
        pytest.param(
            "CREATE TABLE t (id serial PRIMARY KEY)",
            "CREATE SCHEMA crm; CREATE TABLE crm.t (id serial PRIMARY KEY)",
            ["table:public.t=crm.t"],
            ["CREATE SCHEMA crm", "ALTER TABLE t SET SCHEMA crm"], id="to a new schema",
        ),
        pytest.param(
            "CREATE SCHEMA crm; CREATE TABLE crm.t (id int)",
            "CREATE SCHEMA crm; CREATE TABLE u (id int)", ["table:crm.t=public.u"],
            ["ALTER TABLE crm.t RENAME TO u", "ALTER TABLE crm.u SET SCHEMA public"],
            id="home again",
        ),
        pytest.param(
            "CREATE TABLE t (a int, b int)", "CREATE TABLE t (c int, b int)",
            ["column:public.t.a=c"], ["ALTER TABLE t RENAME COLUMN a TO c"], id="column",
        ),
        pytest.param(
            "CREATE TABLE t (a int)", "CREATE TABLE u (b int)",
            ["column:t.a=b", "table:t=u"],
            ["ALTER TABLE t RENAME TO u", "ALTER TABLE u RENAME COLUMN a TO b"],
            id="column by the table's old name",
        ),
        pytest.param(
            "CREATE TABLE t (a int)", "CREATE TABLE u (b int)",
            ["column:u.a=b", "table:t=u"],
            ["ALTER TABLE t RENAME TO u", "ALTER TABLE u RENAME COLUMN a TO b"],
            id="column by the table's new name",
        ),
        pytest.param(
            "CREATE TABLE a (x int); CREATE TABLE b (y text)",
            "CREATE TABLE b (x int); CREATE TABLE c (y text)",
            ["table:a=b", "table:b=c"],
            ["ALTER TABLE b RENAME TO c", "ALTER TABLE a RENAME TO b"], id="one makes room",
        ),
        pytest.param(
            "CREATE TABLE t (a int, b text)", "CREATE TABLE t (b int, c text)",
            ["column:t.a=b", "column:t.b=c"],
            ["ALTER TABLE t RENAME COLUMN b TO c", "ALTER TABLE t RENAME COLUMN a TO b"],
            id="columns that make room",
        ),
        pytest.param(
            TWO, TWO.replace("crm", "sales"), ["schema:crm=sales"],
            ["ALTER SCHEMA crm RENAME TO sales"], id="schema",
        ),
        pytest.param(
            TWO,
            "CREATE SCHEMA sales; CREATE TABLE sales.leads (id serial PRIMARY KEY, name text);",
            ["schema:crm=sales", "table:crm.deals=leads", "column:crm.deals.title=name"],
            [
                "ALTER SCHEMA crm RENAME TO sales",
                "ALTER TABLE sales.deals RENAME TO leads",
                "ALTER TABLE sales.leads RENAME COLUMN title TO name",
                "ALTER TABLE sales.leads RENAME CONSTRAINT deals_pkey TO leads_pkey",
                "ALTER SEQUENCE sales.deals_id_seq RENAME TO leads_id_seq",
            ], id="schema, table and column",
        ),
        pytest.param(
            "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (m mood DEFAULT 'ok')",
            "CREATE TYPE feeling AS ENUM ('ok'); CREATE TABLE t (m feeling DEFAULT 'ok')",
            ["type:public.mood=feeling"], ["ALTER TYPE mood RENAME TO feeling"], id="type",
        ),
        pytest.param(
            "CREATE TYPE mood AS ENUM ('ok', 'b'); CREATE TABLE t (m mood DEFAULT 'b')",
            "CREATE TYPE mood AS ENUM ('ok', 'it''s'); CREATE TABLE t (m mood DEFAULT 'it''s')",
            ["enum_value:public.mood.b=it's"], ["ALTER TYPE mood RENAME VALUE 'b' TO 'it''s'"],
            id="enum value",
        ),
        pytest.param(
            "CREATE TYPE a AS ENUM ('x', 'y')", "CREATE TYPE b AS ENUM ('x', 'z')",
            ["type:a=b", "enum_value:a.y=z"],
            ["ALTER TYPE a RENAME TO b", "ALTER TYPE b RENAME VALUE 'y' TO 'z'"],
            id="type and value",
        ),
        pytest.param(
            "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
            "CREATE TABLE t (a int); CREATE INDEX j ON t (a)",
            ["index:public.i=j"], ["ALTER INDEX i RENAME TO j"], id="index",
        ),
        pytest.param(
            "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))",
            "CREATE TABLE t (a int, CONSTRAINT d CHECK (a > 0))",
            ["constraint:public.t.c=d"], ["ALTER TABLE t RENAME CONSTRAINT c TO d"],
            id="constraint",
        ),
        pytest.param(
            "CREATE SEQUENCE s", "CREATE SEQUENCE r", ["sequence:public.s=r"],
            ["ALTER SEQUENCE s RENAME TO r"], id="sequence",
        ),
        pytest.param(
            "CREATE VIEW v AS SELECT 1 AS a", "CREATE VIEW w AS SELECT 1 AS a",
            ["view:public.v=w"], ["ALTER VIEW v RENAME TO w"], id="view",
        ),
        pytest.param(
            "CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
            "CREATE MATERIALIZED VIEW w AS SELECT 1 AS a",
            ["materialized_view:v=w"], ["ALTER MATERIALIZED VIEW v RENAME TO w"],
            id="materialised view",
        ),
    ],
)  # fmt: skip
def test_each_kind(states, old, new, renames, sql):
    found = states.sql(old, new, *renames)
    # Of PostgreSQL 18 and later: NOT NULL has a name.
    assert [one for one in found if "_not_null" not in one] == sql


def test_the_names_that_follow_a_table(states):
    """Sequence, primary key, unique, check and, since 18, NOT NULL."""
    sql = states.sql(f"{USERS}; CREATE INDEX users_name_idx ON users (name)",
                     f"{PEOPLE}; CREATE INDEX people_name_idx ON people (name)",
                     "table:users=people")  # fmt: skip
    assert sql[0] == "ALTER TABLE users RENAME TO people"
    assert all(" RENAME " in one for one in sql)
    assert {one.rpartition(" ")[2] for one in sql} >= {
        "people_id_seq", "people_pkey", "people_n_key", "people_n_check", "people_name_idx",
    }  # fmt: skip


def test_a_foreign_key_follows_its_column(states):
    old = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p (id))"
    new = old.replace("c (p int", "c (parent int")
    assert states.sql(old, new, "column:c.p=parent") == [
        "ALTER TABLE c RENAME COLUMN p TO parent",
        "ALTER TABLE c RENAME CONSTRAINT c_p_fkey TO c_parent_fkey",
    ]


def test_an_index_that_is_only_called_otherwise_is_renamed_unasked(states):
    old = "CREATE TABLE t (a int); CREATE INDEX i ON t (a)"
    change = states.change(old, old.replace(" i ", " j "))
    assert [step.sql for step in change.steps] == ["ALTER INDEX i RENAME TO j"]
    assert [str(one) for one in change.renames] == ["index:i=j"]


def test_a_name_that_is_taken_does_not_follow(states):
    old = "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a); CREATE TABLE j (x int)"
    new = "CREATE TABLE t (a int, b int); CREATE INDEX j ON t (a)"
    sql = states.sql(old, new, any_loss=True)
    assert "CREATE INDEX j ON t USING btree (a)" in sql


def test_a_rename_and_a_change_at_once(states):
    old = "CREATE TABLE t (a int NOT NULL, b text)"
    new = "CREATE TABLE u (c bigint NOT NULL, b text, d int)"
    assert states.sql(old, new, "table:t=u", "column:t.a=c")[:2] == [
        "ALTER TABLE t RENAME TO u",
        "ALTER TABLE u RENAME COLUMN a TO c",
    ]


@pytest.mark.parametrize(
    ("rename", "message"),
    [
        ("t=u", "KIND:OLD=NEW was expected, as table:public.old=new"),
        ("tabel:t=u", "KIND is one of schema, table"),
        ("table:t", "KIND:OLD=NEW was expected"),
        ("table:=u", "KIND:OLD=NEW was expected"),
        ("table:t=", "KIND:OLD=NEW was expected"),
        ("table:t=a=b", "stand in double quotes"),
        ("table:a.b.c=d", "the old name of a table is schema.table"),
        ("column:a=d", "the old name of a column is schema.table.name"),
        ("schema:a.b=c", "a schema has one name"),
        ("column:t.a=u.a", "KIND:OLD=NEW was expected"),
        ("table:nothing=u", "there is no table nothing to rename"),
        ("column:t.nothing=b", "there is no column t.nothing to rename"),
        ("enum_value:m.nothing=y", "there is no enum value m.nothing to rename"),
        ("table:t=peeple", "no table peeple is wanted: is the new name spelt as in the models?"),
        ("column:t.a=peeple", "no column t.peeple is wanted"),
        ("enum_value:m.x=peeple", "no enum value m.peeple is wanted"),
        ("table:crm.t=u", "there is no table crm.t to rename"),
    ],
)
def test_a_rename_that_makes_no_sense(states, rename, message):
    old = "CREATE TABLE t (a int); CREATE TYPE m AS ENUM ('x')"
    new = "CREATE TABLE u (b int); CREATE TABLE t (b int); CREATE TYPE m AS ENUM ('y')"
    new += "; CREATE SCHEMA crm; CREATE TABLE crm.u (a int)"
    with pytest.raises(MigrationError) as refused:
        states.change(old, new, rename)
    assert message in str(refused.value)
    assert rename in str(refused.value)
    assert not isinstance(refused.value, HintsMissing)


def test_two_renames_to_one_name(states):
    old = "CREATE TABLE a (x int); CREATE TABLE b (x int)"
    with pytest.raises(MigrationError, match="table:a=c and table:b=c lead to one name"):
        states.change(old, "CREATE TABLE c (x int)", "table:a=c", "table:b=c")


@pytest.mark.parametrize(
    "written",
    [
        "table:public.a=b", "table:crm.a=sales.b", 'column:t."A b"="c.d"', "schema:a=b",
        'enum_value:m.it\'s="a=b"',
    ],
)  # fmt: skip
def test_a_rename_is_written_as_it_is_read(written):
    rename = parse_rename(written, "public")
    assert parse_rename(str(rename), "public") == rename


def test_the_keys_of_renames():
    renames = [
        parse_rename(one, "public")
        for one in ("schema:crm=sales", "table:crm.a=b", "column:crm.a.x=y", "table:t=u",
                    "column:u.x=y")
    ]  # fmt: skip
    assert keys_of(renames) == {
        Key("schema", "", "crm"): Key("schema", "", "sales"),
        Key("table", "crm", "a"): Key("table", "sales", "b"),
        Key("column", "crm", "a", "x"): Key("column", "sales", "b", "y"),
        Key("table", "", "t"): Key("table", "", "u"),
        Key("column", "", "t", "x"): Key("column", "", "u", "y"),
    }

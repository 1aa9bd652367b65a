"""``drift`` beside ``status``: which object differs, how, and the SQL for either direction."""

import pytest
from tests.cli.states import execute, psql

ID = '"id", sa.Integer, primary_key=True'
OBJECTS = """
CREATE SCHEMA crm; CREATE TABLE crm.t (a int);
CREATE VIEW v AS SELECT 1 AS x;
CREATE TYPE mood AS ENUM ('a', 'b');
"""
CHANGES = """
ALTER TABLE users ALTER name DROP NOT NULL;
ALTER TABLE users ADD extra int DEFAULT 3;
CREATE INDEX ix ON users (name);
CREATE OR REPLACE VIEW v AS SELECT 2 AS x;
ALTER TYPE mood ADD VALUE 'c';
DROP TABLE crm.t;
CREATE TABLE other ();
COMMENT ON TABLE users IS 'hi';
CREATE SCHEMA unheard_of; CREATE TABLE unheard_of.x ();
"""
LINES = [
    "column users.extra: is not wanted",
    "column users.name: is NULL, wanted NOT NULL",
    "column crm.t.a: is missing",
    "default users.extra: is not wanted",
    "enum mood: values are a, b, c, wanted a, b",
    "index ix: is not wanted",
    "table other: is not wanted",
    "table users: comment is 'hi', wanted none",
    "table crm.t: is missing",
    "view v: definition is ' SELECT 2 AS x;', wanted ' SELECT 1 AS x;'",
]


@pytest.fixture
def project(schema_project):
    """Migrated: the second migration is pending, which is no drift."""
    project = schema_project
    project.sql("a.sql", OBJECTS)
    project.models(project.table("users", ID, '"name", sa.Text, nullable=False'))
    assert project.call("generate").code == 0
    return project


def migrated(project, *arguments):
    assert project.call("migrate", *arguments).code == 0


def test_nothing_differs(project):
    migrated(project)
    project.models(project.table("users", ID))
    assert project.call("generate", "--allow-data-loss").code == 0
    answer = project.call("drift", "--json")
    assert answer.code == 0
    assert answer.json == {
        "status": "no_changes", "differences": [], "to_migrations": [], "to_database": [],
    }  # fmt: skip
    status = project.call("status", "--json")
    assert (status.code, status.json["drift"]) == (0, False)


def test_every_object_that_differs_is_told(project):
    migrated(project)
    execute(project.url, CHANGES)
    answer = project.call("drift")
    assert (answer.code, answer.out.splitlines()) == (3, LINES)
    assert answer.err == "10 objects differ.\n"
    assert project.call("drift", "--json").json["differences"] == LINES
    status = project.call("status", "--json")
    assert (status.code, status.json["drift"]) == (3, True)
    assert "ait-postgres drift tells" in project.call("status").out


def test_the_sql_of_either_direction_leads_there(project, postgres_server):
    migrated(project)
    with postgres_server.database() as second:
        other = second.render_as_string(hide_password=False)
        migrated(project, "--url", other)
        execute(project.url, CHANGES)
        accept = project.call("drift", "--sql", "to-database")
        undo = project.call("drift", "--sql", "to-migrations")
        assert (accept.code, undo.code) == (3, 3)
        psql(project.url, undo.out)
        assert project.call("drift").code == 0
        psql(other, accept.out)
        told = project.call("drift", "--url", other).out.splitlines()
        assert told == LINES


def test_a_tenants_schema(project):
    execute(project.url, "CREATE SCHEMA tenant")
    tenant = f"{project.url}&options=-csearch_path%3Dtenant"
    migrated(project, "--url", tenant)
    assert project.call("drift", "--url", tenant).code == 0
    execute(project.url, "ALTER TABLE tenant.users ADD x int")
    answer = project.call("drift", "--url", tenant)
    assert (answer.code, answer.out) == (3, "column users.x: is not wanted\n")
    assert answer.err == "1 object differs.\n"
    undo = project.call("drift", "--url", tenant, "--sql", "to-migrations").out
    assert undo == "ALTER TABLE users DROP COLUMN x;\n"


def test_a_folder_that_is_not_what_was_applied(project):
    migrated(project)
    execute(project.url, "UPDATE ait_migrations SET sha256 = 'another'")
    answer = project.call("drift")
    assert answer.code == 1
    assert "0001_initial.sql was edited after it was applied" in answer.err

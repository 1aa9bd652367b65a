"""``revert`` as a person runs it: the way back, what it loses, and never half done."""

import psycopg
import pytest
from tests.cli.states import execute, libpq, psql

ID = '"id", sa.Integer, primary_key=True'
NAME = '"name", sa.Text'


@pytest.fixture
def users(schema_project):
    """Three migrations that are applied: a table, a column and an index, a rename."""
    project = schema_project
    project.models(project.table("users", ID, NAME))
    step(project)
    project.models(project.table("users", ID, NAME, '"email", sa.Text, index=True'))
    step(project)
    project.models(project.table("people", ID, '"full_name", sa.Text', '"email", sa.Text'))
    step(project, "--rename", "table:users=people", "--rename", "column:users.name=full_name")
    execute(project.url, "INSERT INTO people (full_name, email) VALUES ('a', 'a@'), ('b', 'b@')")
    return project


def step(project, *arguments):
    for done in (project.call("generate", *arguments), project.call("migrate")):
        assert done.code == 0, done.err


def rows(project, query):
    with psycopg.connect(libpq(project.url)) as connection:
        return connection.execute(query).fetchall()


def applied(project):
    return [name for (name,) in rows(project, "SELECT name FROM ait_migrations ORDER BY number")]


def test_it_prints_and_changes_nothing(users):
    before = applied(users)
    answer = users.call("revert", "--to", "1")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "-- reverts 0003_rename_users_to_people_and_more, 0002_add_users_email"
    assert "ALTER TABLE people RENAME TO users;" in lines
    assert lines[-2:] == [
        "-- loses column:public.users.email",
        "ALTER TABLE users DROP COLUMN email;",
    ]
    assert applied(users) == before
    assert users.call("drift").code == 0


def test_what_is_printed_leads_there_under_psql(users, postgres_server):
    printed = users.call("revert", "--to", "1").out
    psql(users.url, printed)
    left = users.call("diff", "--from", users.url, "--to", "migrations", "--json")
    assert left.code == 2  # names, and what was lost, are a question the other way
    assert rows(users, "SELECT name FROM users ORDER BY 1") == [("a",), ("b",)]


def test_a_loss_needs_consent_to_be_run(users):
    asked = users.call("revert", "--to", "0001", "--apply", "--json")
    assert asked.code == 2
    assert [(one["kind"], one["allow_data_loss"]) for one in asked.json["missing_hints"]] == [
        ("data_loss", "column:public.users.email")
    ]
    assert len(applied(users)) == 3
    done = users.call("revert", "--to", "0001", "--apply", "--allow-data-loss", "--json")
    assert done.code == 0, done.out
    assert done.json["status"] == "ok"
    assert done.json["applied"] is True
    assert done.json["loses"] == ["column:public.users.email"]
    assert [name[:4] for name in done.json["reverted"]] == ["0003", "0002"]
    assert applied(users) == ["0001_initial"]
    assert rows(users, "SELECT * FROM users ORDER BY 1") == [(1, "a"), (2, "b")]
    assert users.call("drift").code == 0
    assert users.call("status", "--json").json["drift"] is False


def test_the_way_up_again(users):
    assert users.call("revert", "--to", "1", "--apply", "--allow-data-loss").code == 0
    assert users.call("migrate").code == 0
    assert users.call("drift").code == 0
    assert rows(users, "SELECT full_name FROM people ORDER BY 1") == [("a",), ("b",)]


def test_back_to_nothing(users):
    assert users.call("revert", "--to", "0", "--apply", "--allow-data-loss").code == 0
    assert applied(users) == []
    assert rows(users, "SELECT relname FROM pg_class WHERE relname = 'people'") == []
    assert users.call("migrate").code == 0


def test_nothing_to_revert(users):
    answer = users.call("revert", "--to", "3")
    assert answer.out == "Nothing to revert: no migration after 0003 is applied.\n"
    assert users.call("revert", "--to", "3", "--apply", "--json").json["status"] == "no_changes"
    unknown = users.call("revert", "--to", "9")
    assert (unknown.code, "there is no migration 0009" in unknown.err) == (1, True)


def test_a_database_that_drifted_is_refused(users):
    execute(users.url, "ALTER TABLE people ADD COLUMN stray int")
    answer = users.call("revert", "--to", "1")
    assert (answer.code, answer.out) == (3, "")
    assert "column people.stray: is not wanted" in answer.err
    assert answer.err.count("\n") == 1


def test_rows_that_a_file_changed_are_named(users):
    users.call("generate", "--custom", "--name", "fill")
    file = users.folder / "migrations" / "0004_fill.sql"
    file.write_text("SELECT 1;\n\nUPDATE people SET email = 'x';")
    assert users.call("mend").code == 0
    assert users.call("migrate").code == 0
    answer = users.call("revert", "--to", "3", "--apply")
    assert answer.code == 0
    assert answer.out == "Reverted: 0004_fill.\n"
    assert answer.err == "0004_fill.sql, line 3: what UPDATE did to rows is not undone.\n"
    assert len(applied(users)) == 3


def test_a_failure_leaves_all_as_it_was(users):
    users.sql("a.sql", "ALTER TABLE people ALTER email DROP NOT NULL;")
    users.models(users.table("people", ID, '"full_name", sa.Text', '"email", sa.Text'))
    users.sql("a.sql", "CREATE VIEW v AS SELECT id FROM people;")
    step(users)
    blocked = psycopg.connect(libpq(users.url))
    blocked.execute("LOCK TABLE people IN ACCESS SHARE MODE")
    answer = users.call(
        "revert", "--to", "1", "--apply", "--allow-data-loss",
        "--lock-timeout", "0.1", "--lock-retries", "1",
    )  # fmt: skip
    blocked.close()
    assert answer.code == 1
    assert "nothing of revert_to_0001.sql was applied" in answer.err
    assert len(applied(users)) == 4
    assert users.call("drift").code == 0


def test_one_of_several_transactions_is_gone_on_with(schema_project):
    """The value must be there, committed, before the default can name it again."""
    project = schema_project
    project.sql("before.sql", "CREATE TYPE mood AS ENUM ('a', 'b', 'c');")
    project.sql("tables.sql", "CREATE TABLE t (m mood DEFAULT 'c');")
    step(project)
    project.sql("before.sql", "CREATE TYPE mood AS ENUM ('a', 'b');")
    project.sql("tables.sql", "CREATE TABLE t (m mood DEFAULT 'a');")
    step(project, "--allow-data-loss")
    blocked = psycopg.connect(libpq(project.url))
    blocked.execute("LOCK TABLE t IN ACCESS SHARE MODE")
    arguments = ["revert", "--to", "1", "--apply"]
    failed = project.call(*arguments, "--lock-timeout", "0.1", "--lock-retries", "0")
    blocked.close()
    assert failed.code == 1
    assert "statement 1 stays applied" in failed.err
    assert "run revert again" in failed.err
    refused = project.call("migrate")
    assert refused.code == 1
    assert "a revert to 0001 is half done" in refused.err
    assert "--to 0001 --apply" in project.call("status").out
    assert "half done" in project.call("revert", "--to", "0", "--apply").err
    assert "ALTER TYPE mood ADD VALUE" in project.call("revert", "--to", "1").out
    assert project.call(*arguments).code == 0
    assert applied(project) == ["0001_initial"]
    assert project.call("drift").code == 0


def test_a_tenants_schema(schema_project):
    project = schema_project
    execute(project.url, "CREATE SCHEMA tenant")
    tenant = f"{project.url}&options=-csearch_path%3Dtenant"
    project.models(project.table("users", ID))
    assert project.call("generate").code == 0
    project.models(project.table("users", ID, NAME))
    assert project.call("generate").code == 0
    assert project.call("migrate", "--url", tenant).code == 0
    done = project.call("revert", "--to", "1", "--apply", "--allow-data-loss", "--url", tenant)
    assert done.code == 0, done.err
    assert project.call("drift", "--url", tenant).code == 0
    assert rows(project, "SELECT name FROM tenant.ait_migrations") == [("0001_initial",)]

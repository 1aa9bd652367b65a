"""``generate --online`` and ``diff --online`` as a person runs them."""

import psycopg
import pytest

from ait_postgres.project import read_project

ID = '"id", sa.Integer, primary_key=True'
NAME = '"name", sa.Text, nullable=False, index=True'


@pytest.fixture
def users(schema_project):
    """A project with a table of users in use, of which more is wanted by now."""
    schema_project.models(schema_project.table("users", ID, '"name", sa.Text'))
    assert schema_project.run("generate").code == 0
    assert schema_project.run("migrate").code == 0
    with psycopg.connect(schema_project.url.replace("+psycopg", "")) as connection:
        connection.execute("INSERT INTO users (name) VALUES ('a'), ('b')")
    schema_project.models(schema_project.table("users", ID, NAME))
    return schema_project


def settings(project, *lines):
    path = project.folder / "pyproject.toml"
    path.write_text(path.read_text() + "".join(f"{line}\n" for line in lines))


def test_generated_and_applied(users):
    assert users.run("generate", "--online", "--name", "more").code == 0
    sql = users.written()["0002_more.sql"]
    assert sql.count("-- ait: commit\n") == 2
    assert "CREATE INDEX CONCURRENTLY ix_users_name ON users" in sql
    applied = users.run("migrate", "--json")
    assert applied.code == 0, applied.out
    assert users.run("check").code == 0


def test_explained_before_it_is_written(users):
    said = users.run("generate", "--online", "--explain").out
    assert "-- ait: commit\nALTER TABLE users VALIDATE CONSTRAINT" in said
    assert "SHARE UPDATE EXCLUSIVE" in said
    assert "0002" not in "".join(users.written())


def test_a_project_is_online_by_its_settings(users):
    settings(users, "online = true", "server-version = 18")
    assert "NOT NULL name NOT VALID" in users.run("generate", "--explain").out
    plain = users.run("generate", "--explain", "--plain").out
    assert "CREATE INDEX ix_users_name" in plain
    old = users.run("generate", "--explain", "--server-version", "14").out
    assert "CHECK (name IS NOT NULL) NOT VALID" in old


def test_the_settings_are_read(users):
    settings(users, "out-of-order = true", "server-version = 16")
    project = read_project(users.folder)
    assert (project.out_of_order, project.online, project.server_version) == (True, False, 16)


def test_a_setting_that_is_no_number(users):
    settings(users, 'server-version = "new"')
    failed = users.run("generate")
    assert failed.code == 1
    assert "server-version = 'new'" in failed.err


def test_what_has_no_online_form_says_so(users):
    users.models(
        users.table(
            "users",
            ID,
            '"name", sa.Text',
            '"size", sa.Integer, sa.Computed("id * 2", persisted=True)',
        )
    )
    assert users.run("generate", "--online", "--name", "size").code == 0
    assert (
        "-- no online form: table users: nobody can read it or write to it while it rewrites the "
        "table\nALTER TABLE users ADD COLUMN size"
    ) in users.written()["0002_size.sql"]
    assert "no online form" not in users.run("generate", "--plain", "--explain").out


def test_diff_prints_it_for_psql(users):
    found = users.run("diff", "--from", users.url, "--to", "models", "--online")
    assert found.code == 0, found.err
    assert "-- ait: commit\nALTER TABLE users VALIDATE CONSTRAINT" in found.out
    with psycopg.connect(users.url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in found.out.split(";\n"):
            connection.execute(statement)
    assert not users.run("diff", "--from", users.url, "--to", "models").out


def test_lint_finds_nothing_in_it(users):
    key = '"id", sa.BigInteger, primary_key=True'
    users.models(
        users.table(
            "users",
            key,
            NAME,
            '"n", sa.Integer, sa.CheckConstraint("n > 0", name="positive"), unique=True',
            '"token", sa.Uuid, nullable=False, server_default=sa.text("gen_random_uuid()")',
        )
    )
    assert users.run("generate", "--online").code == 0
    found = users.run("lint", "--since", "1", "--json")
    assert found.json["findings"] == [], found.out

"""``generate`` as a person runs it: written and proven, or one line and nothing left behind."""

import json
import os
import pty
import subprocess
from pathlib import Path

import psycopg
import pytest

ID = '"id", sa.Integer, primary_key=True'
EXPLAINED = """\
-- 0002_add_users_email.sql
ALTER TABLE users ADD COLUMN email text;
--   locks table users (ACCESS EXCLUSIVE)
--   table users: nobody can read it or write to it until its transaction ends
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
--   locks table users (ACCESS EXCLUSIVE)
--   reads all of table users
--   table users: nobody can read it or write to it while it reads the table
--   constraint users.users_email_key: it fails where a row does not fit it
"""


@pytest.fixture
def users(schema_project):
    """A project whose first migration, of a table with rows, is applied."""
    schema_project.models(schema_project.table("users", ID, '"name", sa.Text'))
    assert schema_project.run("generate").code == 0
    assert schema_project.run("migrate").code == 0
    with psycopg.connect(libpq(schema_project.url)) as connection:
        connection.execute("INSERT INTO users (name) VALUES ('a'), ('b')")
    return schema_project


def libpq(url):
    return url.replace("postgresql+psycopg:", "postgresql:")


def people(project):
    project.models(project.table("people", ID, '"full_name", sa.Text'))


def names(project):
    with psycopg.connect(libpq(project.url)) as connection:
        return connection.execute("SELECT full_name FROM people ORDER BY 1").fetchall()


def test_change_generate_migrate(users):
    assert list(users.written()) == ["0001_initial.sql", "meta/0001_initial.json"]
    users.models(users.table("users", ID, '"name", sa.Text', '"email", sa.Text, unique=True'))
    before = users.written()
    explained = users.run("generate", "--explain")
    assert explained.code == 0
    assert explained.out == EXPLAINED
    as_json = users.run("generate", "--explain", "--json").json
    assert as_json["statements"][1]["scans"] == ["table users"]
    assert as_json["migrations"][0]["sql"].startswith("ALTER TABLE users ADD COLUMN email")
    assert users.written() == before
    file = Path("migrations", "0002_add_users_email.sql")
    assert users.run("generate").out == f"{file} written.\n"
    again = users.run("generate", "--json")
    assert again.code == 0
    assert again.json == {"status": "no_changes", "written": True, "migrations": [],
                          "findings": [], "statements": [], "tables_without_rows": []}  # fmt: skip
    assert users.run("check").code == 0
    assert users.run("migrate").code == 0
    assert users.run("drift").code == 0
    assert users.run("status").code == 0


def test_a_rename_is_a_question_until_it_is_answered(users):
    people(users)
    before = users.written()
    asked = users.run("generate", "--json")
    assert asked.code == 2
    assert asked.json["status"] == "missing_hints"
    (question,) = asked.json["missing_hints"]
    assert question["renames"] == ["table:users=people"]
    assert users.written() == before
    told = users.run("generate")
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    done = users.run("generate", "--rename", "table:public.users=people",
                     "--rename", "column:public.users.name=full_name")  # fmt: skip
    assert done.code == 0
    assert "warning: renamed" in done.err
    (meta,) = (
        json.loads(content)
        for file, content in users.written().items()
        if file.startswith("meta/0002_rename_users_to_people")
    )
    assert meta["renames"][:2] == ["table:users=people", "column:users.name=full_name"]
    assert users.run("migrate").code == 0
    assert names(users) == [("a",), ("b",)]


def test_a_question_is_answered_on_a_terminal(users):
    users.models(users.table("users", ID, '"full_name", sa.Text'))
    assert "written.\r\n" in on_a_terminal(users, "1\n")
    assert (
        "RENAME COLUMN name TO full_name"
        in users.written()["0002_rename_users_name_to_full_name.sql"]
    )


def test_a_question_is_declined_on_a_terminal(users):
    users.models(users.table("users", ID, '"full_name", sa.Text'))
    before = users.written()
    on_a_terminal(users, "q\n")
    assert users.written() == before


def on_a_terminal(project, answer):
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        project.command("generate"), cwd=project.folder, env=project.environment(),
        stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    asked = False
    try:
        while more := os.read(ours, 4096):
            said += more
            if b"answer" in said and not asked:
                asked = True
                os.write(ours, answer.encode())
    except OSError:  # the other end is closed: it has ended
        pass
    run.wait(60)
    os.close(ours)
    return said.decode()


@pytest.mark.parametrize("way", ["all", "file"])
def test_a_loss_needs_consent_and_is_recorded(users, way):
    users.models(users.table("users", ID))
    asked = users.run("generate", "--json")
    assert asked.code == 2
    assert [one["allow_data_loss"] for one in asked.json["missing_hints"]] == [
        "column:public.users.name"
    ]
    (users.folder / "hints.json").write_text('{"allow_data_loss": ["column:public.users.name"]}')
    given = ["--allow-data-loss"] if way == "all" else ["--hints", "hints.json"]
    assert users.run("generate", *given).code == 0
    written = users.written()
    assert written["0002_drop_users_name.sql"] == (
        "-- Agreed to lose: column:public.users.name\nALTER TABLE users DROP COLUMN name;\n"
    )
    meta = json.loads(written["meta/0002_drop_users_name.json"])
    assert meta["consents"] == ["column:public.users.name"]


def test_a_new_enum_value_in_use_is_committed_first_within_one_file(users):
    users.sql("before.sql", "CREATE TYPE mood AS ENUM ('ok');")
    users.sql("tables.sql", "CREATE TABLE moods (m mood DEFAULT 'ok');")
    assert users.run("generate").code == 0
    assert users.run("migrate").code == 0
    users.sql("before.sql", "CREATE TYPE mood AS ENUM ('ok', 'new');")
    users.sql("tables.sql", "CREATE TABLE moods (m mood DEFAULT 'new');")
    assert users.run("generate", "--name", "moods").code == 0
    assert users.written()["0003_moods.sql"].splitlines() == [
        "ALTER TYPE mood ADD VALUE 'new';",
        "--> statement-breakpoint",
        "-- ait: commit",
        "ALTER TABLE moods ALTER COLUMN m SET DEFAULT 'new'::mood;",
    ]
    assert users.run("migrate").code == 0
    assert users.run("drift").code == 0


def test_the_same_bytes_whatever_the_seed(schema_project):
    tables = [schema_project.table(f"t{n}", ID, '"a", sa.Text, index=True',
                                   f'"r", sa.ForeignKey("t{(n + 1) % 5}.id")')
              for n in range(5)]  # fmt: skip
    schema_project.models(*tables)
    runs = [
        schema_project.run("generate", "--explain", PYTHONHASHSEED=str(seed),
                           AIT_CACHE_DIR=str(schema_project.folder / str(seed)))
        for seed in range(3)
    ]  # fmt: skip
    assert {run.code for run in runs} == {0}, runs[0].err
    assert len({run.out for run in runs}) == 1


def test_a_custom_migration(users):
    assert users.run("generate", "--custom", "--name", "Fill it!").code == 0
    file = users.folder / "migrations" / "0002_fill_it.sql"
    assert "0002_fill_it.sql: holds no statement" in users.run("migrate").err
    file.write_text("UPDATE users SET name = 'c';")
    assert "run `ait-postgres mend`" in users.run("migrate").err
    assert users.run("mend").out == "0002_fill_it.sql hashed anew and proven.\n"
    assert users.run("migrate").code == 0


@pytest.mark.parametrize(
    ("app", "words"),
    [
        ("import nothing_like_it", ["app cannot be imported", "nothing_like_it"]),
        ("x = (", ["app cannot be imported", "SyntaxError"]),
        ("x = 1", ["has no MetaData", "called Base"]),
        (
            (
                "import sqlalchemy as sa\nBase = sa.MetaData()\n"
                "sa.Table('t', Base, sa.Column('a', sa.types.NullType))"
            ),
            ["the models cannot be put in SQL", "a"],
        ),
        (
            (
                "import sqlalchemy as sa\nBase = sa.MetaData()\n"
                "sa.Table('t', Base, sa.Column('a', sa.Integer, server_default=sa.text('nope()')))"
            ),
            ["the models cannot be built: CREATE TABLE t", "function nope() does not exist"],
        ),
    ],
)
def test_models_that_cannot_be_built(users, scratch_databases, app, words):
    (users.folder / "app.py").write_text(app)
    refused(users, scratch_databases, words)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT 1;\n\nSELEC 2;", ["a.sql, statement 2, line 3", "syntax error"]),
        ("CREATE VIEW v AS SELECT nam FROM users;", ["a.sql, statement 1, line 1", "Hint: "]),
        ("CREATE EXTENSION postgis_of_mine;", ["postgis_of_mine", "--dev-url"]),
        (
            (
                "CREATE FOREIGN DATA WRAPPER f; CREATE SERVER mine FOREIGN DATA WRAPPER f;"
                "CREATE USER MAPPING FOR CURRENT_USER SERVER mine;"
            ),
            ["user mapping", "mine"],
        ),
    ],
)
def test_sql_that_fails(users, scratch_databases, sql, words):
    users.sql("a.sql", sql)
    refused(users, scratch_databases, words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rename", "table:public.nothing=users"], ["no table nothing to rename"]),
        (["--rename", "table:public.users=nothing"], ["no table nothing is wanted"]),
        (["--hints", "nowhere.json"], ["nowhere.json: No such file"]),
        (["--hints", "bad.json"], ["bad.json: not JSON"]),
        (["--hints", "wrong.json"], ["wrong.json", '"renames": [...]']),
        (["--name", "---"], ["cannot be a migration's name"]),
        (["--dev-url", "postgresql://me:hunter2@localhost:1/x"], ["no PostgreSQL server answers"]),
        (["--models", "app"], ["module:name was expected"]),
        (["--sql", "nowhere"], ["there is no such folder"]),
    ],
)
def test_options_that_make_no_sense(users, scratch_databases, arguments, words):
    (users.folder / "bad.json").write_text("{")
    (users.folder / "wrong.json").write_text('{"rename": []}')
    users.models(users.table("users", ID, '"name", sa.Text', '"x", sa.Text'))
    refused(users, scratch_databases, words, *arguments)


def test_a_folder_that_was_edited(users, scratch_databases):
    (users.folder / "migrations" / "0001_initial.sql").write_text("SELECT 1;")
    refused(users, scratch_databases, ["0001_initial.sql: edited after it was written"])
    checked = users.run("check")
    assert (checked.code, checked.err) == (3, "1 finding.\n")


def refused(project, scratch_databases, words, *arguments):
    before = project.written()
    answer = project.run("generate", *arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("error: ")
    assert answer.err.count("\n") == 1
    assert "hunter2" not in answer.err
    for word in words:
        assert word in answer.err
    assert project.written() == before
    assert not scratch_databases()

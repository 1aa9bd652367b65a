"""``diff`` between any two states: what it prints runs under psql and leaves nothing to do."""

import itertools

import pytest
from tests.cli.states import OBJECTS, ROWS, execute, pg_dump, psql

ID = '"id", sa.Integer, primary_key=True'
NAME = '"name", sa.Text'


@pytest.fixture
def other(postgres_server):
    """A second database, empty."""
    with postgres_server.database() as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def project(schema_project):
    (schema_project.folder / "empty.sql").write_text("")
    return schema_project


@pytest.fixture
def states(project, other):
    """Four states: the models a step beyond the migrations, a file, a database."""
    project.models(project.table("users", ID))
    assert project.call("generate").code == 0
    project.models(project.table("users", ID, NAME))
    (project.folder / "file.sql").write_text(OBJECTS)
    execute(other, "CREATE TABLE users (id serial PRIMARY KEY, born date); CREATE TABLE spare ();")
    return {"models": "models", "folder": "migrations", "file": "file.sql", "database": other}


def diff(project, old, new, *arguments):
    return project.call("diff", "--from", old, "--to", new, *arguments)


def test_every_pair_of_states_runs_under_psql_and_leaves_nothing(project, states, postgres_server):
    for old, new in itertools.permutations(states, 2):
        answer = diff(project, states[old], states[new], "--allow-data-loss")
        assert (answer.code, answer.err) == (0, ""), (old, new)
        if "database" in {old, new} and {"models", "folder"} & {old, new}:
            assert "spare" in answer.out
        with postgres_server.database() as url:
            there = url.render_as_string(hide_password=False)
            psql(there, diff(project, "empty.sql", states[old]).out)
            psql(there, answer.out)
            left = diff(project, there, states[new])
            assert (left.code, left.out, left.err) == (0, "", ""), (old, new)


def test_nothing_to_do_is_an_empty_output(project):
    assert diff(project, "empty.sql", "empty.sql").out == ""
    answer = diff(project, "empty.sql", "empty.sql", "--json")
    assert answer.code == 0
    assert answer.json == {"status": "no_changes", "statements": [], "tables_without_rows": []}


def test_the_json_tells_of_each_statement(project, other):
    execute(other, "CREATE TABLE users (id int); CREATE TABLE far (id int PRIMARY KEY);")
    (project.folder / "new.sql").write_text(
        "CREATE TABLE users (id int CHECK (id > 0)); CREATE TABLE far (id bigint PRIMARY KEY);"
    )
    answer = diff(project, other, "new.sql", "--json")
    assert answer.json["status"] == "ok"
    check, wider = sorted(answer.json["statements"], key=lambda one: one["sql"], reverse=True)
    assert check == {
        "sql": "ALTER TABLE users ADD CONSTRAINT users_id_check CHECK ((id > 0))",
        "subject": "constraint users.users_id_check",
        "transactional": True,
        "commits": False,
        "begins": False,
        "loses_data": False,
        "locks": [{"relation": "table users", "mode": "ACCESS EXCLUSIVE"}],
        "rewrites": [],
        "rebuilds": [],
        "scans": ["table users"],
        "hazards": check["hazards"],
        "lock_timeout": 1.0,
        "statement_timeout": 0,
    }
    assert [one["code"] for one in check["hazards"]] == [
        "blocks_reads", "fails_on_some_rows", "scans_table",
    ]  # fmt: skip
    assert wider["rewrites"] == ["table far"]


@pytest.mark.parametrize("options", [[], ["--schema-only"], ["--inserts"],
                                     ["--clean", "--if-exists"]], ids=str)  # fmt: skip
def test_a_dump_is_a_state(project, other, options):
    execute(other, OBJECTS + ROWS)
    dump = pg_dump(other, *options)
    assert "\\restrict" in dump
    assert ("COPY crm.people" in dump) is ("--schema-only" not in options and options[:1] != [
        "--inserts"
    ])  # fmt: skip
    (project.folder / "dump.sql").write_text(dump)
    for old, new in [(other, "dump.sql"), ("dump.sql", other)]:
        answer = diff(project, old, new)
        assert (answer.code, answer.out, answer.err) == (0, "", "")


@pytest.mark.parametrize(
    ("sql", "printed"),
    [
        ("CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY i ON t (a);", "CREATE INDEX i ON t"),
        ("BEGIN;\nCREATE TABLE t ();\nCOMMIT;", "CREATE TABLE t ();"),
        ("CREATE SCHEMA x; SET search_path = x; CREATE TABLE t ();", "CREATE TABLE x.t ();"),
        ("COPY (SELECT 1) TO '/dev/null'; CREATE TABLE t ();", "CREATE TABLE t ();"),
        ("CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1;\n\\.\nCREATE TABLE u ();", "TABLE u"),
        ("CREATE DATABASE never_made; CREATE TABLE t ();", "CREATE TABLE t ();"),
    ],
)
def test_a_file_runs_as_under_psql(project, scratch_databases, sql, printed):
    (project.folder / "file.sql").write_text(sql)
    answer = diff(project, "empty.sql", "file.sql")
    assert (answer.code, answer.err) == (0, "")
    assert printed in answer.out
    assert not scratch_databases()


def test_a_file_changes_nothing_on_the_server(project, postgres_server):
    (project.folder / "file.sql").write_text("DROP DATABASE template1; CREATE DATABASE never_made;")
    assert diff(project, "empty.sql", "file.sql").code == 0
    names = {row[0] for row in postgres_server.admin.execute("SELECT datname FROM pg_database")}
    assert "template1" in names
    assert "never_made" not in names


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("CREATE TABLE t ();\n\\i other.sql\n", ["file.sql, statement 2, line 2", "psql's own"]),
        ("SELECT 'SELECT 1' \\gexec\n", ["line 1", "psql's own"]),
        ("CREATE TABLE :name ();", ["a variable of psql's own"]),
        ("CREATE TABLE t (a int);\n\nCOPY t\nFROM STDIN", ["line 3", "only psql can COPY"]),
        ("SELECT 1;\n\nCREATE TABLE t (\n  a intt);", ["line 4", 'type "intt" does not exist']),
        ("SELECT nam FROM pg_class;", ["(42703)", "statement 1"]),
        ("SELECT count(*) FROM pg_clas;", ["(42P01)"]),
        ("CREATE EXTENSION postgis_of_mine;", ["postgis_of_mine", "--dev-url"]),
        ("GRANT ALL ON SCHEMA public TO nobody_here;", ["nobody_here", "--dev-url"]),
        ("CREATE TABLE é ();".encode("latin-1"), ["file.sql: not UTF-8"]),
    ],
)
def test_a_file_that_cannot_be_run(project, scratch_databases, sql, words):
    content = sql if isinstance(sql, bytes) else sql.encode()
    (project.folder / "file.sql").write_bytes(content)
    refused(diff(project, "empty.sql", "file.sql"), words)
    assert not scratch_databases()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nowhere.sql", "empty.sql", ["'nowhere.sql' is no state"]),
        ("empty.sql", "postgresql://me:hunter2@localhost:1/x", ["no PostgreSQL server answers"]),
        ("sql", "broken", ["no_number.sql: not a migration's name"]),
    ],
)
def test_what_is_no_state(project, old, new, words):
    (project.folder / "broken").mkdir()
    (project.folder / "broken" / "no_number.sql").write_text("SELECT 1;")
    refused(diff(project, old, new), words)


def test_unmodelled_kinds_are_refused_by_name(project, other):
    execute(
        other,
        "CREATE FOREIGN DATA WRAPPER f; CREATE SERVER mine FOREIGN DATA WRAPPER f;"
        "CREATE USER MAPPING FOR CURRENT_USER SERVER mine OPTIONS (password 'hunter2');",
    )
    refused(diff(project, "empty.sql", other), ["user mapping for", "mine"])


def test_a_role_that_may_not_make_databases(project, other, postgres_server):
    role = f"poor_{postgres_server.admin.info.backend_pid}"
    postgres_server.admin.execute(f"CREATE ROLE {role}")
    poor = f"{other}&options=-crole%3D{role}"
    try:
        refused(diff(project, poor, "empty.sql"), ["give the role CREATEDB", "--dev-url"])
        assert diff(project, poor, "empty.sql", "--dev-url", project.url).code == 0
    finally:
        postgres_server.admin.execute(f"DROP ROLE {role}")


def test_a_tenants_schema_is_its_home(project, other):
    execute(other, "CREATE SCHEMA tenant; CREATE TABLE tenant.users (id int, a int);")
    (project.folder / "new.sql").write_text("CREATE TABLE users (id bigint, a int, b int);")
    tenant = f"{other}&options=-csearch_path%3Dtenant"
    answer = diff(project, tenant, "new.sql")
    assert (answer.code, answer.err) == (0, "")
    assert "ALTER TABLE users ADD COLUMN b integer;" in answer.out
    psql(tenant, answer.out)
    assert diff(project, tenant, "new.sql").out == ""
    execute(other, "CREATE SCHEMA tenant_2; CREATE TABLE tenant_2.users (id bigint, a int);")
    answer = diff(project, f"{tenant}_2", tenant)
    assert answer.out == "ALTER TABLE users ADD COLUMN b integer;\n"
    assert "CREATE TABLE tenant.users" in diff(project, "empty.sql", other).out


def refused(answer, words):
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("error: ")
    assert answer.err.count("\n") == 1
    assert "hunter2" not in answer.err
    for word in words:
        assert word in answer.err

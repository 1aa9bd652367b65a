"""``squash`` as a person runs it: one file for many, the same state, nothing lost on the way."""

import json
import shutil
import signal
import subprocess
import sys

import psycopg
import pytest
from tests.cli.states import execute, libpq

from ait_postgres.errors import FolderError
from ait_postgres.migrate.journal import Metadata, read_folder, sql_hash
from ait_postgres.migrate.squash import finish_squash

ID = '"id", sa.Integer, primary_key=True'
NAME = '"name", sa.Text'
SEEDED = r"""
INSERT INTO users (name) VALUES ('it''s; a'), (E'b\\c'), (NULL);
INSERT INTO odd VALUES ('1', '2020-01-02 03:04:05.678+02', '\xdead', 0.1, '{1,NULL}', '1 day');
"""
ODD = """
CREATE TABLE odd (
    "A b" text, at timestamptz, b bytea, f float8, a int[], i interval,
    token uuid DEFAULT gen_random_uuid(), twice text GENERATED ALWAYS AS ("A b" || "A b") STORED
);
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN NEW."A b" = NEW."A b" || '!'; RETURN NEW; END $$;
CREATE TRIGGER shouted BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION shout();
CREATE MATERIALIZED VIEW names AS SELECT "A b" FROM odd;
"""


def step(project, *arguments):
    done = project.call("generate", *arguments)
    assert done.code == 0, done.err


def custom(project, name, sql):
    assert project.call("generate", "--custom", "--name", name).code == 0
    file = max((project.folder / "migrations").glob("*.sql"))
    file.write_text(sql)
    done = project.call("mend")
    assert done.code == 0, done.err


@pytest.fixture
def project(schema_project):
    """Four migrations: two of the models, one of rows, and one more of the models."""
    with (schema_project.folder / "pyproject.toml").open("a") as pyproject:
        pyproject.write("lint = []\n")  # an index is built where nobody waits for it
    schema_project.sql("odd.sql", ODD)
    schema_project.models(schema_project.table("users", ID))
    step(schema_project)
    schema_project.models(schema_project.table("users", ID, NAME))
    step(schema_project)
    custom(schema_project, "seed", SEEDED)
    schema_project.models(schema_project.table("users", ID, NAME, '"email", sa.Text, index=True'))
    step(schema_project)
    return schema_project


def rows(url, query):
    with psycopg.connect(libpq(url)) as connection:
        return connection.execute(query).fetchall()


def stored(url):
    execute(url, "REFRESH MATERIALIZED VIEW names")
    return [
        rows(url, "SELECT * FROM users ORDER BY id"),
        rows(url, 'SELECT "A b", at, b, f, a, i, twice FROM odd'),
        rows(url, "SELECT * FROM names"),
        rows(url, "SELECT nextval('users_id_seq')"),
    ]


def test_one_file_leads_where_many_did(project, postgres_server):
    with postgres_server.database() as old, postgres_server.database() as new:
        before, after = (one.render_as_string(hide_password=False) for one in (old, new))
        assert project.call("migrate", "--url", before).code == 0
        answer = project.call("squash", "--to", "3")
        assert (answer.code, answer.err) == (0, "")
        assert (
            answer.out
            == "migrations/0003_squashed.sql written in the place of 3 migrations, with 4 rows.\n"
        )
        assert [name for name in project.written() if not name.startswith("meta")] == [
            "0003_squashed.sql", "0004_add_users_email.sql",
        ]  # fmt: skip
        checked = project.call("check")
        assert checked.code == 0, checked.out
        done = project.call("migrate", "--url", after, "--json")
        assert [one["name"] for one in done.json["applied"]] == [
            "0003_squashed", "0004_add_users_email",
        ]  # fmt: skip
        assert project.call("drift", "--url", after).code == 0
        assert stored(before) == stored(after)
        tokens = [rows(url, "SELECT token FROM odd") for url in (before, after)]
        assert tokens[0] != tokens[1]


def test_a_database_with_all_of_the_old_ones_has_the_new_one(project):
    assert project.call("migrate", "--to", "3").code == 0
    assert project.call("squash", "--to", "3").code == 0
    status = project.call("status", "--json")
    assert status.code == 0
    assert [one["name"] for one in status.json["applied"]] == ["0003_squashed"]
    assert status.json["pending"] == ["0004_add_users_email"]
    assert project.call("drift").code == 0
    done = project.call("migrate", "--json")
    assert [one["name"] for one in done.json["applied"]] == ["0004_add_users_email"]
    assert project.call("migrate").out == "Nothing to apply.\n"
    assert project.call("mend", "--url", project.url).code == 0
    # And so is one that was squashed again.
    assert project.call("squash", "--name", "all of it").code == 0
    status = project.call("status", "--json").json
    assert [one["name"] for one in status["applied"]] == ["0004_all_of_it"]
    assert (status["pending"], status["drift"]) == ([], False)
    assert project.call("revert", "--to", "0", "--apply", "--allow-data-loss").code == 0
    assert rows(project.url, "SELECT * FROM ait_migrations") == []


def test_a_database_with_some_of_them_is_told_what_to_do(project):
    assert project.call("migrate", "--to", "2").code == 0
    before = shutil.copytree(project.folder / "migrations", project.folder / "before")
    assert project.call("squash").code == 0
    for command in (["migrate"], ["drift"]):
        answer = project.call(*command)
        assert answer.code == 1
        assert (
            "0004_squashed.sql replaces 0001_initial.sql to 0004_add_users_email.sql" in answer.err
        )
        assert "(0002_add_users_name.sql is the last)" in answer.err
        assert "before the squash" in answer.err
    assert project.call("status").code == 3
    assert project.call("migrate", "--migrations", str(before)).code == 0
    assert project.call("migrate").out == "Nothing to apply.\n"


def test_a_branch_from_before_the_squash_is_put_after_it(project):
    (project.folder / "later").mkdir()
    custom(project, "branch", "CREATE TABLE of_a_branch ();")
    later = {name: text for name, text in project.written().items() if "0005_branch" in name}
    for name in later:
        (project.folder / "migrations" / name).unlink()
    assert project.call("squash").code == 0
    for name, text in later.items():
        (project.folder / "migrations" / name).write_text(text)
    assert project.call("check").code == 3
    assert project.call("mend").code == 0
    assert "of_a_branch" in project.call("check").out  # only the models lack it now


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("INSERT INTO users (name) SELECT 'x' FROM generate_series(1, 1001);",
         ["table users holds more than 1,000 rows", "--to"]),
        ("INSERT INTO users (name) VALUES (gen_random_uuid());",
         ["column users.name: its values are others each time"]),
        ("ALTER DATABASE CURRENT_TEST SET TABLESPACE pg_default;",
         ["0005_more.sql, line 1: changes the server"]),
    ],
)  # fmt: skip
def test_what_no_file_could_repeat_is_refused_by_name(project, scratch_databases, sql, words):
    custom(project, "more", sql)
    before = project.written()
    answer = project.call("squash")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    for word in words:
        assert word in answer.err
    assert project.written() == before
    assert not scratch_databases()


def test_nothing_to_squash(schema_project):
    schema_project.models(schema_project.table("users", ID))
    step(schema_project)
    assert schema_project.call("squash").out.startswith("Nothing to squash")
    assert schema_project.call("squash", "--json").json["status"] == "no_changes"
    assert "there is no migration 0007" in schema_project.call("squash", "--to", "7").err


_DIE_AT_EACH_CHANGE = """
import os, signal, sys
from pathlib import Path
from ait_postgres.migrate.journal import Metadata, Replaced, sql_hash
from ait_postgres.errors import FolderError
from ait_postgres.migrate.squash import Squashed, write_squash

left = [int(sys.argv[2])]
def dying(change):
    def changed(self, *given, **named):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return change(self, *given, **named)
    return changed
Path.replace, Path.unlink = dying(Path.replace), dying(Path.unlink)

path = Path(sys.argv[1])
names = ("0001_a", "0002_b")
old = tuple(Replaced(name, sql_hash((path / f"{name}.sql").read_bytes())) for name in names)
meta = Metadata(parents=(), hash=sql_hash(b"SELECT 12;"), replaces=old)
later = Metadata(parents=("0002_ab",), hash=sql_hash(b"SELECT 3;"))
write_squash(path, Squashed("0002_ab", "SELECT 12;", meta, names, 0, {"0003_c": later}))
"""


def test_killed_at_every_change_and_finished(tmp_path):
    whole = tmp_path / "whole"
    (whole / "meta").mkdir(parents=True)
    parents = ()
    for name, sql in {"0001_a": "SELECT 1;", "0002_b": "SELECT 2;", "0003_c": "SELECT 3;"}.items():
        (whole / f"{name}.sql").write_text(sql)
        meta = Metadata(parents=parents, hash=sql_hash(sql.encode()))
        (whole / "meta" / f"{name}.json").write_text(meta.to_json())
        parents = (name,)
    wanted = None
    for changes in range(12):
        path = shutil.copytree(whole, tmp_path / str(changes))
        run = subprocess.run([sys.executable, "-c", _DIE_AT_EACH_CHANGE, path, str(changes)])
        names = [one.name for one in finished(path).migrations]
        if names == ["0001_a", "0002_b", "0003_c"]:
            assert changes <= 1  # nothing of the old was touched
        else:
            assert names == ["0002_ab", "0003_c"]
        if run.returncode == 0:
            wanted = changes
            break
        assert run.returncode == -signal.SIGKILL
    assert wanted is not None


def finished(path):
    """Any command names what to do, and doing it leaves a whole folder."""
    try:
        return read_folder(path)
    except FolderError:
        finish_squash(path)
    return read_folder(path)


def test_the_metadata_names_what_it_replaces(project):
    hashes = {one.name: one.sha256 for one in read_folder(project.folder / "migrations").migrations}
    assert project.call("squash", "--to", "2").code == 0
    meta = json.loads(project.written()["meta/0002_squashed.json"])
    assert meta["replaces"] == [
        {"name": name, "hash": hashes[name], "replaces": []}
        for name in ("0001_initial", "0002_add_users_name")
    ]
    assert meta["parents"] == []

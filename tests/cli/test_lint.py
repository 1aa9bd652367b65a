"""``lint`` in a project of its own, and what ``generate`` and ``check`` say of its findings."""

import hashlib
import json

import pytest

PEOPLE = "CREATE TABLE people (\n  id integer PRIMARY KEY,\n  name text\n);\n"
INDEX = "CREATE INDEX people_name ON people (name);\n"
SAFE = "CREATE INDEX CONCURRENTLY people_name ON people (name);\n"


@pytest.fixture
def write(schema_project):
    """Writes a migration by hand, with honest metadata."""
    last = []

    def add(name, sql):
        folder = schema_project.folder / "migrations"
        (folder / "meta").mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.sql").write_text(sql)
        parents = [last[-1]] if last and last[-1] != name else last[-2:-1]
        meta = {"parents": parents, "hash": hashlib.sha256(sql.encode()).hexdigest()}
        (folder / "meta" / f"{name}.json").write_text(json.dumps(meta))
        if name not in last:
            last.append(name)

    add("0001_people", PEOPLE)
    return add


def test_what_is_found_is_said_and_fails(schema_project, write):
    write("0002_index", f"-- A comment.\n\n{INDEX}")
    answer = schema_project.run("lint")
    assert answer.code == 3
    assert "0002_index.sql:3: error: index-not-concurrently" in answer.out
    assert "table people: nobody can write to it while it reads the table" in answer.out
    assert "    CREATE INDEX CONCURRENTLY people_name ON people" in answer.out
    assert answer.err == "2 migrations looked at: 1 error, 0 warnings.\n"
    found = schema_project.run("lint", "--json")
    assert found.code == 3
    [finding] = found.json["findings"]
    assert found.json["status"] == "error"
    assert (finding["rule"], finding["severity"]) == ("index-not-concurrently", "error")
    assert (finding["file"], finding["line"], finding["statement"]) == ("0002_index.sql", 3, 1)
    assert finding["subject"] == "index people_name"
    assert finding["safe"] == [SAFE.replace("people (", "people USING btree (").rstrip(";\n")]


def test_only_what_is_asked_for(schema_project, write):
    write("0002_index", INDEX)
    write("0003_drop", "DROP TABLE people;\n")
    run = schema_project.run
    assert run("lint", "--since", "2", "--json").json["migrations"] == ["0003_drop"]
    for name in ("0002_index", "0002", "migrations/0002_index.sql"):
        assert run("lint", name, "--json").json["migrations"] == ["0002_index"]
    warned = run("lint", "0003")
    assert warned.code == 0
    assert "0003_drop.sql:1: warning: table-dropped" in warned.out
    assert "no migration of" in run("lint", "0009").err


def test_a_file_that_was_looked_at_is_not_run_again(schema_project, write):
    write("0002_index", INDEX)
    write("0003_slow", "SELECT pg_sleep(1);\n")
    first = schema_project.run("lint", "--json")
    # Without a server that could run anything, the same is known.
    kept = [*(schema_project.folder / "cache" / "catalogues" / "lint").iterdir()]
    assert len(kept) == 3
    for one in kept:
        one.write_bytes(one.read_bytes().replace(b"people_name", b"people_kept"))
    again = schema_project.run("lint", "--json")
    assert "people_kept" in again.out
    assert again.out.replace("people_kept", "people_name") == first.out
    write("0002_index", f"{INDEX}-- edited\n")
    assert "people_kept" not in schema_project.run("lint", "0002", "--json").out


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("-- ait: allow index-not-concurrently it has ten rows", []),
        ("-- ait: allow index-not-concurrently", ["allow"]),
        ("-- ait: allow index-not-there because", ["index-not-concurrently", "allow"]),
        ("-- ait: allow", ["index-not-concurrently", "allow"]),
        (
            "-- ait: allow index-not-concurrently it has ten rows\n-- ait: allow truncate why not",
            ["allow"],
        ),
    ],
)
def test_a_comment_allows_a_rule_before_a_statement(schema_project, write, comment, rules):
    write("0002_index", f"{comment}\n{INDEX}")
    answer = schema_project.run("lint", "--json")
    assert [one["rule"] for one in answer.json["findings"]] == rules
    assert answer.code == (3 if rules else 0)


def test_a_project_chooses_its_rules(schema_project, write):
    write("0002_index", INDEX)
    pyproject = schema_project.folder / "pyproject.toml"
    usual = pyproject.read_text()
    for setting in ("lint = []", "lint-since = 2"):
        pyproject.write_text(f"{usual}{setting}\n")
        assert schema_project.run("lint").code == 0
    pyproject.write_text(f'{usual}lint = ["sefety"]\n')
    assert "lint, a list of safety and conventions" in schema_project.run("lint").err


def test_a_statement_that_fails_is_an_error(schema_project, write):
    write("0002_index", "CREATE INDEX people_age ON people (age);\n")
    answer = schema_project.run("lint")
    assert answer.code == 1
    assert 'error: 0002_index.sql, statement 1, line 1: column "age" does not exist' in answer.err


def test_generate_says_what_it_wrote_and_check_fails(schema_project):
    schema_project.models(
        schema_project.table("people", '"id", sa.Integer, primary_key=True', '"name", sa.Text')
    )
    first = schema_project.run("generate")
    assert (first.code, first.err) == (0, "")
    assert "lint" not in schema_project.run("check").out
    schema_project.models(
        schema_project.table(
            "people", '"id", sa.Integer, primary_key=True', '"name", sa.Text, nullable=False'
        )
    )
    told = schema_project.run("generate", "--json", "--explain")
    assert [one["rule"] for one in told.json["findings"]] == ["not-null-with-scan"]
    second = schema_project.run("generate")
    assert second.code == 0
    assert "error: not-null-with-scan" in second.err
    assert "generate --online writes the safe form" in second.err
    # What generate wrote passes check, but where the project asks for more.
    assert schema_project.run("check").code == 0
    with (schema_project.folder / "pyproject.toml").open("a") as pyproject:
        pyproject.write('lint = ["safety"]\n')
    check = schema_project.run("check")
    assert check.code == 3
    assert "(not-null-with-scan)" in check.out


def test_the_online_form_is_clean(schema_project):
    table = schema_project.table
    schema_project.models(table("people", '"id", sa.Integer, primary_key=True', '"name", sa.Text'))
    schema_project.run("generate")
    schema_project.models(
        table(
            "people",
            '"id", sa.Integer, primary_key=True',
            '"name", sa.Text, nullable=False, unique=True',
            '"born", sa.DateTime(timezone=True), index=True',
        )
    )
    answer = schema_project.run("generate", "--online")
    assert (answer.code, answer.err) == (0, "")
    assert schema_project.run("lint").code == 0

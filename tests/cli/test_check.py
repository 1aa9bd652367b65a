"""``check``: what does not hold is exit code 3 and one line; and a fork's way out of it."""

import pytest

ID = '"id", sa.Integer, primary_key=True'


@pytest.fixture
def project(schema_project):
    schema_project.models(schema_project.table("users", ID))
    assert schema_project.call("generate").code == 0
    return schema_project


def finding(project):
    answer = project.call("check", "--json")
    assert answer.code == 3
    assert answer.json["status"] == "error"
    (line,) = answer.json["findings"]
    told = project.call("check")
    assert (told.code, told.out, told.err) == (3, f"{line}\n", "1 finding.\n")
    return line


def test_honest(project, scratch_databases):
    answer = project.call("check")
    assert answer.code == 0
    assert answer.out == "The migrations are honest, and lead to the models.\n"
    assert project.call("check", "--json").json == {"status": "ok", "findings": [], "lint": []}
    assert not scratch_databases()


def test_the_models_went_on(project):
    project.models(project.table("users", ID, '"x", sa.Text'))
    assert finding(project) == "column users.x: is missing"


def test_edited_missing_and_strange_files(project):
    folder = project.folder / "migrations"
    sql, meta = folder / "0001_initial.sql", folder / "meta" / "0001_initial.json"
    text, recorded = sql.read_text(), meta.read_text()
    sql.write_text(f"{text}\n-- a word more")
    assert "0001_initial.sql: edited after it was written" in finding(project)
    sql.unlink()
    assert "meta/0001_initial.json: there is no 0001_initial.sql" in finding(project)
    sql.write_text(text)
    meta.unlink()
    assert "there is no meta/0001_initial.json" in finding(project)
    meta.write_text("{")
    assert "meta/0001_initial.json: not JSON" in finding(project)
    meta.write_text(recorded)
    (folder / "Later.sql").write_text("SELECT 1;")
    assert "Later.sql: not a migration's name" in finding(project)


def test_copying_from_the_files_own_lines_is_refused(project):
    assert project.call("generate", "--custom", "--name", "rows").code == 0
    file = project.folder / "migrations" / "0002_rows.sql"
    file.write_text("SELECT 1;\nCOPY users FROM stdin;\n1\n\\.\n")
    mended = project.call("mend")
    assert mended.code == 1
    assert "0002_rows.sql, line 2: only psql can COPY" in mended.err


def test_a_fork_is_found_mended_and_proven(project):
    base = project.written()
    branches = []
    for column in ("a", "b"):
        project.models(project.table("users", ID, f'"{column}", sa.Text'))
        assert project.call("generate", "--name", column).code == 0
        branches.append(project.written())
        for name in branches[-1].keys() - base.keys():
            (project.folder / "migrations" / name).unlink()
    for name, text in {**branches[0], **branches[1]}.items():
        (project.folder / "migrations" / name).write_text(text)
    project.models(project.table("users", ID, '"a", sa.Text', '"b", sa.Text'))
    line = finding(project)
    assert line.startswith("0002_a.sql and 0002_b.sql both follow 0001_initial")
    assert "ait-postgres mend" in line
    for command in ("migrate", "generate", "drift"):
        refused = project.call(command)
        assert (refused.code, line in refused.err) == (1, True), command
    assert project.call("mend", "--first", "0002_b").code == 0
    assert project.written().keys() >= {"0002_b.sql", "0003_a.sql"}
    assert project.call("check").code == 0
    assert project.call("mend").out.startswith("Nothing to mend")
    assert project.call("migrate").code == 0
    assert project.call("drift").code == 0

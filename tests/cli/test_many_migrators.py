"""Eight migrators at once, each a process of its own: one works, the others find nothing to do."""

import subprocess

import psycopg
import pytest

ID = '"id", sa.Integer, primary_key=True'
CONCURRENT = """
CREATE INDEX CONCURRENTLY people_name ON people (name);
UPDATE people SET name = name || '!' WHERE true /* ait: batches of 50 over people */;
CREATE UNIQUE INDEX CONCURRENTLY people_both ON people (id, name);
"""


def libpq(url):
    return url.replace("postgresql+psycopg:", "postgresql:")


def all_at_once(project, count=8):
    """What each says."""
    command = project.command("migrate", "--wait", "60")
    runs = [
        subprocess.Popen(
            command,
            cwd=project.folder,
            env=project.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0] * count, said
    return sorted("Nothing to apply" in out for out, _ in said)


@pytest.fixture
def people(schema_project):
    schema_project.models(schema_project.table("people", ID, '"name", sa.Text'))
    assert schema_project.run("generate").code == 0
    return schema_project


def test_on_an_empty_database(people):
    assert all_at_once(people) == [False] + [True] * 7
    assert people.run("drift").code == 0


def test_on_a_filled_database_with_concurrent_builds(people):
    assert people.run("migrate").code == 0
    with psycopg.connect(libpq(people.url)) as connection:
        connection.execute(
            "INSERT INTO people (name) SELECT 'p' || n FROM generate_series(1, 500) n"
        )
    assert people.run("generate", "--custom", "--name", "indexes").code == 0
    (people.folder / "migrations" / "0002_indexes.sql").write_text(CONCURRENT)
    assert people.run("mend").code == 0
    assert all_at_once(people) == [False] + [True] * 7
    with psycopg.connect(libpq(people.url)) as connection:
        once = connection.execute("SELECT count(*) FROM people WHERE name = 'p' || id || '!'")
        assert once.fetchone() == (500,)
        invalid = connection.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
        assert invalid.fetchone() == (0,)

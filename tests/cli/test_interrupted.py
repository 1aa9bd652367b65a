"""Real signals: what is under way is cleared up, or, after a kill -9, by the next run."""

import signal
import subprocess
import time
import uuid

import psycopg
import pytest
from tests.cli.test_generate import libpq

COMMANDS = {
    "generate": ["generate"],
    "diff": ["diff", "--from", "migrations", "--to", "models"],
    "check": ["check"],
}


@pytest.fixture
def slow(schema_project):
    """A project whose models take for ever to build."""
    # By its name, so that another worker's is not taken for it.
    schema_project.sleep = f"SELECT pg_sleep(300) AS s{uuid.uuid4().hex}"
    schema_project.sql("a.sql", f"{schema_project.sleep};")
    (schema_project.folder / "migrations").mkdir()
    return schema_project


def caught(project, *arguments):
    """A process of the program that stands within the statement."""
    process = subprocess.Popen(
        project.command(*arguments),
        cwd=project.folder,
        env=project.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in its background has it ignored, and so would the program.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    return process, sleeping_in(project, process)


def sleeping_in(project, process):
    deadline = time.monotonic() + 60
    query = "SELECT datname FROM pg_stat_activity WHERE query = %s"
    with psycopg.connect(libpq(project.url), autocommit=True) as connection:
        while not (found := connection.execute(query, [project.sleep]).fetchone()):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
    return found[0]


def databases(project):
    with psycopg.connect(libpq(project.url)) as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    return {name for (name,) in rows}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, 130, "Interrupted."), (signal.SIGTERM, 143, "Terminated.")],
)
def test_a_signal_leaves_nothing(slow, command, number, code, said):
    before = slow.written()
    process, scratch = caught(slow, *COMMANDS[command])
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (code, "", said)
    assert scratch not in databases(slow)
    assert slow.written() == before


def test_what_a_killed_run_left_the_next_one_removes(slow):
    process, scratch = caught(slow, "generate")
    process.kill()
    process.communicate()
    assert scratch in databases(slow)
    slow.sql("a.sql", "SELECT 1;")
    assert slow.run("generate").code == 0
    assert scratch not in databases(slow)


def test_what_lives_is_left_alone(slow):
    process, scratch = caught(slow, "generate")
    slow.sql("a.sql", "SELECT 1;")
    assert slow.run("generate").code == 0
    assert scratch in databases(slow)
    assert process.poll() is None
    process.terminate()
    process.communicate()
    assert scratch not in databases(slow)

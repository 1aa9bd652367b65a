"""A migrating process that is killed in the middle leaves nothing half done."""

import signal
import subprocess
import sys

from sqlalchemy import inspect, text

from ait_postgres.migrate import apply, status

_RUN = """
import sys
from sqlalchemy import create_engine
from ait_postgres.migrate import apply, read_folder

engine = create_engine(sys.argv[1])
folder = read_folder(sys.argv[2])
apply(engine, folder, progress=lambda event: print(type(event).__name__, flush=True))
"""


def test_killed_within_a_statement_then_run_again(empty, project):
    project.add("0001_good", "CREATE TABLE good ();")
    project.add(
        "0002_slow",
        "CREATE TABLE half ();\n--> statement-breakpoint\n"
        "SELECT pg_sleep(300) FROM pg_class WHERE relname = 'wait_here';",
    )
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE wait_here ()"))
    url = empty.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, url, str(project.path)], stdout=subprocess.PIPE, text=True
    ) as process:
        said = [process.stdout.readline().strip() for _ in range(7)]
        assert said == [
            "FileStarted", "StatementStarted", "StatementDone", "FileDone",
            "FileStarted", "StatementStarted", "StatementDone",
        ]  # fmt: skip
        process.send_signal(signal.SIGKILL)

    folder = project.read()
    with empty.begin() as connection:
        connection.execute(text("DROP TABLE wait_here"))
        assert [row.name for row in status(connection, folder).applied] == ["0001_good"]
    # The server is told to look for its client, or it would sleep on and hold the lock.
    assert [row.name for row in apply(empty, folder, lock_wait=60).applied] == ["0002_slow"]
    assert sorted(inspect(empty).get_table_names()) == ["ait_migrations", "good", "half"]

"""Writers that meet: a deadlock's victim goes on, a serialisation failure begins anew."""

import threading
import time

from sqlalchemy import select, text

from ait_postgres.ingest import ingest
from ait_postgres.schemas import GitHubIssue
from ait_postgres.transaction import run_transaction

from .payloads import issue

BLOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


def lock(connection, number):
    row = select(GitHubIssue.id).where(GitHubIssue.number == number)
    connection.execute(row.with_for_update())


def test_a_deadlock_with_somebody_elses_writer_is_retried_and_counted(engine):
    with engine.begin() as connection:
        ingest(connection, "github_issue", [issue(n) for n in range(60)])

    ready = threading.Event()

    def other() -> None:
        with engine.begin() as theirs:
            theirs.exec_driver_sql("SET LOCAL deadlock_timeout = '60s'")  # we are the victim
            lock(theirs, 50)
            ready.set()
            with engine.connect() as watch:
                while not watch.scalar(BLOCKED):  # till we hold row 1 and wait for row 50
                    time.sleep(0.01)
            lock(theirs, 1)

    thread = threading.Thread(target=other)
    thread.start()
    ready.wait()
    with engine.begin() as ours:
        changed = [issue(n, title="new") for n in range(60)]
        result = ingest(ours, "github_issue", changed)
    thread.join()
    assert (result.updated, result.retries) == (60, 1)


def test_a_serialisation_failure_is_the_whole_transactions_to_retry(engine):
    with engine.begin() as connection:
        ingest(connection, "github_issue", [issue(1), issue(2)])
    retries = []

    def work(connection):
        connection.execute(select(GitHubIssue.id)).all()  # the snapshot is taken
        if not retries:
            with engine.begin() as other:
                ingest(other, "github_issue", issue(2, title="theirs"))
        return ingest(connection, "github_issue", [issue(1), issue(2, title="ours")])

    result = run_transaction(engine, work, isolation="REPEATABLE READ", on_retry=retries.append)
    assert (result.updated, result.unchanged, len(retries)) == (1, 1, 1)
    assert retries[0].error.orig.sqlstate == "40001"

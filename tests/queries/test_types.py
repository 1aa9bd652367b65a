"""Type checkers know the rows: what is asserted here is read by mypy, not run."""

import subprocess
import sys
from pathlib import Path

ASSERTED = """
import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, Row, Select, select
from typing_extensions import assert_type

from ait_postgres.queries import Page, activity, chat, fetch_page, page, slack, spotify
from ait_postgres.schemas import GitHubCommit

Thread = Select[
    str, str | None, str | None, str | None, str, dt.datetime | None, dt.datetime
]
assert_type(slack.thread("C", "1"), Thread)
assert_type(page(slack.thread("C", "1"), limit=5), Thread)
own = select(GitHubCommit.sha, GitHubCommit.updated_at)
assert_type(page(own), Select[str, dt.datetime])


def rows(connection: Connection) -> None:
    read = fetch_page(connection, own, None, 10, newest_first=True)
    assert_type(read, Page[str, dt.datetime])
    assert_type(read.rows, Sequence[Row[str, dt.datetime]])
    assert_type(read.next, str | None)
    sha, updated_at = read.rows[0]
    assert_type(sha, str)
    assert_type(updated_at, dt.datetime)
    for play in connection.execute(spotify.recently_played()):
        assert_type(play[6], dt.datetime)
    for turn in connection.execute(chat.conversation_with_messages("1")):
        assert_type(turn[5], str | None)
    for thing in connection.execute(activity.recent()):
        assert_type(thing[3], str | None)
        assert_type(thing[5], dt.datetime)
"""


def checked(source: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "asserted.py"
    file.write_text(source)
    checkout = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(file)],
        cwd=checkout,
        capture_output=True,
        text=True,
    )


def test_mypy_knows_the_rows(tmp_path: Path) -> None:
    done = checked(ASSERTED, tmp_path)
    assert done.returncode == 0, done.stdout


def test_mypy_would_tell(tmp_path: Path) -> None:
    done = checked(ASSERTED.replace("(sha, str)", "(sha, int)"), tmp_path)
    assert done.returncode == 1
    assert 'error: Expression is of type "str", not "int"' in done.stdout

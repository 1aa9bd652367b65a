"""Whether a server runs in a data folder, and which.

``postmaster.pid`` outlives a killed server, and its pid may be another process
by then, so the process it names is looked at before it is believed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ait_postgres.embedded.address import DATABASE, PASSWORD_FILE, Address
from ait_postgres.embedded.wheel import NOT_INSTALLED
from ait_postgres.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

LOG_FILE = "server.log"


@dataclass(frozen=True, slots=True)
class Running:
    """An embedded server that runs.

    Attributes:
        url: SQLAlchemy URL of the project's database.
        version: Its major version.
        pid: Process id of the postmaster.
        data: Folder with its files.
        log: The file it logs to.
        started_at: When it started, in UTC.
        ready: False while it still starts or already stops.
    """

    url: str = field(repr=False)  # holds a password where TCP is used
    version: int
    pid: int
    data: Path
    log: Path
    started_at: datetime
    ready: bool


def find_running(data: Path) -> Running | None:
    """The server that runs in a data folder, or None."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        version = int((data / "PG_VERSION").read_text(encoding="ascii"))
        pid, port = int(lines[0]), int(lines[3])
        started_at = datetime.fromtimestamp(int(lines[2]), UTC)
        host = lines[4] or lines[5]
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        # The file is written line by line: one that is not whole is no server yet.
        return None
    try:
        from ait_postgres.embedded.processes import is_server
    except ImportError as error:  # psutil comes with the extra
        raise ConfigError(NOT_INSTALLED) from error
    if not is_server(pid, data):
        return None
    return Running(
        url=Address(host, port).url(DATABASE, _password(data)),
        version=version,
        pid=pid,
        data=data,
        log=data / LOG_FILE,
        started_at=started_at,
        ready=len(lines) > 7 and lines[7].strip() == "ready",
    )


def clear_stale(data: Path, limit: float = 10.0) -> None:
    """Make way for a start after a crash; called only when no server runs.

    Children of a killed postmaster end by themselves within moments and are
    waited for. Then a stale pid file goes: PostgreSQL would take a process of
    the same user that has its pid by now for a live server.
    """
    from ait_postgres.embedded.processes import any_server

    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    deadline = time.monotonic() + limit
    while any_server(data):
        if time.monotonic() > deadline:
            return  # PostgreSQL then refuses to start and says why
        time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _password(data: Path) -> str | None:
    try:
        return (data / PASSWORD_FILE).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None

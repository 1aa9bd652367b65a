"""Start, stop and look at the embedded server of a data folder.

``pg_ctl`` does the starting and the waiting, on every platform, and the server
it starts outlives the process that asked for it. What PostgreSQL leaves open is
decided here: who runs it, where it listens, and that two starters take turns.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ait_postgres.embedded.account import choose, open_programs, open_way, own, run
from ait_postgres.embedded.address import DATABASE, choose_address
from ait_postgres.embedded.cluster import initialise, write_settings
from ait_postgres.embedded.lock import locked
from ait_postgres.embedded.postmaster import LOG_FILE, Running, clear_stale, find_running
from ait_postgres.embedded.wheel import VERSION, Installation, installation
from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from ait_postgres.embedded.account import Account

# Longer than a start ever takes but for recovery of a big write-ahead log.
_START_LIMIT = 120
_STOP_LIMIT = 60
_LOG_LIMIT = 10_000_000  # bytes; one older log is kept beside it


def start(
    data_dir: Path,
    *,
    binaries: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Running:
    """Start the server of a project, making its files on the first run.

    Does nothing when it already runs. The files stand in
    ``data_dir/postgres-<major version>``; the database ``ait`` is made.

    Args:
        data_dir: The project's data folder; made when missing.
        binaries: Folder of another PostgreSQL's programs; the wheel's by default.
        settings: PostgreSQL settings of this start, such as ``{"fsync": "off"}``.

    Raises:
        ConfigError: The extra ``embedded`` is not installed.
        EmbeddedServerError: The folder cannot be written, or the server did not start.
    """
    tools = installation(binaries)
    data = _data(data_dir, tools.version)
    given = settings or {}
    with _explained(data_dir):
        _make(data.parent)
        with locked(data.parent, _START_LIMIT):
            account = choose(data)
            running = _settled(data)
            if running is None:
                _prepare(data, tools, account, given)
                running = _launch(data, tools, account)
            _ensure_database(running)
    return running


def stop(data_dir: Path, *, version: int = VERSION, binaries: Path | None = None) -> bool:
    """Stop the server of a project; open transactions are rolled back.

    Returns:
        Whether a server was running.

    Raises:
        EmbeddedServerError: It did not stop, or belongs to another user.
    """
    tools = installation(binaries)
    data = _data(data_dir, tools.version if binaries else version)
    with _explained(data_dir):
        if not data.is_dir():
            return False
        with locked(data.parent, _STOP_LIMIT):
            if find_running(data) is None:
                return False
            account = choose(data)
            open_way(data, account)  # it may have been closed since the start
            command = [*_pg_ctl(tools, "stop", _STOP_LIMIT), "-m", "fast"]
            done = run(command, account, data=data)
            if done.returncode != 0:
                raise EmbeddedServerError(
                    f"the embedded server did not stop: {done.stdout.strip().splitlines()[-1]}"
                    f" (its log is {data / LOG_FILE})"
                )
    return True


def status(data_dir: Path, *, version: int = VERSION) -> Running | None:
    """The running server of a project, or None; nothing is changed.

    Raises:
        ConfigError: The extra ``embedded`` is not installed.
        EmbeddedServerError: The folder belongs to another user.
    """
    with _explained(data_dir):
        return find_running(_data(data_dir, version))


def _data(data_dir: Path, version: int) -> Path:
    # Resolved, because the way to it is opened folder by folder.
    return data_dir.resolve() / f"postgres-{version}"


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)  # another starter may have been faster
    # Made by root in someone's project, it is theirs: they must be able to use it too.
    owner = choose(folder / "postgres")
    if owner is not None and owner.user == folder.parent.stat().st_uid:
        own(folder, owner)


def _settled(data: Path) -> Running | None:
    """The server, once it neither starts nor stops any more; None when it is gone."""
    deadline = time.monotonic() + _START_LIMIT
    while (running := find_running(data)) is not None and not running.ready:
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"the embedded server in {data} has been starting or stopping for"
                f" {_START_LIMIT} s: see {running.log}"
            )
        time.sleep(0.05)
    return running


def _prepare(
    data: Path, tools: Installation, account: Account | None, given: Mapping[str, str]
) -> None:
    open_programs(tools.binaries.resolve(), account)
    open_way(data, account)
    if not (data / "PG_VERSION").exists():
        initialise(data, tools, account, sync=given.get("fsync") != "off")
    elif account is not None and data.stat().st_uid == 0:
        own(data, account)  # copied or restored by root
    clear_stale(data)
    address = choose_address(data, account)
    address.clear_stale()
    write_settings(data, address, account, given)


def _pg_ctl(tools: Installation, action: str, limit: int) -> list[str | Path]:
    return [tools.program("pg_ctl"), action, "-w", "-t", str(limit)]


def _launch(data: Path, tools: Installation, account: Account | None) -> Running:
    log = data / LOG_FILE
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    # Into the null device, not a pipe: on Windows the server inherits it and a pipe would
    # never end.
    command = [*_pg_ctl(tools, "start", _START_LIMIT), "-l", LOG_FILE]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        done = run(command, account, output=nowhere, data=data)
    running = find_running(data)
    if done.returncode != 0 or running is None:
        raise EmbeddedServerError(
            f"the embedded server did not start: {_last_error(log)} (its log is {log})"
        )
    return running


def _last_error(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "it wrote no log"
    for line in reversed(lines):
        if "FATAL:" in line or "PANIC:" in line or "ERROR:" in line:
            return line.split("] ", 1)[-1].strip()
    return lines[-1] if lines else "its log is empty"


def _ensure_database(running: Running) -> None:
    """Make the project's database where it is missing.

    At each start and not only the first: a start that was killed between the
    server and its database must not leave one without the other.
    """
    import psycopg
    from psycopg import sql
    from sqlalchemy import make_url

    url = make_url(running.url).set(database="postgres")
    parameters: dict[str, Any] = {**url.translate_connect_args(username="user"), **url.query}
    parameters["dbname"] = parameters.pop("database")
    try:
        with psycopg.connect(**parameters, autocommit=True) as admin:
            found = admin.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    except psycopg.Error as error:
        raise EmbeddedServerError(
            f"the embedded server runs but refuses work: {str(error).strip().splitlines()[-1]}"
            f" (its log is {running.log})"
        ) from error


@contextmanager
def _explained(data_dir: Path) -> Generator[None]:
    """Say in one line what the file system refused."""
    try:
        yield
    except OSError as error:
        path = error.filename or data_dir
        raise EmbeddedServerError(
            f"the data folder {data_dir} cannot be used: {path}: {error.strerror or error};"
            " make it yours, or name another with AIT_DATA_DIR"
        ) from error

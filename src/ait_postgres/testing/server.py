"""The server of a test run, and databases on it that come from a template.

A template is named by the hash of its migrations folder, built under another
name and renamed when whole: workers and later runs use it or wait for it, and
never see half of it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from ait_postgres.server_url import read_url

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL

_PREFIX = "ait-postgres-test-"
# Nothing here survives the run, so nothing needs to survive a power cut.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # DROP DATABASE scans all of it: 32 MB is enough for tables of a few rows.
    "shared_buffers": "32MB",
    "max_connections": "200",
}
# Any number that no other program locks; "ait" and a t in ASCII.
_LOCK = 0x61697474


def new_data_dir() -> Path:
    """The path of a run's data folder; servers of runs that were killed are removed."""
    base = Path(tempfile.gettempdir())
    for left in base.glob(f"{_PREFIX}*"):
        owner = re.fullmatch(rf"{_PREFIX}(\d+)-\w+", left.name)
        if owner and not _alive(int(owner[1])):
            remove_data_dir(left)
    return base / f"{_PREFIX}{os.getpid()}-{uuid.uuid4().hex[:8]}"


def remove_data_dir(data_dir: Path) -> None:
    """Stop the servers of a data folder and remove it, where there is one."""
    if not data_dir.is_dir() or data_dir.stat().st_uid != os.geteuid():
        return
    from ait_postgres import embedded

    for data in data_dir.glob("postgres-??"):
        embedded.stop(data_dir, version=int(data.name.removeprefix("postgres-")))
    shutil.rmtree(data_dir, ignore_errors=True)


def start(data_dir: Path, binaries: Path | None = None) -> str:
    """Start the run's server, or find it started by another worker; its URL.

    Args:
        data_dir: The run's data folder.
        binaries: Folder of another PostgreSQL's programs; the embedded one's by default.
    """
    from ait_postgres import embedded

    return embedded.start(data_dir, binaries=binaries, settings=_SETTINGS).url


def _alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid)


@dataclass(slots=True)
class Server:
    """A server on which databases are made for tests."""

    url: URL
    admin: psycopg.Connection[tuple[object, ...]]
    _templates: dict[Path, str] = field(default_factory=dict[Path, str])

    @classmethod
    @contextmanager
    def connected(cls, url: str) -> Generator[Server]:
        """A server by its SQLAlchemy URL; the user must be allowed to create databases."""
        target = read_url(url)
        parameters: dict[str, Any] = dict(target.parameters)
        with psycopg.connect(**parameters, autocommit=True) as admin:
            yield cls(target.sqlalchemy_url(), admin)

    @contextmanager
    def database(self, *, template: str | None = None) -> Generator[URL]:
        """A database for one test, dropped at the end; empty unless cloned."""
        name = f"ait_test_{uuid.uuid4().hex[:16]}"
        self._create(name, template or "template0")
        try:
            yield self.url.set(database=name)
        finally:
            self._drop(name)

    def template(self, folder: Path) -> str:
        """The name of the database that a migrations folder leads to, made if need be."""
        if folder not in self._templates:
            self._templates[folder] = self._build(folder)
        return self._templates[folder]

    def _build(self, folder: Path) -> str:
        name = f"ait_template_{_hash(folder)}"
        self.admin.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            if not self._exists(name):
                fresh = f"{name}_new"
                self._drop(fresh)
                self._create(fresh, "template0")
                _migrate(self.url.set(database=fresh), folder)
                self._execute("ALTER DATABASE {} RENAME TO {}", fresh, name)
        finally:
            self.admin.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return name

    def _create(self, name: str, template: str) -> None:
        # Measured on 35 tables: 19 ms as file copy, 37 ms through the log. With
        # fsync on, a file copy waits for two checkpoints and is the slower one.
        fast = self.admin.info.server_version >= 150000 and self._setting("fsync") == "off"
        strategy = " STRATEGY file_copy" if fast else ""
        self._execute("CREATE DATABASE {} TEMPLATE {}" + strategy, name, template)

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _exists(self, name: str) -> bool:
        found = self.admin.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None

    def _setting(self, name: str) -> object:
        row = self.admin.execute("SELECT current_setting(%s)", [name]).fetchone()
        return row and row[0]

    def _execute(self, statement: LiteralString, *names: str) -> None:
        self.admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _migrate(url: URL, folder: Path) -> None:
    from ait_postgres import migrate

    engine = create_engine(url, poolclass=NullPool)
    try:
        migrate.apply(engine, migrate.read_folder(folder))
    finally:
        engine.dispose()


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]

"""Where the server listens.

On POSIX a Unix socket in a folder that only the server's account may enter, and
no TCP at all, so that ``trust`` is as strong as the file system. On Windows TCP
on 127.0.0.1, where any local user could connect, so with a password.
"""

from __future__ import annotations

import hashlib
import secrets
import socket
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ait_postgres.embedded.account import own
from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    from ait_postgres.embedded.account import Account

USER = "postgres"
DATABASE = "ait"
PASSWORD_FILE = "password"  # noqa: S105 - the name of a file

# sun_path holds 104 bytes on macOS, 108 on Linux, with its closing zero.
_SOCKET_LIMIT = 103
_SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Address:
    """Host (a folder for a socket) and port, as ``postmaster.pid`` states them."""

    host: str
    port: int

    def clear_stale(self) -> None:
        """Remove a killed server's socket and its lock; called when none runs.

        PostgreSQL takes the lock for held when its pid is any process by now.
        """
        if uses_socket():
            for name in (_SOCKET_NAME, f"{_SOCKET_NAME}.lock"):
                Path(self.host, name).unlink(missing_ok=True)

    def url(self, database: str, password: str | None = None) -> str:
        """A SQLAlchemy URL; host and port are explicit so that PGHOST has no say."""
        if password is None:
            where = f"host={quote(self.host)}&port={self.port}"
            return f"postgresql+psycopg://{USER}@/{database}?{where}"
        secret = quote(password, safe="")
        return f"postgresql+psycopg://{USER}:{secret}@{self.host}:{self.port}/{database}"


def uses_socket() -> bool:
    """Whether servers of this platform listen on a Unix socket."""
    return sys.platform != "win32"


def choose_address(data: Path, account: Account | None) -> Address:
    """An address for a server about to start in this data folder."""
    if not uses_socket():
        return Address("127.0.0.1", _free_port())
    if len(bytes(data / _SOCKET_NAME)) <= _SOCKET_LIMIT:
        return Address(str(data), 5432)
    return Address(str(_short_folder(data, account)), 5432)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _short_folder(data: Path, account: Account | None) -> Path:
    name = f"ait-postgres-{hashlib.sha256(bytes(data)).hexdigest()[:16]}"
    base = Path(tempfile.gettempdir()).resolve()
    if len(bytes(base / name / _SOCKET_NAME)) > _SOCKET_LIMIT:
        base = Path("/tmp")  # noqa: S108 - the folder made in it is private, see below
    folder = base / name
    try:
        folder.mkdir(mode=0o700)
        own(folder, account)
    except FileExistsError:
        _refuse_squatter(folder, data.stat().st_uid)
    return folder


def _refuse_squatter(folder: Path, owner: int) -> None:
    # The name can be foretold, so another user may have made it: a socket in
    # their folder could be theirs too.
    found = folder.lstat()
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == owner
    if not mine or stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedServerError(
            f"{folder} is needed for the server's socket and is not ours alone:"
            " remove it, or set TMPDIR to a folder of your own"
        )


def new_password() -> str:
    """A password for a server that listens on TCP."""
    return secrets.token_urlsafe(24)

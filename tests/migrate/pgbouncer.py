"""A PgBouncer of a test's own, in front of a test server."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL

MISSING = "PgBouncer is not installed (Debian: apt-get install pgbouncer)"


def program() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextlib.contextmanager
def pgbouncer(url: URL, **settings: object) -> Generator[URL]:
    """Serve a database through a pooler; its URL."""
    found = program()
    assert found
    with tempfile.TemporaryDirectory(prefix="ait-pgb-") as made, socket.socket() as free:
        folder = Path(made)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        host = url.query.get("host") or url.host
        target = f"host={host} port={url.query.get('port') or url.port or 5432}"
        ini = {
            "listen_addr": "127.0.0.1",
            "listen_port": port,
            "unix_socket_dir": "",
            "auth_type": "any",
            "ignore_startup_parameters": "extra_float_digits,options",
            **settings,
        }
        lines = [f"* = {target} user={url.username}", "[pgbouncer]"]
        lines += [f"{name} = {value}" for name, value in ini.items()]
        (folder / "pgbouncer.ini").write_text("\n".join(["[databases]", *lines, ""]))
        folder.chmod(0o755)
        command = [found, "-q", str(folder / "pgbouncer.ini")]
        if os.geteuid() == 0:  # it refuses to run as root; the server's account reaches the server
            account = Path(str(host)).stat().st_uid if Path(str(host)).exists() else "nobody"
            named = account if isinstance(account, str) else pwd.getpwuid(account).pw_name
            command[1:1] = ["-u", named]
        free.close()
        pooled = url.set(host="127.0.0.1", port=port, query={})
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
            try:
                _until_it_answers(pooled, running)
                yield pooled
            finally:
                running.terminate()


def _until_it_answers(url: URL, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            psycopg.connect(plain).close()
        except psycopg.OperationalError:
            assert running.poll() is None, running.stdout and running.stdout.read()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return

"""Making a data folder, whole or not at all, and its settings for a start.

``initdb`` works in a folder beside the final one, which is renamed at the end:
a run that was killed in the middle leaves nothing that looks initialised.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ait_postgres.embedded.account import own, run
from ait_postgres.embedded.address import PASSWORD_FILE, USER, new_password, uses_socket
from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

    from ait_postgres.embedded.account import Account
    from ait_postgres.embedded.address import Address
    from ait_postgres.embedded.wheel import Installation

_SETTINGS_FILE = "ait.conf"
# For a laptop: memory as PostgreSQL's own default, times that read the same
# everywhere, and no reader but the server's account.
_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "unix_socket_permissions": "0700",
}


def initialise(data: Path, tools: Installation, account: Account | None, *, sync: bool) -> None:
    """Make the data folder; a half-made one of a killed run is removed first.

    Raises:
        EmbeddedServerError: ``initdb`` failed; nothing is left behind.
    """
    for leftover in data.parent.glob(f"{data.name}.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{data.name}.new-", dir=data.parent))
    try:
        own(fresh, account)
        _initdb(fresh, tools, account, sync=sync)
        _include_settings(fresh / "postgresql.conf")
        fresh.rename(data)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _include_settings(conf: Path) -> None:
    # The folder is the account's by now; as root, follow no link it may hold.
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(conf, flags), "a", encoding="utf-8") as file:
        file.write(
            f"\n# Written anew at every start; what follows it here wins.\n"
            f"include_if_exists '{_SETTINGS_FILE}'\n"
        )


def _initdb(fresh: Path, tools: Installation, account: Account | None, *, sync: bool) -> None:
    command: list[str | Path]
    command = [tools.program("initdb"), "-D", fresh, "-U", USER, "-E", "UTF8", *_locale(tools)]
    if not sync:
        command.append("--no-sync")
    if uses_socket():
        command += ["--auth-local=trust", "--auth-host=reject"]
        _checked(run(command, account))
        return
    # initdb wants its folder empty, so the password comes in from beside it.
    with tempfile.TemporaryDirectory(dir=fresh.parent) as beside:
        secret = Path(beside, PASSWORD_FILE)
        secret.write_text(new_password(), encoding="ascii")
        own(secret.parent, account)
        _checked(run([*command, "--auth=scram-sha-256", f"--pwfile={secret}"], account))
        shutil.move(secret, fresh / PASSWORD_FILE)


def _checked(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if "error" in line or "FATAL" in line]
        reason = (lines or done.stdout.splitlines() or [f"exit code {done.returncode}"])[0]
        raise EmbeddedServerError(f"the data folder could not be initialised: {reason.strip()}")


def _locale(tools: Installation) -> list[str]:
    # Sorting by code point never changes with the operating system, so no index
    # is ever invalidated by an upgrade. From 17 on PostgreSQL has it built in.
    system = "C.UTF-8" if sys.platform == "linux" else "C"
    ctype = f"--lc-ctype={system}"
    if tools.version >= 17:
        return ["--locale=C", ctype, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C", ctype]


def write_settings(
    data: Path, address: Address, account: Account | None, given: Mapping[str, str]
) -> None:
    """Write the settings of the next start, where the server listens among them."""
    listen = {
        "port": str(address.port),
        "listen_addresses": "" if uses_socket() else address.host,
        "unix_socket_directories": address.host if uses_socket() else "",
    }
    text = "".join(
        f"{name} = '{_escaped(value)}'\n"
        for name, value in {**_SETTINGS, **listen, **given}.items()
    )
    # The folder belongs to the server's account, so as root nothing in it may be
    # written through a link: a new file takes the old one's place.
    descriptor, fresh = tempfile.mkstemp(dir=data)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        if account is not None and sys.platform != "win32":
            os.fchown(descriptor, account.user, account.groups[0])
    Path(fresh).replace(data / _SETTINGS_FILE)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")

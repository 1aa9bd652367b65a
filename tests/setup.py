"""Installs what only tests need and pip cannot bring: an older PostgreSQL server.

Run as ``python -m tests.setup`` by ``make test``. Where it may not install, it
says in one line what is missing and which tests are skipped for it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ait_postgres.embedded import VERSION

SERVERS = Path("/usr/lib/postgresql")
CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
OLDEST = 14
SKIPPED = "tests marked older_server are skipped"


def older_server() -> Path | None:
    """The binaries of an installed server that is supported and older than the embedded one."""
    found = sorted(
        (int(folder.name), folder / "bin")
        for folder in SERVERS.glob("[0-9]*")
        if folder.name.isdecimal() and (folder / "bin" / "initdb").exists()
    )
    return next((bin_ for version, bin_ in found if OLDEST <= version < VERSION), None)


def main() -> int:
    if older_server() is not None:
        return 0
    if shutil.which("apt-get") is None:
        print(f"no PostgreSQL 14 to 17 in {SERVERS} and no apt-get to install one: {SKIPPED}")
        return 0
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (
        shutil.which("sudo") is None
        or subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode
    ):
        print(f"no PostgreSQL 14 to 17 in {SERVERS} and no right to install one: {SKIPPED}")
        return 0
    install(sudo)
    if older_server() is None:
        print(f"no PostgreSQL 14 to 17 could be installed: {SKIPPED}")
    return 0


def install(sudo: list[str]) -> None:
    """Install the distribution's server, without the cluster its package would start."""
    package = "postgresql-15" if known("postgresql-15") else "postgresql"
    if not known(package):
        apt(sudo, "update")
    if not CLUSTERS.exists():
        # The package reads it while it is configured and would start a server
        # that nobody asked for.
        apt(sudo, "install", "postgresql-common")
        subprocess.run(
            [
                *sudo,
                "sed",
                "-i",
                "s/^#*create_main_cluster.*/create_main_cluster = false/",
                CLUSTERS,
            ],
            check=False,
        )
    apt(sudo, "install", package)


def known(package: str) -> bool:
    shown = subprocess.run(
        ["apt-cache", "policy", package], capture_output=True, text=True, check=False
    ).stdout
    return "Candidate:" in shown and "Candidate: (none)" not in shown


def apt(sudo: list[str], action: str, *packages: str) -> None:
    subprocess.run(
        [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
        + (["--no-install-recommends"] if action == "install" else [])
        + [action, *packages],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())

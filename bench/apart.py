"""Peers with an environment of their own, installed by `make bench` where it can be.

Each is a script that is given a database and a file of finished rows, opens its
connections, stores the rows, and prints the seconds of the storing alone.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".venv-bench" / "bin" / "python"
DRIZZLE = HERE / "drizzle"


def dlt_missing() -> str | None:
    """Why dlt cannot run, or None."""
    return None if (PYTHON.parent / "dlt").exists() else "not installed"


def drizzle_missing() -> str | None:
    """Why Drizzle cannot run, or None."""
    if shutil.which("node") is None:
        return "not installed: there is no node"
    return None if (DRIZZLE / "node_modules" / "drizzle-orm").exists() else "not installed"


def by_dlt(strategy: str, url: URL, rows: Path, work: Path) -> float:
    """Merge by dlt; its state is kept in the folder `work`, from run to run."""
    command = [str(PYTHON), str(HERE / "dlt_merge.py"), strategy, str(rows), str(work)]
    return _seconds(command, url, work)


def by_drizzle(way: str, url: URL, rows: Path, work: Path) -> float:
    """Upsert by drizzle-orm, `bulk` or `row`."""
    return _seconds(["node", str(DRIZZLE / "save.js"), way, str(rows)], url, work)


def _seconds(command: list[str], url: URL, work: Path) -> float:
    # dlt wants a host, a port and a password; those of the query, a socket's, go before them.
    whole = url.set(
        drivername="postgresql",
        host=url.host or "localhost",
        port=url.port or 5432,
        password=url.password or "none",
    )
    environment = os.environ | {"BENCH_URL": whole.render_as_string(hide_password=False)}
    done = subprocess.run(
        command, env=environment, cwd=work, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-15:]
        raise RuntimeError("\n".join([f"{command[1]} {command[2]} failed:", *last]))
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])

"""`generate` with nothing to do as a whole process, beside its peers; `diff` as tables grow."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import URL, Engine

from ait_postgres.migrate.between import change_between
from ait_postgres.migrate.decisions import Decisions
from ait_postgres.migrate.diff import diff
from ait_postgres.migrate.scratch import scratch_database
from ait_postgres.migrate.sources import Database, read_engine
from ait_postgres.migrate.workshop import Workshop

from . import apart, models, server
from .timing import show

RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("ait-postgres"))
SRC = Path(__file__).parents[1] / "src"
# A whole process is measured warm: with the bytecode of everything it imports on disk.
WARM = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def main(scale: float = 1) -> None:
    """Both parts, on a server of the bench's own."""
    with server.database() as engine, tempfile.TemporaryDirectory(prefix="ait-bench-") as folder:
        nothing_to_do(engine, Path(folder), max(1, round(300 * scale)))
        growing(engine.url, scale)


def nothing_to_do(engine: Engine, work: Path, tables: int) -> None:
    """Medians of several runs in turn."""
    lines = [
        *_rows("AIt's tables", "ait_postgres.schemas:Base", 0.8, engine, work / "ait"),
        *_rows(f"{tables} tables of 18 columns", "app:Base", 2.0, engine, work / "many", tables),
    ]
    show("nothing to do, whole process", ("models", "tool", "median", "wanted"), lines)


def _rows(  # noqa: PLR0917 - what makes up one block of the table
    title: str, named: str, wanted: float, engine: Engine, folder: Path, tables: int | None = None
) -> list[tuple[str, str, str, str]]:
    folder.mkdir()
    if tables is not None:
        (folder / "app.py").write_text(models.sqlalchemy(tables))
    environment = WARM | {
        "POSTGRES_URL": _plain(engine.url),
        "AIT_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": os.pathsep.join([str(SRC), str(folder)]),
    }
    ours = [PROGRAM, "generate"]
    if tables is not None:
        ours += ["--models", named, "--migrations", str(folder / "migrations")]
    _run(ours, folder, environment)  # writes what there is, or nothing
    commands: dict[str, tuple[list[str], dict[str, str]]] = {
        "ait-postgres generate": (ours, environment),
        "ait-postgres check": ([PROGRAM, "check", *ours[2:]], environment),
    }
    with scratch_database(engine.url) as built:
        if (apart.PYTHON.parent / "alembic").exists():
            models.alembic(folder, named)
            _create(built, named, folder)
            url = built.url.render_as_string(hide_password=False)
            commands["alembic check"] = (
                [str(apart.PYTHON), "-m", "alembic", "check"],
                environment | {"BENCH_URL": url},
            )
        if (kit := _drizzle_kit(folder, tables)) is not None:
            commands["drizzle-kit generate"] = (kit, environment)
        found = _medians(commands, folder)
    first = found["ait-postgres generate"]
    return [
        (
            title,
            name,
            f"{seconds:.2f} s" + ("" if seconds == first else f" ({seconds / first:.1f} of ours)"),
            f"{wanted:.1f} s" if name == "ait-postgres generate" else "",
        )
        for name, seconds in found.items()
    ]


def _medians(
    commands: dict[str, tuple[list[str], dict[str, str]]], folder: Path
) -> dict[str, float]:
    for command, environment in commands.values():
        _run(command, folder, environment)
    runs = [
        {name: _run(command, folder, env) for name, (command, env) in commands.items()}
        for _ in range(RUNS)
    ]
    return {name: statistics.median(run[name] for run in runs) for name in commands}


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    # Alembic sees changes in our indexes where there are none, and says so by failing.
    if done.returncode and "alembic" not in command:
        said = (done.stdout + done.stderr).strip().splitlines()[-15:]
        raise RuntimeError("\n".join([f"{' '.join(command)} failed:", *said]))
    return seconds


def _create(built: Engine, named: str, folder: Path) -> None:
    """The models' tables, by SQLAlchemy itself, in a process that imports nothing of the bench."""
    module, _, name = named.partition(":")
    url = built.url.render_as_string(hide_password=False)
    code = (
        f"from {module} import {name}; from sqlalchemy import create_engine;"
        f" {name}.metadata.create_all(create_engine({url!r}))"
    )
    environment = WARM | {"PYTHONPATH": os.pathsep.join([str(SRC), str(folder)])}
    _run([sys.executable, "-c", code], folder, environment)


def _drizzle_kit(folder: Path, tables: int | None) -> list[str] | None:
    """drizzle-kit on the same tables, its first migration written; None where it is not there."""
    program = apart.DRIZZLE / "node_modules" / ".bin" / "drizzle-kit"
    if tables is None or not program.exists() or shutil.which("node") is None:
        return None
    (folder / "node_modules").symlink_to(apart.DRIZZLE / "node_modules")
    (folder / "schema.ts").write_text(models.drizzle(tables))
    command = [str(program), "generate", "--dialect=postgresql", "--schema=schema.ts", "--out=out"]
    _run(command, folder, WARM)
    return command


def growing(url: URL, scale: float) -> None:
    """`diff` between two databases of which one table in ten differs, from small to large."""
    lines = []
    for tables in (max(1, round(count * scale)) for count in (30, 300, 3000)):
        with scratch_database(url) as old, scratch_database(url) as new:
            _build(old, models.sql(tables))
            _build(new, models.sql(tables, changed=10))
            start = time.perf_counter()
            before, after = read_engine(old), read_engine(new)
            read = time.perf_counter()
            steps = diff(before, after)
            compared = time.perf_counter()
            change_between(Database(old), Database(new), Workshop(lambda: url), Decisions())
            proven = time.perf_counter() - compared
        whole = compared - start
        lines.append(
            (
                f"{tables:,}",
                f"{len(steps):,}",
                f"{read - start:.2f} s",
                f"{compared - read:.2f} s",
                f"{proven:.2f} s",
                f"{whole / tables * 1000:.2f} ms",
                f"{proven / tables * 1000:.2f} ms",
            )
        )
    heads = ("tables", "statements", "read both", "compare", "proven", "a table", "proven")
    show("diff of two databases (wanted: linear)", heads, lines)


def _build(engine: Engine, statements: list[str]) -> None:
    # A transaction locks all that it makes; 6,000 relations in one are more than a server
    # with the usual max_locks_per_transaction has room for.
    for place in range(0, len(statements), 200):
        with engine.begin() as connection:
            connection.exec_driver_sql(";".join(statements[place : place + 200]))


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)

"""`migrate` as a whole process, beside its peers: 50 files on an empty database, then none."""

import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from sqlalchemy import URL

from ait_postgres.migrate.journal import Metadata, file_text, sql_hash, write_migration
from ait_postgres.migrate.scratch import scratch_database

from . import apart, models, server
from .changes import PROGRAM, WARM
from .timing import show

RUNS = 5
BREAKPOINT = "--> statement-breakpoint\n"
Command = tuple[list[str], dict[str, str]]


def main(scale: float = 1) -> None:
    """Each tool has a folder of the same statements, and each run a database of its own."""
    files = max(1, round(50 * scale))
    with server.database() as engine, tempfile.TemporaryDirectory(prefix="ait-bench-") as work:
        folder = Path(work)
        tools = {"ait-postgres migrate": _ours(folder / "ours", files)}
        if (apart.PYTHON.parent / "alembic").exists():
            tools["alembic upgrade"] = _alembic(folder / "theirs", files)
        if apart.drizzle_missing() is None:
            tools["drizzle-orm's migrator"] = _drizzle(folder / "drizzle", files)
        runs = [_run_all(engine.url, tools) for _ in range(RUNS)]
    _show(files, tools, runs)


def _show(
    files: int, tools: dict[str, Command], runs: list[dict[str, tuple[float, float]]]
) -> None:
    whole, nothing = (
        {name: statistics.median(run[name][place] for run in runs) for name in tools}
        for place in (0, 1)
    )
    ours = "ait-postgres migrate"
    show(
        "migrate, whole process",
        ("tool", f"{files} files", "nothing to do", "wanted"),
        [
            (
                name,
                f"{whole[name]:.2f} s ({whole[name] / whole[ours]:.1f} of ours)",
                f"{nothing[name]:.2f} s ({nothing[name] / nothing[ours]:.1f} of ours)",
                "0.3 s" if name == ours else "",
            )
            for name in tools
        ],
    )


def _run_all(url: URL, tools: dict[str, Command]) -> dict[str, tuple[float, float]]:
    """By tool: seconds for all files, and for none."""
    found: dict[str, tuple[float, float]] = {}
    for name, (command, environment) in tools.items():
        with scratch_database(url) as empty:
            plain = empty.url.set(drivername="postgresql")
            text = plain.render_as_string(hide_password=False)
            there = environment | {"POSTGRES_URL": text, "BENCH_URL": _of_a_host(plain)}
            found[name] = _run(command, there), _run(command, there)
    return found


def _run(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError("\n".join([f"{' '.join(command)} failed:", done.stdout, done.stderr]))
    return seconds


def _of_a_host(url: URL) -> str:
    """node-postgres wants a host to be there; that of the query, a socket's, goes before it."""
    whole = url.set(host=url.host or "localhost", port=url.port or 5432)
    return whole.render_as_string(hide_password=False)


def _statements(number: int) -> list[str]:
    """One file: a table with its index, and a column more for the one before."""
    made = models.sql(number + 1)[-2:]
    return [*made, f"ALTER TABLE t{number - 1} ADD COLUMN note text"] if number else made


def _ours(folder: Path, files: int) -> Command:
    parents: tuple[str, ...] = ()
    for number in range(files):
        name, text = f"{number + 1:04}_table", file_text(_statements(number))
        metadata = Metadata(parents=parents, hash=sql_hash(text.encode()))
        write_migration(folder, name, text, metadata)
        parents = (name,)
    return [PROGRAM, "migrate", "--migrations", str(folder)], WARM


def _alembic(folder: Path, files: int) -> Command:
    folder.mkdir()
    (folder / "none.py").write_text(
        "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass\n"
    )
    models.alembic(folder, "none:Base")
    for number in range(files):
        lines = "\n".join(f"    op.execute({one!r})" for one in _statements(number))
        before = repr(f"r{number - 1}") if number else None
        (folder / "alembic" / "versions" / f"r{number}.py").write_text(
            f"from alembic import op\nrevision = 'r{number}'\ndown_revision = {before}\n\n"
            f"def upgrade():\n{lines}\n"
        )
    ini = str(folder / "alembic.ini")
    (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = {folder / 'alembic'}\n")
    environment = WARM | {"PYTHONPATH": str(folder)}
    return [str(apart.PYTHON), "-m", "alembic", "-c", ini, "upgrade", "head"], environment


def _drizzle(folder: Path, files: int) -> Command:
    (folder / "meta").mkdir(parents=True)
    entries = []
    for number in range(files):
        tag = f"{number:04}_table"
        text = f";{BREAKPOINT}".join(_statements(number))
        (folder / f"{tag}.sql").write_text(text)
        entries.append(
            {"idx": number, "version": "7", "when": number + 1, "tag": tag, "breakpoints": True}
        )
    journal = {"version": "7", "dialect": "postgresql", "entries": entries}
    (folder / "meta" / "_journal.json").write_text(json.dumps(journal))
    return ["node", str(apart.DRIZZLE / "migrate.js"), str(folder)], WARM

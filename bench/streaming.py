"""`ait-postgres ingest` of NDJSON files of growing size: peak memory, and rows a second.

The memory is the whole process's. From the time, that of the same command on a
file of one row is taken off: Python's start, the imports, the connection.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson
from sqlalchemy import Engine, text

from .payloads import slack_message
from .server import database
from .timing import show

#: Rows of a file, and how often it is ingested; the median counts.
FILES = {10_000: 5, 100_000: 3, 1_000_000: 1}
START_RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("ait-postgres"))


def main(scale: float = 1) -> None:
    """Each file into an empty table."""
    with database() as engine, tempfile.TemporaryDirectory(prefix="ait-bench-") as folder:
        path = Path(folder) / "messages.ndjson"
        _write(path, 1)
        start, _ = _ingest(engine, path, START_RUNS)
        lines: list[tuple[int, int, float | None, float]] = []
        for full, runs in FILES.items():
            count = int(full * scale)
            _write(path, count)
            elapsed, peak = _ingest(engine, path, runs)
            # Less than a start's own scatter says nothing.
            rate = count / (elapsed - start) if elapsed > 1.2 * start else None
            lines.append((count, path.stat().st_size, rate, peak))
    _, _, first_rate, first_peak = lines[0]
    show(
        "streaming: ait-postgres ingest slack_message FILE (in brackets: to the first file's)",
        ("rows", "file", "rows/s", "peak memory"),
        [
            (
                f"{count:,}",
                f"{size / 1e6:,.1f} MB",
                _rate(rate, first_rate),
                f"{peak / 1e6:,.0f} MB ({peak / first_peak:.2f})",
            )
            for count, size, rate, peak in lines
        ],
    )


def _rate(rate: float | None, first: float | None) -> str:
    if rate is None:
        return "too few rows to tell"
    return f"{rate:,.0f}" + (f" ({rate / first:.2f})" if first else "")


def _write(path: Path, count: int) -> None:
    with path.open("wb") as file:
        file.writelines(orjson.dumps(slack_message(n, 0)) + b"\n" for n in range(count))


def _ingest(engine: Engine, path: Path, runs: int) -> tuple[float, float]:
    """Seconds and bytes: the median and the largest of some runs."""
    url = engine.url.render_as_string(hide_password=False)
    peak = str(Path(__file__).with_name("peak.py"))
    command = [PROGRAM, "ingest", "slack_message", str(path), "--url", url]
    taken: list[tuple[float, float]] = []
    for _ in range(runs):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("TRUNCATE slack_messages"))
            connection.execute(text("CHECKPOINT"))
        run = subprocess.run(
            [sys.executable, "-I", "-S", peak, *command],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        told = json.loads(run.stdout.splitlines()[-1])
        taken.append((told["seconds"], told["peak"]))
    return statistics.median(t for t, _ in taken), max(p for _, p in taken)

"""Ingest beside what one would use instead: statements by hand, SQLAlchemy, dlt, drizzle-orm.

Ours starts from parsed JSON: it maps, validates, and writes what changed. The
peers start from finished rows, so that they do neither. All write the same
columns of the same table, but for dlt, which makes a table of its own.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from psycopg.types.json import set_json_dumps
from sqlalchemy import Engine, text

from ait_postgres.ingest import ENTITIES, ingest

from .apart import by_dlt, by_drizzle, dlt_missing, drizzle_missing
from .payloads import pull_requests, slack_messages
from .rows import Rows
from .server import database
from .statements import by_hand, by_sqlalchemy
from .timing import seconds, show

Payloads = list[dict[str, Any]]

SHAPES: dict[str, tuple[Callable[..., Payloads], int]] = {
    "slack_message": (slack_messages, 100_000),
    "github_pull_request": (pull_requests, 20_000),
}


@dataclass(frozen=True)
class Job:
    """Payloads of one entity to store, in the state of the table that has that name."""

    engine: Engine
    entity: str
    state: str
    payloads: Payloads
    folder: Path

    def file(self) -> Path:
        """The finished rows, for a peer in another process; written once."""
        path = self.folder / f"{self.entity} {self.state} {len(self.payloads)}.ndjson"
        if not path.exists():
            Rows(self.entity, self.payloads).write(path)
        return path


def _ours(job: Job) -> float:
    def work() -> None:
        with job.engine.begin() as connection:
            ingest(connection, job.entity, job.payloads)

    return seconds(work)


def _here(store: Callable[[Engine, Rows], None], job: Job) -> float:
    rows = Rows(job.entity, job.payloads)
    return seconds(lambda: store(job.engine, rows))


def _apart(store: Callable[..., float], how: str, job: Job) -> float:
    return store(how, job.engine.url, job.file(), job.folder)


@dataclass(frozen=True)
class Method:
    """One way to store rows.

    `run` gives seconds, `missing` the reason why it cannot; of the payloads, it is
    given `share`: less where the whole would take minutes.
    """

    name: str
    run: Callable[[Job], float]
    missing: Callable[[], str | None] = lambda: None
    share: float = 1


METHODS = (
    Method("ours", _ours),
    Method("COPY, ON CONFLICT by hand", partial(_here, by_hand)),
    Method("SQLAlchemy's upsert", partial(_here, by_sqlalchemy)),
    Method("dlt, upsert", partial(_apart, by_dlt, "upsert"), dlt_missing),
    Method("dlt, delete-insert", partial(_apart, by_dlt, "delete-insert"), dlt_missing),
    Method("drizzle-orm, in bulk", partial(_apart, by_drizzle, "bulk"), drizzle_missing),
    Method("drizzle-orm, row by row", partial(_apart, by_drizzle, "row"), drizzle_missing, 0.05),
)


def main(scale: float = 1) -> None:
    """Insert, all changed, a tenth changed, nothing changed; WAL beside the time."""
    set_json_dumps(orjson.dumps)
    for name, (make, count) in SHAPES.items():
        with database() as engine, tempfile.TemporaryDirectory(prefix="ait-bench-") as folder:
            _shape(engine, Path(folder), name, make, int(count * scale))


def _shape(
    engine: Engine, folder: Path, name: str, make: Callable[..., Payloads], count: int
) -> None:
    states = {
        "insert": make(count),
        "all changed": make(count, 1),
        "10 % changed": _tenth(make, count),
        "unchanged": _tenth(make, count),
    }
    rates: dict[str, list[float] | str] = {}
    wal: dict[str, list[float] | str] = {}
    for method in METHODS:
        if (reason := method.missing()) is not None:
            rates[method.name] = wal[method.name] = reason
            continue
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {ENTITIES[name].table.name}"))
        part = max(1, int(count * method.share))
        label = method.name if part == count else f"{method.name} ({part:,} rows)"
        figures = [
            _measured(method, Job(engine, name, state, payloads[:part], folder))
            for state, payloads in states.items()
        ]
        rates[label] = [part / elapsed for elapsed, _ in figures]
        wal[label] = [size / part for _, size in figures]
    what = f"of {count:,} {name}"
    _compare(f"ingest {what}: rows/s (ours is so many times it)", states, rates, faster=True)
    _compare(f"WAL {what}: bytes a row (it is so many times ours)", states, wal, faster=False)


def _compare(
    title: str, states: dict[str, Payloads], figures: dict[str, list[float] | str], *, faster: bool
) -> None:
    """A line a method; beside each figure, its ratio to ours of the same state."""
    ours = figures["ours"]
    lines: list[list[str]] = []
    for method, values in figures.items():
        if isinstance(values, str):
            lines.append([method, values])
        elif method == "ours":
            lines.append([method, *(f"{value:,.0f}" for value in values)])
        else:
            pairs = zip(values, map(float, ours), strict=True)
            ratios = [(v, o / v if faster else v / max(o, 1)) for v, o in pairs]
            lines.append([method, *(f"{v:,.0f} ({ratio:,.2f})" for v, ratio in ratios)])
    show(title, ("method", *states), lines)


def _tenth(make: Callable[..., Payloads], count: int) -> Payloads:
    """Edition 1, but for each tenth payload, which is of edition 2."""
    new = make(count, 2)
    return [new[n] if n % 10 == 0 else old for n, old in enumerate(make(count, 1))]


def _measured(method: Method, job: Job) -> tuple[float, float]:
    """Seconds, and bytes of WAL."""
    with job.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What the state before left to do (hint bits, full pages) is not this one's work.
        connection.execute(text("VACUUM"))
        connection.execute(text("CHECKPOINT"))
        before = connection.scalar(text("SELECT pg_current_wal_insert_lsn()"))
        elapsed = method.run(job)
        size = connection.scalar(
            text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), :before)"), {"before": before}
        )
    return elapsed, float(size or 0)

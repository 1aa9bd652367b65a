"""Seconds, medians and tables."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table


def seconds(work: Callable[[], object]) -> float:
    gc.collect()  # nobody pays for the garbage of another
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Medians of both, run in turn, so that a drift of the machine meets both alike."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def show(title: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    table = Table(*heads, title=title, title_justify="left")
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=110).print(table, "")

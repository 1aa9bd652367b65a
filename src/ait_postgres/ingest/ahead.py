"""Make the next batch while PostgreSQL stores the one before: two cores at work, not one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Generator[T]:
    """Yield the items in their order, each made in another thread while the last is in use.

    At most one item is made ahead. An error in making one is raised where it
    would have been yielded.
    """
    end = object()
    with ThreadPoolExecutor(1, "ingest-ahead") as worker:
        future = worker.submit(next, items, end)
        while (item := future.result()) is not end:
            future = worker.submit(next, items, end)
            yield item  # type: ignore[misc]  # not the end, so a T

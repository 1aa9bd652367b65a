"""A progress bar on stderr for what takes over a second, and silence for what does not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds: below that a bar only flickers


class LateProgress:
    """Counts what is done; draws only after ``PATIENCE``, and only on a terminal.

    Args:
        title: what is being done, beside the bar.
        unit: what is counted, in the plural.
    """

    def __init__(self, title: str, unit: str) -> None:
        self._title = title
        self._unit = unit
        self._began = time.monotonic()
        self._drawn: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn is not None:
            self._drawn[0].stop()

    def update(self, done: int, total: int | None = None) -> None:
        """Say how far it is; ``total`` is left out while it is not known."""
        if drawn := self._due():
            drawn[0].update(drawn[1], completed=done, total=total, description=self._title)

    def note(self, text: str) -> None:
        """Say what is waited for, in place of what is being done."""
        if drawn := self._due():
            drawn[0].update(drawn[1], description=text)

    def _due(self) -> tuple[Progress, TaskID] | None:
        if self._drawn is None and time.monotonic() - self._began >= PATIENCE:
            self._drawn = self._start()
        return self._drawn

    def _start(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        console = Console(stderr=True)
        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn(f"{{task.completed:,.0f}} {self._unit}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        progress.start()
        return progress, progress.add_task(self._title, total=None)

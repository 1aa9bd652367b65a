"""Results on stdout: a table and a sentence for people, one JSON object for programs.

rich is imported only when something is printed for a person. Its console drops
colours by itself where there is no terminal, and with NO_COLOR.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rich.console import Console
    from rich.table import Table


def print_json(status: str, result: Mapping[str, Any]) -> None:
    """Print the one object of ``--json``; its first key is ``status``."""
    import click
    import orjson

    body = orjson.dumps({"status": status, **result}, default=str)
    click.echo(body.decode())


def people() -> Console:
    """Make the console that results are printed on for people."""
    from rich.console import Console

    # No guessing at colours within text, and no markup: payloads hold brackets.
    return Console(highlight=False, markup=False, emoji=False)


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Lay rows out in columns; columns that hold only numbers are set to the right."""
    from rich import box
    from rich.table import Table

    rows = [list(row) for row in rows]
    laid = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    for place, header in enumerate(headers):
        numbers = all(isinstance(row[place], int) for row in rows)
        laid.add_column(
            header,
            justify="right" if numbers else "left",
            overflow="fold",
            no_wrap=place < len(headers) - 1,  # names and ids stay whole; the last column gives way
        )
    for row in rows:
        laid.add_row(*(_cell(value) for value in row))
    return laid


def print_pairs(lines: Sequence[tuple[str, str]]) -> None:
    """Print facts, one a line: a quiet name, and what it is, never wrapped."""
    import click

    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        click.echo(f"{click.style(f'{name:<{width}}', dim=True)}   {value}", color=colour())


def colour() -> bool | None:
    """What to tell click of colours: none with NO_COLOR, else as the terminal is."""
    return False if os.environ.get("NO_COLOR") else None


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 row``, ``2,048 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short_path(path: Path) -> str:
    """Write a path as seen from the folder the person stands in, where it is below it."""
    folder = path.cwd()
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)

"""The options that commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = TypeVar("Command", bound=Callable[..., object])


def json_option(command: Command) -> Command:
    """Add ``--json`` as the argument ``as_json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object instead of text."
    )(command)


def database_options(command: Command) -> Command:
    """Add ``--url``, ``--wait`` and ``--json``: what every command with a database has."""
    command = json_option(command)
    command = click.option(
        "--wait",
        metavar="SECONDS",
        type=click.FloatRange(min=0),
        default=0.0,
        help="Wait this long for a server that is still starting.",
    )(command)
    return click.option(
        "--url",
        metavar="URL",
        help="The database, as postgresql://user:password@host/name; else POSTGRES_URL.",
    )(command)

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


def migration_number(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> int | None:
    """Read ``12``, ``0012`` or ``0012_name``: the number is what tells files apart."""
    if given is None:
        return None
    number = given.partition("_")[0]
    if not number.isdecimal():
        slip = f"{given!r} is no migration; give its number, as in 0012"
        raise click.BadParameter(slip, context, parameter)
    return int(number)


def limits_options(command: Command) -> Command:
    """Add ``--lock-timeout``, ``--lock-retries`` and ``--statement-timeout``."""
    for option in (
        click.option(
            "--statement-timeout",
            type=click.FloatRange(min=0),
            default=0.0,
            metavar="SECONDS",
            help="How long a statement may run; 0, the default, is without a limit.",
        ),
        click.option(
            "--lock-retries",
            type=click.IntRange(min=0),
            default=10,
            show_default=True,
            metavar="TIMES",
            help="How often to try again when a lock was not to be had.",
        ),
        click.option(
            "--lock-timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=1.0,
            show_default=True,
            metavar="SECONDS",
            help="How long a statement waits for a lock on a table.",
        ),
    ):
        command = option(command)
    return command

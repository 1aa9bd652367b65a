"""The group of all commands, each imported when it is asked for.

A command's module imports click and nothing heavy at its top, so that
``--help``, which reads them all, answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

# In the order in which a person meets them, which is the order of --help.
COMMANDS: Final[Mapping[str, str]] = {
    "demo": "demo",
    "up": "server",
    "down": "server",
    "status": "status",
    "generate": "generate",
    "diff": "diff",
    "lint": "lint",
    "check": "check",
    "drift": "drift",
    "mend": "mend",
    "squash": "squash",
    "migrate": "migrate",
    "revert": "revert",
    "adopt": "adopt",
    "seed": "seed",
    "ingest": "ingest",
    "rejects": "rejects",
    "fields": "fields",
}


class LazyGroup(click.Group):
    """Finds a command in ``COMMANDS`` and imports its module only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ait_postgres.cli.{COMMANDS[cmd_name]}")
        command: object = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in COMMANDS
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer an unknown command with the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            advice = f"did you mean {near[0]!r}?" if near else "see ait-postgres --help"
            raise click.UsageError(f"there is no command {name!r}; {advice}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ait-postgres", message="ait-postgres %(version)s")
def program() -> None:
    """Keep a person's SaaS data in PostgreSQL: tables, migrations, ingest, queries.

    Without POSTGRES_URL, and without --url, the commands use a PostgreSQL that
    is started for this project, with its data in .ait.
    """

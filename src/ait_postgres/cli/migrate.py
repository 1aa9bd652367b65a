"""``migrate``: apply what is pending of a project's migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ait_postgres.cli.options import database_options
from ait_postgres.cli.project import migrations_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ait_postgres.cli.progress import LateProgress
    from ait_postgres.migrate import Result
    from ait_postgres.migrate.progress import Event


def _number(context: click.Context, parameter: click.Parameter, given: str | None) -> int | None:
    """Read ``12``, ``0012`` or ``0012_name``: the number is what tells files apart."""
    if given is None:
        return None
    number = given.partition("_")[0]
    if not number.isdecimal():
        slip = f"{given!r} is no migration; give its number, as in 0012"
        raise click.BadParameter(slip, context, parameter)
    return int(number)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what is pending; apply nothing.")
@click.option(
    "--to", callback=_number, metavar="NUMBER", help="The last migration to apply, as 0012."
)
@click.option(
    "--lock-timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a statement waits for a lock on a table.",
)
@migrations_option
@database_options
def migrate(  # noqa: PLR0917 - click passes them by name
    dry_run: bool,
    to: int | None,
    lock_timeout: float,
    migrations: Path | None,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Apply pending migrations, one transaction a file.

    One run works at a time. A file that was edited after it was applied, is
    missing or unknown stops the run before anything is applied.
    """
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.progress import LateProgress
    from ait_postgres.cli.project import folder_of
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate import apply
    from ait_postgres.project import read_project

    with opened(url, wait) as client, LateProgress("migrating", "files") as bar:
        result = apply(
            client.engine,
            folder_of(read_project(migrations=migrations)),
            to=to,
            dry_run=dry_run,
            lock_timeout=lock_timeout,
            progress=_drawn(bar),
        )
    if as_json:
        print_json("ok" if result.applied else "no_changes", _facts(result))
    elif dry_run:
        _show_pending(result)
    else:
        _show_applied(result)


def _drawn(bar: LateProgress) -> Callable[[Event], None]:
    from ait_postgres.migrate.progress import FileStarted, Waiting

    def draw(event: Event) -> None:
        if isinstance(event, FileStarted):
            bar.update(event.place - 1, event.total)
        elif isinstance(event, Waiting):
            bar.note("waiting for another run")

    return draw


def _facts(result: Result) -> dict[str, Any]:
    return {
        "applied": [
            {"name": one.name, "statements": one.statements, "milliseconds": one.duration_ms}
            for one in result.applied
        ],
        "pending": [one.name for one in result.pending],
    }


def _show_applied(result: Result) -> None:
    from ait_postgres.cli.output import count, people, table

    if not result.applied:
        left = count(len(result.pending), "migration")
        click.echo(f"Nothing to apply; {left} pending." if result.pending else "Nothing to apply.")
        return
    console = people()
    rows = [(one.name, one.statements, one.duration_ms) for one in result.applied]
    console.print(table(("migration", "statements", "ms"), rows))
    pending = f"; {len(result.pending)} pending" if result.pending else ""
    console.print(f"\n{count(len(result.applied), 'migration')} applied{pending}.")


def _show_pending(result: Result) -> None:
    from ait_postgres.cli.output import count, people, table

    if not result.pending:
        click.echo("Nothing to apply.")
        return
    console = people()
    rows = [(one.name, len(one.statements)) for one in result.pending]
    console.print(table(("pending", "statements"), rows))
    console.print(f"\n{count(len(result.pending), 'migration')} to apply; nothing was changed.")

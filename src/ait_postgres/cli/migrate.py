"""``migrate``: apply what is pending of a project's migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import database_options, limits_options, migration_number
from ait_postgres.cli.project import migrations_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be run, and how; apply nothing.")
@click.option(
    "--to",
    callback=migration_number,
    metavar="NUMBER",
    help="The last migration to apply, as 0012.",
)
@click.option(
    "--mark-applied",
    callback=migration_number,
    metavar="NUMBER",
    help="Remember all up to this migration as applied, without running them.",
)
@click.option(
    "--out-of-order/--in-order",
    default=None,
    help="Apply a migration that comes before an applied one, or refuse to; "
    "else as pyproject.toml says, which refuses by default.",
)
@limits_options
@click.option("--verbose", is_flag=True, help="Tell each statement and its time on stderr.")
@migrations_option
@database_options
def migrate(  # noqa: PLR0917 - click passes them by name
    dry_run: bool,
    to: int | None,
    mark_applied: int | None,
    out_of_order: bool | None,
    lock_timeout: float,
    lock_retries: int,
    statement_timeout: float,
    verbose: bool,
    migrations: Path | None,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Apply pending migrations.

    One run works at a time. A file that was edited after it was applied, is
    missing or unknown stops the run before anything is applied. What a run
    that failed or was killed left half done, the next one goes on with.
    """
    from ait_postgres import migrate as room
    from ait_postgres.cli.migration_report import Report
    from ait_postgres.cli.project import folder_of
    from ait_postgres.cli.session import opened
    from ait_postgres.project import read_project

    if mark_applied is not None and (dry_run or to is not None):
        raise click.UsageError("--mark-applied goes with neither --dry-run nor --to")
    project = read_project(migrations=migrations)
    with opened(url, wait) as client, Report(verbose=verbose) as report:
        if mark_applied is not None:
            result = room.mark_applied(
                client.engine, folder_of(project), mark_applied, progress=report.tell
            )
        else:
            result = room.apply(
                client.engine,
                folder_of(project),
                to=to,
                dry_run=dry_run,
                out_of_order=project.out_of_order if out_of_order is None else out_of_order,
                limits=room.Limits(lock_timeout, lock_retries, statement_timeout),
                progress=report.tell,
            )
    if as_json:
        report.print_json(result, dry_run=dry_run)
    elif dry_run:
        report.show_pending(result)
    elif mark_applied is not None:
        report.show_marked(result)
    else:
        report.show_applied(result)

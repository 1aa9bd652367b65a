"""``revert``: back to an earlier migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import database_options, limits_options, migration_number
from ait_postgres.cli.project import decision_options, dev_url_option, migrations_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ait_postgres.migrate.revert import Revert


@click.command()
@click.option(
    "--to",
    callback=migration_number,
    required=True,
    metavar="NUMBER",
    help="The last migration that stays, as 0012; 0: none.",
)
@click.option("--apply", "run", is_flag=True, help="Run it; without, it is only printed.")
@limits_options
@decision_options
@dev_url_option
@migrations_option
@database_options
def revert(  # noqa: PLR0917 - click passes them by name
    to: int,
    run: bool,
    lock_timeout: float,
    lock_retries: int,
    statement_timeout: float,
    rename: tuple[str, ...],
    hints: Path | None,
    allow_data_loss: bool,
    dev_url: str | None,
    migrations: Path | None,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Print the SQL that leads back to an earlier migration, or run it.

    It is computed from what the migrations lead to, and proven in a scratch
    database. What it loses is marked, and needs consent to be run. A database
    that is not what its migrations lead to is refused.
    """
    from ait_postgres.cli.asking import decided
    from ait_postgres.cli.project import decisions, folder_of, workshop
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate import Limits
    from ait_postgres.migrate.revert import plan_revert, run_revert
    from ait_postgres.project import read_project

    folder = folder_of(read_project(migrations=migrations))
    limits = Limits(lock_timeout, lock_retries, statement_timeout)
    with opened(url, wait) as client, workshop(dev_url, url) as shop:
        found = decided(
            lambda answers: plan_revert(client.engine, folder, to, shop, answers, losses_asked=run),
            decisions(rename, hints, allow_data_loss=allow_data_loss),
            as_json=as_json,
        )
        if run and found.migrations:
            run_revert(client.engine, found, limits=limits)
    if as_json:
        _print_json(found, applied=run)
    elif not found.migrations:
        click.echo(f"Nothing to revert: no migration after {to:04} is applied.")
    elif run:
        click.echo(f"Reverted: {', '.join(one.name for one in found.migrations)}.")
        for line in found.kept:
            click.echo(f"{line}.", err=True)
    else:
        for line in _lines(found):
            click.echo(line)


def _lines(found: Revert) -> Iterator[str]:
    from ait_postgres.migrate.decisions import loss_name

    yield f"-- reverts {', '.join(one.name for one in found.migrations)}"
    for line in found.kept:
        yield f"-- {line}"
    planned = found.change.plan.statements if found.change else ()
    home = found.change.old.home if found.change else ""
    losing = {one.sql: loss_name(one.subject, home) for one in planned if one.loses}
    for statement in found.statements:
        if statement.sql in losing:
            yield f"-- loses {losing[statement.sql]}"
        yield f"{statement.sql};"


def _print_json(found: Revert, *, applied: bool) -> None:
    from ait_postgres.cli.output import print_json
    from ait_postgres.migrate.plan import Plan

    plan = found.change.plan if found.change else Plan(statements=())
    facts = {
        "to": found.to,
        "applied": applied and bool(found.migrations),
        "reverted": [one.name for one in found.migrations],
        "loses": found.change.consents if found.change else (),
        "kept": found.kept,
    }
    print_json("ok" if found.migrations else "no_changes", facts | plan.as_json())

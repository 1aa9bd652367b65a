"""``drift``: the live database against what its migrations lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import database_options
from ait_postgres.cli.project import dev_url_option, migrations_option

if TYPE_CHECKING:
    from pathlib import Path

    from ait_postgres.migrate.drift import Drift

DRIFTED = 3


@click.command()
@click.option(
    "--sql",
    "direction",
    type=click.Choice(["to-migrations", "to-database"]),
    help="Print the SQL that brings the one to the other.",
)
@dev_url_option
@migrations_option
@database_options
def drift(  # noqa: PLR0917 - click passes them by name
    direction: str | None,
    dev_url: str | None,
    migrations: Path | None,
    url: str | None,
    wait: float,
    as_json: bool,
) -> int:
    """Show where the database is not what its applied migrations lead to.

    Object by object, with the SQL for either direction. Nothing is changed.
    The exit code is 3 when something differs.
    """
    from ait_postgres.cli.project import folder_of, workshop
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate.drift import find_drift
    from ait_postgres.project import read_project

    folder = folder_of(read_project(migrations=migrations))
    with opened(url, wait) as client, workshop(dev_url, url) as shop:
        found = find_drift(client.engine, folder, shop)
    _show(found, direction, as_json=as_json)
    return DRIFTED if found.differences else 0


def _show(found: Drift, direction: str | None, *, as_json: bool) -> None:
    from ait_postgres.cli.output import count, print_json

    if as_json:
        facts = {
            "differences": found.differences,
            "to_migrations": found.to_migrations,
            "to_database": found.to_database,
        }
        print_json("error" if found.differences else "no_changes", facts)
    elif direction:
        statements = found.to_migrations if direction == "to-migrations" else found.to_database
        if statements is None:
            raise click.ClickException("no statements lead there; ait-postgres drift lists why")
        for statement in statements:
            click.echo(f"{statement};")
    elif not found.differences:
        click.echo("No drift: the database is what its migrations lead to.")
    else:
        for line in found.differences:
            click.echo(line)
        number = len(found.differences)
        click.echo(f"{count(number, 'object differs', 'objects differ')}.", err=True)

"""``squash``: the first migrations of a folder become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import json_option, migration_number
from ait_postgres.cli.project import dev_url_option, migrations_option

if TYPE_CHECKING:
    from pathlib import Path

    from ait_postgres.migrate.squash import Squashed


@click.command()
@click.option(
    "--to",
    callback=migration_number,
    metavar="NUMBER",
    help="The last migration to be replaced, as 0012; the last of all by default.",
)
@click.option("--name", help="What to call it; squashed by default.")
@dev_url_option
@migrations_option
@json_option
def squash(
    to: int | None,
    name: str | None,
    dev_url: str | None,
    migrations: Path | None,
    as_json: bool,
) -> None:
    """Replace the first migrations by one that leads to the same.

    It is written only when it is proven: the same catalogue, the same rows. A
    database that has all of the old ones has the new one; one that has some
    of them is refused until it has all, from the state before the squash.
    """
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.project import folder_of, workshop
    from ait_postgres.migrate.squash import finish_squash, plan_squash, write_squash
    from ait_postgres.project import read_project

    project = read_project(migrations=migrations)
    finished = finish_squash(project.migrations)
    with workshop(dev_url) as shop:
        found = None if finished else plan_squash(folder_of(project), shop, to, name)
    if found:
        write_squash(project.migrations, found)
    if as_json:
        facts = {
            "name": found.name if found else None,
            "replaced": found.replaced if found else finished,
            "rows": found.rows if found else 0,
        }
        print_json("ok" if found or finished else "no_changes", facts)
    elif finished:
        click.echo(f"Finished what was begun: {finished[0]} to {finished[-1]} are replaced.")
    elif found:
        click.echo(_said(project.migrations, found))
    else:
        click.echo("Nothing to squash: there are not two migrations to make one of.")


def _said(path: Path, found: Squashed) -> str:
    from ait_postgres.cli.output import count, short_path

    rows = f", with {count(found.rows, 'row')}" if found.rows else ""
    return (
        f"{short_path(path / f'{found.name}.sql')} written in the place of "
        f"{count(len(found.replaced), 'migration')}{rows}."
    )

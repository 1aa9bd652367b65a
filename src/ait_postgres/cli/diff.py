"""``diff``: the SQL from any state to any other."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import json_option
from ait_postgres.cli.project import (
    decision_options,
    dev_url_option,
    online_options,
    project_options,
)

if TYPE_CHECKING:
    from ait_postgres.migrate.between import Change
    from ait_postgres.migrate.sources import Source
    from ait_postgres.project import Project


@click.command()
@click.option("--from", "old", required=True, metavar="STATE", help="The state that is.")
@click.option("--to", "new", required=True, metavar="STATE", help="The state that is wanted.")
@online_options
@decision_options
@dev_url_option
@project_options
@json_option
def diff(  # noqa: PLR0917 - click passes them by name
    old: str,
    new: str,
    online: bool | None,
    server_version: int | None,
    rename: tuple[str, ...],
    hints: Path | None,
    allow_data_loss: bool,
    dev_url: str | None,
    models: str | None,
    sql: Path | None,
    migrations: Path | None,
    as_json: bool,
) -> None:
    """Print the SQL that leads from one state to another.

    A STATE is a database's URL, an .sql file, a migrations folder, or `models`.
    Nothing is printed where nothing differs. What is printed is proven in a
    scratch database first, and runs as it stands under psql.
    """
    from ait_postgres.cli.asking import decided
    from ait_postgres.cli.project import decisions, lowest_online, workshop
    from ait_postgres.migrate.between import change_between, change_online
    from ait_postgres.project import read_project

    project = read_project(models=models, sql=sql, migrations=migrations)
    lowest = lowest_online(project, online, server_version)
    find = partial(change_online, lowest=lowest) if lowest else change_between
    url = next((state for state in (old, new) if "://" in state), None)
    with ExitStack() as stack:
        before, after = (_source(state, project, stack) for state in (old, new))
        shop = stack.enter_context(workshop(dev_url, url))
        change = decided(
            lambda answers: find(before, after, shop, answers),
            decisions(rename, hints, allow_data_loss=allow_data_loss),
            as_json=as_json,
        )
    _show(change, as_json=as_json)


def _source(state: str, project: Project, stack: ExitStack) -> Source:
    from ait_postgres.cli.project import models_of
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate.journal import read_folder
    from ait_postgres.migrate.sources import Database, Migrations, SqlFile

    if state == "models":
        return models_of(project)
    if "://" in state:
        return Database(stack.enter_context(opened(state, 0)).engine)
    path = Path(state)
    if path.is_dir():
        return Migrations(read_folder(path))
    if not path.is_file():
        raise click.UsageError(
            f"{state!r} is no state: a URL, an .sql file, a migrations folder, or `models`"
        )
    return SqlFile(path)


def _show(change: Change, *, as_json: bool) -> None:
    from ait_postgres.cli.output import print_json
    from ait_postgres.migrate.journal import COMMIT

    if as_json:
        print_json("ok" if change.steps else "no_changes", change.plan.as_json())
        return
    for step in change.steps:
        if step.begins:
            click.echo(f"-- ait: {COMMIT}")
        click.echo(f"{step.sql};")

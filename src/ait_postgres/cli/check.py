"""``check``: the folder is honest and leads to the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import json_option
from ait_postgres.cli.project import dev_url_option, project_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ait_postgres.migrate.lint import Finding
    from ait_postgres.project import Project

FAILED = 3


@click.command()
@dev_url_option
@project_options
@json_option
def check(
    dev_url: str | None,
    models: str | None,
    sql: Path | None,
    migrations: Path | None,
    as_json: bool,
) -> int:
    """Check that the migrations folder is honest and leads to the models.

    Hashes, chain, forks and orphans of the folder; replayed in a scratch
    database it must give what the models build. Where pyproject.toml says
    what migrations are linted for, lint must find no error. The exit code is
    3 when something does not hold.
    """
    from ait_postgres.cli.output import count, print_json
    from ait_postgres.project import read_project

    project = read_project(models=models, sql=sql, migrations=migrations)
    findings, linted = _findings(project, dev_url)
    findings += [str(one) for one in linted if one.is_error]
    if as_json:
        facts = {"findings": findings, "lint": [one.as_json() for one in linted]}
        print_json("error" if findings else "ok", facts)
        return FAILED if findings else 0
    for one in linted:
        if not one.is_error:
            click.echo(str(one), err=True)
    for finding in findings:
        click.echo(finding)
    if findings:
        click.echo(f"{count(len(findings), 'finding')}.", err=True)
    else:
        clean = ", lint clean," if project.lint else ","
        click.echo(f"The migrations are honest{clean} and lead to the models.")
    return FAILED if findings else 0


def _findings(project: Project, dev_url: str | None) -> tuple[list[str], Sequence[Finding]]:
    from ait_postgres.cli.project import folder_of, lint_groups, models_of, workshop
    from ait_postgres.errors import FolderError
    from ait_postgres.migrate.check import check as check_folder
    from ait_postgres.migrate.lint import lint

    try:
        folder = folder_of(project)
    except FolderError as error:
        return [str(error)], ()
    names = [one.name for one in folder.migrations if one.number > project.lint_since]
    with workshop(dev_url) as shop:
        findings = list(check_folder(folder, models_of(project), shop))
        linted: Sequence[Finding] = ()
        if project.lint is not None:  # else a migration that generate wrote might not pass
            linted = lint(folder.migrations, names, shop, lint_groups(project))
    if project.own:
        findings += _stale_targets()
    return findings, linted


def _stale_targets() -> list[str]:
    from ait_postgres.schemas.generate import is_fresh

    return [] if is_fresh() else ["schemas/data_targets.py is stale: run make generate"]

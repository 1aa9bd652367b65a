"""``generate``: the next migration, from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ait_postgres.cli.options import json_option
from ait_postgres.cli.project import (
    decision_options,
    dev_url_option,
    online_options,
    project_options,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ait_postgres.migrate.generate import NewFile
    from ait_postgres.migrate.lint import Finding
    from ait_postgres.migrate.plan import Plan
    from ait_postgres.project import Project

_NOTHING = "Nothing to generate: the migrations lead to the models."


@click.command()
@click.option("--name", help="What to call it; chosen from what it does by default.")
@click.option("--custom", is_flag=True, help="Write an empty migration, to be filled by hand.")
@click.option(
    "--explain",
    is_flag=True,
    help="Print its SQL, and what each statement locks, rewrites and risks; write nothing.",
)
@online_options
@decision_options
@dev_url_option
@project_options
@json_option
def generate(  # noqa: PLR0917 - click passes them by name
    name: str | None,
    custom: bool,
    explain: bool,
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
    """Write the migration that brings the folder to the models.

    It is written only when it is proven: run on the folder's state in a
    scratch database, it gives exactly what the models build.
    """
    from ait_postgres.cli.findings import show_findings
    from ait_postgres.cli.project import folder_of, lowest_online
    from ait_postgres.migrate.generate import custom_file, write_file
    from ait_postgres.migrate.plan import Plan
    from ait_postgres.project import read_project

    project = read_project(models=models, sql=sql, migrations=migrations)
    file: NewFile | None
    if custom:
        plan, file = Plan(statements=()), custom_file(folder_of(project), name)
        findings: tuple[Finding, ...] = ()
        lowest = None
    else:
        given = (rename, hints, allow_data_loss)
        lowest = lowest_online(project, online, server_version)
        found = _found(project, name, given, dev_url, online=lowest, as_json=as_json)
        plan, file, findings = found
    if file and not explain:
        write_file(project.migrations, file)
    if as_json:
        _print_json(project, file, plan, findings, written=not explain)
        return
    if explain:
        _explain(file, plan)
    else:
        _show(project, file)
    show_findings(findings, err=True)
    if lowest is None and any(one.is_error for one in findings):
        click.echo("generate --online writes the safe form of what has one.", err=True)


def _found(
    project: Project,
    name: str | None,
    given: tuple[tuple[str, ...], Path | None, bool],
    dev_url: str | None,
    *,
    online: int | None,
    as_json: bool,
) -> tuple[Plan, NewFile | None, tuple[Finding, ...]]:
    from ait_postgres.cli.asking import decided
    from ait_postgres.cli.project import decisions, folder_of, lint_groups, models_of, workshop
    from ait_postgres.migrate.generate import generate as find
    from ait_postgres.migrate.lint import lint

    rename, hints, allow = given
    folder, models = folder_of(project), models_of(project)
    with workshop(dev_url) as shop:
        change, file = decided(
            lambda answers: find(folder, models, shop, answers, name, online=online),
            decisions(rename, hints, allow_data_loss=allow),
            as_json=as_json,
        )
        if file is None:
            return change.plan, None, ()
        chain = (*folder.migrations, file.as_migration())
        return change.plan, file, lint(chain, [file.name], shop, lint_groups(project))


def _print_json(
    project: Project,
    file: NewFile | None,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    written: bool,
) -> None:
    from ait_postgres.cli.output import print_json

    facts: list[dict[str, Any]] = [
        {"name": one.name, "path": str(project.migrations / f"{one.name}.sql"), "sql": one.sql}
        for one in ([file] if file else [])
    ]
    more = {"findings": [one.as_json() for one in findings]} | plan.as_json()
    print_json("ok" if file else "no_changes", {"written": written, "migrations": facts} | more)


def _explain(file: NewFile | None, plan: Plan) -> None:
    from ait_postgres.cli.explaining import explained

    if not file:
        click.echo(_NOTHING)
        return
    click.echo(f"-- {file.name}.sql")
    for line in explained(plan.statements):
        click.echo(line)


def _show(project: Project, file: NewFile | None) -> None:
    from ait_postgres.cli.output import short_path

    if not file:
        click.echo(_NOTHING)
        return
    click.echo(f"{short_path(project.migrations / f'{file.name}.sql')} written.")

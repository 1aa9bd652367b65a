"""``lint``: what migrations do where people work, seen by running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import json_option
from ait_postgres.cli.project import dev_url_option, migrations_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.lint import Finding

FAILED = 3


@click.command()
@click.argument("names", metavar="[MIGRATION]...", nargs=-1)
@click.option("--since", type=int, metavar="NUMBER", help="Only what comes after this migration.")
@dev_url_option
@migrations_option
@json_option
def lint(
    names: tuple[str, ...],
    since: int | None,
    dev_url: str | None,
    migrations: Path | None,
    as_json: bool,
) -> int:
    """Say what migrations lock, rewrite and break where people work.

    Each statement is run on invented rows and watched; rules judge what it did.
    A comment `-- ait: allow RULE REASON` before a statement silences a rule
    there. Without a name, all migrations are looked at. The exit code is 3 when
    there is an error among the findings.
    """
    from ait_postgres.cli.findings import show_findings
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.project import folder_of, lint_groups, workshop
    from ait_postgres.migrate.lint import lint as lint_migrations
    from ait_postgres.project import read_project

    project = read_project(migrations=migrations)
    folder = folder_of(project)
    if since is None and not names:
        since = project.lint_since
    chosen = _chosen(folder, names, since)
    with workshop(dev_url) as shop:
        findings = lint_migrations(folder.migrations, chosen, shop, lint_groups(project))
    failed = any(one.is_error for one in findings)
    if as_json:
        print_json(
            "error" if failed else "ok",
            {"migrations": list(chosen), "findings": [one.as_json() for one in findings]},
        )
    else:
        show_findings(findings)
        _sum_up(chosen, findings)
    return FAILED if failed else 0


def _chosen(folder: Folder, names: Sequence[str], since: int | None) -> tuple[str, ...]:
    """The names of the migrations to look at, in order."""
    wanted: set[str] = set()
    for name in names:
        stem = name.rpartition("/")[2].removesuffix(".sql")
        found = [one.name for one in folder.migrations if one.name == stem]
        found = found or [one.name for one in folder.migrations if one.name.startswith(f"{stem}_")]
        if not found:
            raise click.UsageError(f"no migration of {folder.path} is called {name!r}")
        wanted.update(found)
    return tuple(
        one.name
        for one in folder.migrations
        if (one.name in wanted or not names) and (since is None or one.number > since)
    )


def _sum_up(chosen: Sequence[str], findings: Sequence[Finding]) -> None:
    from ait_postgres.cli.output import count

    looked = count(len(chosen), "migration")
    if not findings:
        click.echo(f"{looked} looked at: nothing found.")
        return
    errors = sum(one.is_error for one in findings)
    warnings = len(findings) - errors
    said = f"{count(errors, 'error')}, {count(warnings, 'warning')}"
    click.echo(f"{looked} looked at: {said}.", err=True)

"""How a person is told of lint's findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ait_postgres.migrate.lint import Finding

_WIDTH = 100  # characters of a statement


def show_findings(findings: Sequence[Finding], *, err: bool = False) -> None:
    """Print each: where it is, what is wrong and whom it hits, and what to do."""
    from ait_postgres.cli.output import colour

    for one in findings:
        severity = click.style(one.severity, fg="red" if one.is_error else "yellow")
        place = f"{one.file}:{one.line}"
        click.echo(f"{place}: {severity}: {one.rule}", err=err, color=colour())
        click.echo(f"    {_line(one.sql)}", err=err)
        click.echo(f"  {one.text}.", err=err)
        click.echo(f"  What to do: {one.advice}.", err=err)
        for sql in one.safe:
            for line in f"{sql};".splitlines():
                click.echo(f"    {line}", err=err)
        click.echo(err=err)


def _line(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3]}..."

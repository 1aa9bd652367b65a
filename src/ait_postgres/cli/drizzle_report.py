"""What ``adopt`` tells people of a database that Drizzle made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from ait_postgres.cli.output import count, people, short_path, table

if TYPE_CHECKING:
    from ait_postgres.migrate.adopt.drizzle import Verified

_STATES = {
    "applied": "applied",
    "edited": "edited after it was applied",
    "pending": "pending: applied first, as it is",
    "skipped": "never run: older than the last that was, so Drizzle takes it for applied",
}


def show_drizzle(found: Verified) -> None:
    """Say how its folder and its history stand."""
    folder, states = found.folder, found.history.states
    files = len(folder.files) + len(folder.outside)
    click.echo(
        f"Drizzle's folder {short_path(folder.path)}: {count(files, 'file')}, "
        f"{len(folder.files)} of them in its history, form {folder.form}."
    )
    counts = Counter(states.values())
    click.echo(", ".join(f"{counts[state]} {state}" for state in _STATES if counts[state]) + ".")
    for one in folder.files:
        if states[one.name] != "applied":
            click.echo(f"{one.file}: {_STATES[states[one.name]]}")
    for row in found.history.unknown:
        click.echo(f"{row.name or row.hash}: was applied, and no file of the folder is it")
    if found.findings:
        rows = [(one.file, one.text) for one in found.findings]
        people().print(table(("file", "what is odd"), rows))
    if found.unreplayed:
        click.echo(
            f"Whether the database is what its files lead to is not known: {found.unreplayed}"
        )
    elif found.drift:
        click.echo("The database is not what its applied files lead to:")
        for line in found.drift:
            click.echo(f"  {line}")
    else:
        click.echo("The database is what its applied files lead to.")
    click.echo()

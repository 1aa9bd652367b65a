"""``seed``: the providers every installation needs."""

from __future__ import annotations

from dataclasses import asdict

import click

from ait_postgres.cli.options import database_options


@click.command()
@database_options
def seed(url: str | None, wait: float, as_json: bool) -> None:
    """Write the providers and the schemas of their settings.

    May be run as often as one likes, also by several at once; a provider that
    was switched off on purpose stays off.
    """
    from ait_postgres.cli.output import count, print_json
    from ait_postgres.cli.session import opened
    from ait_postgres.seed import seed_providers

    with opened(url, wait) as client, client.begin() as connection:
        result = seed_providers(connection)
    changed = bool(result.created or result.updated)
    if as_json:
        print_json("ok" if changed else "no_changes", asdict(result))
    elif changed:
        click.echo(
            f"Providers: {result.created} created, {result.updated} updated, "
            f"{result.unchanged} unchanged."
        )
    else:
        click.echo(f"Nothing to change: {count(result.unchanged, 'provider')} as they should be.")

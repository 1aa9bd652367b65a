"""``fields``: what vendors send and no column holds."""

from __future__ import annotations

import click

from ait_postgres.cli.options import database_options


@click.command()
@click.argument("entity", required=False)
@database_options
def fields(entity: str | None, url: str | None, wait: float, as_json: bool) -> None:
    """Count the fields that vendors send and no column holds.

    Nothing of them is lost: each row keeps them in its column "remainder", from
    which a later migration can fill a column of their own.
    """
    from ait_postgres.cli.output import people, print_json, table
    from ait_postgres.cli.session import opened
    from ait_postgres.ingest import leftover_fields

    with opened(url, wait) as client, client.connect() as connection:
        found = leftover_fields(connection, entity)
    if as_json:
        print_json("ok", {"fields": [one._asdict() for one in found]})
    elif not found:
        click.echo("Every field that was sent has a column.")
    else:
        rows = [
            (one.entity, one.field, one.rows, ", ".join(one.kinds), one.example) for one in found
        ]
        people().print(table(("entity", "field", "rows", "type", "for example"), rows))

"""``rejects``: payloads that are in no table, looked at, tried again, thrown away."""

from __future__ import annotations

import click

from ait_postgres.cli.options import database_options

_entity = click.option("--entity", metavar="ENTITY", help="Only this entity's.")
_ids = click.argument("ids", nargs=-1, metavar="[ID]...")


@click.group()
def rejects() -> None:
    """List, show, retry or purge payloads that could not be stored."""


@rejects.command("list")
@_entity
@click.option("--limit", type=click.IntRange(1, 1000), default=20, help="At most this many; 20.")
@database_options
def list_(entity: str | None, limit: int, url: str | None, wait: float, as_json: bool) -> None:
    """Count the rejects by cause, and list the latest."""
    from ait_postgres.cli.output import people, print_json, table
    from ait_postgres.cli.session import opened
    from ait_postgres.ingest.entities import entity_named
    from ait_postgres.queries.rejects import reject_counts
    from ait_postgres.queries.rejects import rejects as latest

    name = entity_named(entity).name if entity else None
    with opened(url, wait) as client, client.connect() as connection:
        counted = connection.execute(reject_counts(name)).mappings().all()
        listed = connection.execute(latest(entity=name, limit=limit)).mappings().all()
    if as_json:
        print_json(
            "ok" if counted else "no_changes",
            {
                "counts": [dict(row) for row in counted],
                "rejects": [dict(row) for row in listed],
            },
        )
        return
    if not counted:
        click.echo("No rejects.")
        return
    console = people()
    console.print(
        table(("entity", "code", "column", "rejects"), [tuple(row.values()) for row in counted])
    )
    console.print()
    rows = [(row["id"], row["entity"], row["reason"]) for row in listed]
    console.print(table(("id", "entity", "reason"), rows))


@rejects.command()
@click.argument("reject_id", metavar="ID")
@database_options
def show(reject_id: str, url: str | None, wait: float, as_json: bool) -> None:
    """Show one reject whole: why, with what context, and the payload."""
    from ait_postgres.cli.output import print_json, print_pairs
    from ait_postgres.cli.session import opened
    from ait_postgres.errors import UnknownReject
    from ait_postgres.queries.rejects import rejected_payload

    with opened(url, wait) as client, client.connect() as connection:
        row = connection.execute(rejected_payload(reject_id)).mappings().first()
    if row is None:
        raise UnknownReject(f"no reject has the id {reject_id}: see ait-postgres rejects list")
    if as_json:
        print_json("ok", dict(row))
        return
    shown = ("entity", "reason", "field", "context", "payload")
    print_pairs([(name, row[name]) for name in shown if row[name] is not None])


@rejects.command()
@_ids
@_entity
@database_options
def retry(
    ids: tuple[str, ...], entity: str | None, url: str | None, wait: float, as_json: bool
) -> None:
    """Store rejects after a fix: those named, an entity's, or all.

    What is stored now is no reject any more; the others stay, with today's reason.
    """
    from functools import partial

    from ait_postgres.cli.ingest import counts, show_counts
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.session import opened
    from ait_postgres.ingest import retry_rejects
    from ait_postgres.transaction import run_transaction

    with opened(url, wait) as client:
        result = run_transaction(
            client.engine, partial(retry_rejects, entity=entity, ids=ids or None)
        )
    if as_json:
        print_json("ok" if result.changed else "no_changes", counts(result))
    else:
        show_counts("rejects", result)
    _tell_unknown(ids, result.read)


@rejects.command()
@_ids
@_entity
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d"]), help="Only those from before this day (UTC)."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_options
def purge(  # noqa: PLR0917 - click passes them by name
    ids: tuple[str, ...],
    entity: str | None,
    before: object,
    yes: bool,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Delete rejects for good: those named, an entity's, or all."""
    import datetime as dt

    from ait_postgres.cli.output import count, print_json
    from ait_postgres.cli.session import opened
    from ait_postgres.ingest import purge_rejects

    confirm("delete these rejects for good", yes=yes)
    until = before.replace(tzinfo=dt.UTC) if isinstance(before, dt.datetime) else None
    with opened(url, wait) as client, client.begin() as connection:
        deleted = purge_rejects(connection, entity=entity, ids=ids or None, before=until)
    if as_json:
        print_json("ok" if deleted else "no_changes", {"deleted": deleted})
    else:
        click.echo(f"{count(deleted, 'reject')} deleted.")
    _tell_unknown(ids, deleted)


def _tell_unknown(ids: tuple[str, ...], found: int) -> None:
    """Say, beside the answer, that an id is no reject's: mistyped, or stored already."""
    from ait_postgres.cli.output import count

    if (unknown := len(set(ids)) - found) > 0:
        given = count(unknown, "id is no reject's", "ids are no reject's")
        click.echo(f"{given} here: see ait-postgres rejects list", err=True)


def confirm(what: str, *, yes: bool) -> None:
    """Ask a person; without a terminal, --yes must have been given."""
    import sys

    from ait_postgres.errors import ConsentNeeded

    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConsentNeeded(f"to {what}, give --yes: there is no terminal to ask on")
    click.confirm(f"{what.capitalize()}?", abort=True, err=True)

"""``mend``: a folder of two branches, or of files written by hand, becomes one proven chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import json_option
from ait_postgres.cli.project import dev_url_option, migrations_option

if TYPE_CHECKING:
    from pathlib import Path

    from ait_postgres.migrate.applied import Applied
    from ait_postgres.migrate.mend import Mended


@click.command()
@click.option("--first", metavar="NAME", help="A migration whose branch comes first.")
@click.option("--url", help="A database: what is applied there comes first and stays as it is.")
@dev_url_option
@migrations_option
@json_option
def mend(
    first: str | None,
    url: str | None,
    dev_url: str | None,
    migrations: Path | None,
    as_json: bool,
) -> None:
    """Put branches one after the other, and prove files written by hand.

    Where two migrations follow the same one, the branch that is applied at
    --url comes first, else that of --first, else the one with the lower number
    and name; the files of the other are renumbered. The whole chain is
    replayed in a scratch database, and what it leads to is recorded; if it
    does not run, nothing is changed.
    """
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.project import workshop
    from ait_postgres.migrate.mend import mend as mend_folder
    from ait_postgres.project import read_project

    path = read_project(migrations=migrations).migrations
    with workshop(dev_url, url) as shop:
        mended = mend_folder(path, shop, first, _applied(url) if url else ())
    if as_json:
        facts = [{"name": one.new, "was": one.old, "rehashed": one.rehashed} for one in mended]
        print_json("ok" if mended else "no_changes", {"migrations": facts})
        return
    if not mended:
        click.echo("Nothing to mend: the migrations are one proven chain.")
    for one in mended:
        click.echo(_said(one))


def _applied(url: str) -> tuple[Applied, ...]:
    from ait_postgres.cli.session import opened
    from ait_postgres.migrate.applied import AppliedTable, current_schema

    with opened(url, 0) as client, client.connect() as connection:
        return AppliedTable(current_schema(connection)).read(connection)


def _said(one: Mended) -> str:
    what = "hashed anew and proven" if one.rehashed else "proven anew"
    if one.old == one.new:
        return f"{one.new}.sql {what}."
    return f"{one.old}.sql is now {one.new}.sql, {what}."

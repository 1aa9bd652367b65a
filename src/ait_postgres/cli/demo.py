"""``demo``: fill a database from the bundled samples, and show what is there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ait_postgres.cli.options import database_options

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.console import Console

    from ait_postgres.client import PostgresClient
    from ait_postgres.demo import Filled, Tour

NEXT = (
    ("ait-postgres status", "the server and its migrations"),
    ("ait-postgres ingest github_issue FILE", "the same with payloads of your own"),
    ("ait-postgres --help", "every command"),
    ("ait-postgres down", "stop the server; the rows stay"),
)


@click.command()
@database_options
def demo(url: str | None, wait: float, as_json: bool) -> None:
    """Fill a database from bundled samples and show what is there.

    It makes the tables, writes the providers, ingests sample payloads of every
    vendor, and runs a query, pages and a transaction. Run again, it finds
    nothing to change.
    """
    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.session import opened
    from ait_postgres.demo import fill, tour

    with opened(url, wait) as client, _steps() as step:
        step("starting PostgreSQL")
        server = _server(client)
        filled = fill(client, step)
        seen = tour(client)
    if as_json:
        print_json("ok" if filled.changed else "no_changes", _facts(server, filled, seen))
    else:
        _show(server, filled, seen)


@contextmanager
def _steps() -> Generator[Callable[[str], None]]:
    """Say on stderr what is going on, in one line that goes when all is done."""
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


def _server(client: PostgresClient) -> dict[str, Any]:
    from ait_postgres.cli.output import short_path
    from ait_postgres.config import redact_url

    with client.connect() as connection:
        version = connection.exec_driver_sql("SELECT current_setting('server_version')").scalar()
    url = client.settings.url
    return {
        "version": version,
        "embedded": url is None,
        "where": short_path(client.settings.data_dir) if url is None else redact_url(url),
    }


def _facts(server: dict[str, Any], filled: Filled, seen: Tour) -> dict[str, Any]:
    from ait_postgres.cli.ingest import counts

    return {
        "server": server,
        "migrations": filled.migrations,
        "providers": asdict(filled.seeded),
        "ingested": {entity: counts(result) for entity, result in filled.ingested.items()},
        **asdict(seen),
    }


def _show(server: dict[str, Any], filled: Filled, seen: Tour) -> None:
    from ait_postgres.cli.output import count, people, print_pairs

    kind = "started for this project, data in" if server["embedded"] else "at"
    read = sum(result.read for result in filled.ingested.values())
    seeded = filled.seeded
    same = "" if filled.changed else ", all of them known"
    providers = count(seeded.created + seeded.updated + seeded.unchanged, "provider")
    print_pairs(
        [
            ("server", f"PostgreSQL {server['version']}, {kind} {server['where']}"),
            ("migrate", f"{filled.migrations} applied" if filled.migrations else "up to date"),
            ("seed", f"{providers}, {seeded.created} of them new"),
            ("ingest", f"{count(read, 'payload')} of {len(filled.ingested)} entities{same}"),
        ]
    )
    console = people()
    _show_tables(console, filled, seen)
    _show_rejects(console, seen)
    _show_tour(console, seen)
    if not filled.changed:
        console.print("\nNothing to change: all of it was there, as it should be.")
    console.print("\nNext", style="bold")
    for command, purpose in NEXT:
        console.print(f"  {command:<40}{purpose}", soft_wrap=True)


def _show_tables(console: Console, filled: Filled, seen: Tour) -> None:
    from ait_postgres.cli.output import table
    from ait_postgres.ingest import IngestResult

    nothing = IngestResult()
    rows: list[tuple[object, ...]] = []
    for stored in seen.stored:
        result = filled.ingested.get(stored.entity, nothing)
        written = result.inserted + result.updated
        rows.append((stored.entity, stored.table, stored.rows, written, result.rejected))
    console.print()
    console.print(table(("entity", "table", "rows", "written", "rejected"), rows))


def _show_rejects(console: Console, seen: Tour) -> None:
    """Show one reason an entity; the others are in the table it names."""
    if not seen.refused:
        return
    console.print("\nRejected, and kept whole in ingest_rejects", style="bold")
    reasons: dict[str, dict[str, None]] = {}
    for one in seen.refused:
        reasons.setdefault(one.entity, {})[one.reason] = None
    width = max(map(len, reasons))
    for entity, why in reasons.items():
        first, *others = why
        more = f" (+{len(others)})" if others else ""
        line = f"  {entity:<{width}}   {first}"
        console.print(_fit(line, console.width - len(more)) + more, soft_wrap=True)


def _fit(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _show_tour(console: Console, seen: Tour) -> None:
    console.print("\nA query: queries.github.pull_requests(limit=3)", style="bold")
    for one in seen.pull_requests:
        line = f"  {one.repository} #{one.number}   {one.state}   {one.title}"
        console.print(_fit(line, console.width), soft_wrap=True)
    pages, undone = seen.pages, seen.undone
    console.print("\nPages: queries.fetch_page(connection, slack.messages(), cursor)", style="bold")
    sizes = " + ".join(map(str, pages.rows))
    cursor = _fit(pages.cursor or "", 20)
    console.print(f"  {sizes} messages; the second page begins after {cursor}", soft_wrap=True)
    console.print("\nA transaction: run_transaction(engine, fn)", style="bold")
    console.print(
        f"  {undone.before} messages; {undone.within} after a DELETE in a savepoint; "
        f"{undone.after} after it was undone"
    )

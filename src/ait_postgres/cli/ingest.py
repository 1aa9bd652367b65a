"""``ingest``: payload files to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ait_postgres.cli.options import database_options

if TYPE_CHECKING:
    from ait_postgres.ingest import IngestResult
    from ait_postgres.transaction import Retry

# What a person reads at a glance; all of them are in ingest_rejects.
REASONS_SHOWN = 10


def _pairs(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """Read ``channel=C024BE91L``, given once or several times."""
    facts: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not (key and equals):
            slip = f"{text!r} is not KEY=VALUE, as in channel=C024BE91L"
            raise click.BadParameter(slip, context, parameter)
        facts[key] = value
    return facts


@click.command()
@click.argument("entity")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--context",
    multiple=True,
    callback=_pairs,
    metavar="KEY=VALUE",
    help="What the payloads lack, as channel=C024BE91L; may be repeated.",
)
@click.option(
    "--all-of",
    "scope",
    multiple=True,
    callback=_pairs,
    metavar="COLUMN=VALUE",
    help="The files are all there is with this value: delete the other rows that have it.",
)
@click.option("--allow-empty", is_flag=True, help="With --all-of: even if the files are empty.")
@database_options
def ingest(  # noqa: PLR0917 - click passes them by name
    entity: str,
    files: tuple[str, ...],
    context: dict[str, str],
    scope: dict[str, str],
    allow_empty: bool,
    url: str | None,
    wait: float,
    as_json: bool,
) -> None:
    """Store payload files as rows.

    A file is JSON or NDJSON, plain or gzip: one payload, a list, an API's answer
    or a webhook's body. "-" is stdin, a folder stands for the files in it. All
    files are stored, or none; what is in no shape to be stored is kept in
    ingest_rejects with the reason.
    """
    from functools import partial

    from ait_postgres.cli.output import print_json
    from ait_postgres.cli.progress import LateProgress
    from ait_postgres.cli.session import opened
    from ait_postgres.ingest import ingest_files, sync_files
    from ait_postgres.ingest.entities import entity_named
    from ait_postgres.transaction import run_transaction

    work = partial(sync_files, scope=scope, allow_empty=allow_empty) if scope else ingest_files
    # A slip is told before a server is looked for.
    _refuse_unknown(context, entity, entity_named(entity).context_keys)
    retries: list[Retry] = []
    with opened(url, wait) as client, LateProgress(f"ingesting {entity}", "payloads") as bar:
        result = run_transaction(
            client.engine,
            lambda connection: work(
                connection,
                entity,
                files,
                context=context,
                progress=lambda so_far: bar.update(so_far.read),
            ),
            attempts=1 if "-" in files else 5,  # standard input cannot be read a second time
            on_retry=retries.append,
        )
    if as_json:
        status = "ok" if result.changed else "no_changes"
        told = {"entity": entity, **counts(result), "transaction_retries": len(retries)}
        print_json(status, told)
    else:
        show_counts(entity, result)


def _refuse_unknown(context: dict[str, str], entity: str, known: tuple[str, ...]) -> None:
    """What no mapping reads would be passed over in silence."""
    from difflib import get_close_matches

    for key in context.keys() - set(known):
        near = get_close_matches(key, known, 1)
        takes = f"did you mean {near[0]}?" if near else f"it takes {', '.join(known) or 'none'}"
        raise click.UsageError(f"{entity} takes no context {key!r}: {takes}")


def counts(result: IngestResult) -> dict[str, object]:
    """Put a result into JSON; ``asdict`` takes a Counter apart wrongly."""
    fields = {name: getattr(result, name) for name in result.__slots__ if name != "reasons"}
    return {"read": result.read, **fields, "reasons": dict(result.reasons.most_common())}


def show_counts(what: str, result: IngestResult) -> None:
    """Print a result for a person."""
    from ait_postgres.cli.output import count

    numbers = {
        "inserted": result.inserted,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "deleted": result.deleted + result.swept,
        "superseded": result.superseded,
        "rejected": result.rejected,
    }
    told = ", ".join(f"{number:,} {name}" for name, number in numbers.items() if number)
    click.echo(f"{what}: {told or 'nothing'}; {count(result.read, 'payload')} read.")
    if result.repaired:
        click.echo(
            f"{count(result.repaired, 'row')} held what PostgreSQL cannot hold; repaired, "
            'and recorded in the column "remainder".'
        )
    if result.retries:
        click.echo(f"{count(result.retries, 'batch', 'batches')} stored anew after a deadlock.")
    if result.rejected:
        click.echo("Rejected, and kept in ingest_rejects:")
    for reason, times in result.reasons.most_common(REASONS_SHOWN):
        click.echo(f"  {times:>6,}  {reason}")
    if (more := len(result.reasons) - REASONS_SHOWN) > 0:
        click.echo(f"          and {count(more, 'other reason')}")

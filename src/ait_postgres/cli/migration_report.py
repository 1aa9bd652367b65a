"""What ``migrate`` tells: while it works, on stderr, and what it did, on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import click

from ait_postgres.cli.progress import LateProgress
from ait_postgres.migrate.journal import part_runs
from ait_postgres.migrate.progress import (
    BatchDone,
    FileStarted,
    Repaired,
    Retrying,
    StatementDone,
    StatementStarted,
    Waiting,
)

if TYPE_CHECKING:
    from types import TracebackType

    from ait_postgres.migrate import Migration, Result
    from ait_postgres.migrate.journal import Run, Statement
    from ait_postgres.migrate.progress import Event

_WIDTH = 72  # characters of a statement in a list


class Report:
    """Listens to a run, then tells of it.

    Args:
        verbose: Whether each statement is told when it is done, with its time.
    """

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self._bar = LateProgress("migrating", "files")
        self._done: list[StatementDone] = []

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def tell(self, event: Event) -> None:
        """Take an event of the run."""
        match event:
            case FileStarted():
                self._bar.update(event.place - 1, event.total)
                if place := _goes_on(event):
                    self._say(f"{event.migration.file}: going on {place}")
            case StatementStarted():
                of = f"{event.statement.number} of {len(event.migration.statements)}"
                self._bar.note(f"{event.migration.name}, statement {of}")
            case BatchDone():
                self._bar.note(f"{event.migration.name}, {_walked(event)}")
                self._detail(f"{_place(event)}  {_walked(event)}")
            case StatementDone():
                self._done.append(event)
                took = f"{event.seconds * 1000:.0f} ms"
                self._detail(f"{_place(event)}  {took}  {_line(event.statement)}")
            case Repaired():
                self._say(f"{_place(event)}  cleared what a broken attempt left: {event.sql}")
            case Retrying():
                wait = f"try {event.attempt} in {event.seconds:.1f} s"
                self._bar.note(f"{event.migration.name}: a lock was not to be had, {wait}")
                self._detail(f"{event.migration.file}: a lock was not to be had; {wait}")
            case Waiting():
                self._bar.note("waiting for another run")
            case _:
                pass

    def print_json(self, result: Result, *, dry_run: bool) -> None:
        """Print the one object of ``--json``."""
        from ait_postgres.cli.output import print_json

        facts: dict[str, Any] = {
            "applied": [
                {"name": one.name, "statements": one.statements, "milliseconds": one.duration_ms}
                for one in result.applied
            ],
            "pending": [one.name for one in result.pending],
            "statements": [
                {**_where(event), "milliseconds": round(event.seconds * 1000, 1)}
                for event in self._done
            ],
        }
        if dry_run:
            facts["statements"] = [
                {"name": one.name, "statement": statement.number, "line": statement.line}
                | {"transaction": transaction, "sql": statement.sql}
                | ({"batches_of": run.batches.size} if run.batches else {})
                for one in result.pending
                for run, transaction in _planned(one, result)
                for statement in run.statements
            ]
        print_json("ok" if result.applied else "no_changes", facts)

    def show_applied(self, result: Result) -> None:
        """Say what was applied."""
        from ait_postgres.cli.output import count, people, table

        if not result.applied:
            left = count(len(result.pending), "migration")
            say = f"Nothing to apply; {left} pending." if result.pending else "Nothing to apply."
            click.echo(say)
            return
        console = people()
        rows = [(one.name, one.statements, one.duration_ms) for one in result.applied]
        console.print(table(("migration", "statements", "ms"), rows))
        pending = f"; {len(result.pending)} pending" if result.pending else ""
        console.print(f"\n{count(len(result.applied), 'migration')} applied{pending}.")

    def show_marked(self, result: Result) -> None:
        """Say what was marked as applied."""
        from ait_postgres.cli.output import count

        for one in result.applied:
            click.echo(one.name)
        pending = f"; {len(result.pending)} pending" if result.pending else ""
        marked = count(len(result.applied), "migration")
        click.echo(f"{marked} marked as applied{pending}. Nothing was run.")

    def show_pending(self, result: Result) -> None:
        """Say what would be run."""
        from ait_postgres.cli.output import count

        if not result.pending:
            click.echo("Nothing to apply.")
            return
        for migration in result.pending:
            click.echo(migration.name)
            for run, transaction in _planned(migration, result):
                click.echo(f"  {_how(run, transaction)}")
                for statement in run.statements:
                    click.echo(f"    {_line(statement)}")
        number = count(len(result.pending), "migration")
        click.echo(f"\n{number} to apply; nothing was changed.")

    def _detail(self, line: str) -> None:
        if self._verbose:
            self._say(line)

    def _say(self, line: str) -> None:
        click.echo(line, err=True)


def _planned(migration: Migration, result: Result) -> list[tuple[Run, int | None]]:
    """What is left of it, each run with the number of its transaction; None has not just one."""
    done = next((len(one.done) for one in result.unfinished if one.name == migration.name), 0)
    planned: list[tuple[Run, int | None]] = []
    transactions = 0
    for run in part_runs(migration.statements[done:]):
        alone = run.alone or run.batches is not None
        transactions += not alone
        planned.append((run, None if alone else transactions))
    return planned


def _how(run: Run, transaction: int | None) -> str:
    if run.batches:
        return f"batches of {run.batches.size} rows of {run.batches.table}"
    return f"transaction {transaction}" if transaction else "alone"


def _walked(event: BatchDone) -> str:
    share = "" if event.share is None else f", {min(event.share, 1):.0%} of the table"
    return f"batch {event.walked.batches}: {event.walked.rows} rows changed{share}"


def _goes_on(event: FileStarted) -> str:
    """Where an earlier run left a file; empty where none did."""
    if event.walked:
        return f"in statement {event.done + 1}, after the key ({', '.join(event.walked.after)})"
    return f"after statement {event.done}" if event.done else ""


def _where(event: StatementDone) -> dict[str, Any]:
    number, line = event.statement.number, event.statement.line
    return {"name": event.migration.name, "statement": number, "line": line}


def _place(event: StatementDone | BatchDone | Repaired) -> str:
    return f"{event.migration.file}:{event.statement.line}"


def _line(statement: Statement) -> str:
    """A statement in one line, cut."""
    line = " ".join(statement.sql.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3]}..."

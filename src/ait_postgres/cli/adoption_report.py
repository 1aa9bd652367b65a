"""What ``adopt`` tells: beforehand, while it works, and afterwards."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

import click

from ait_postgres.cli.drizzle_report import show_drizzle
from ait_postgres.cli.output import count, people, print_json, short_path, table
from ait_postgres.cli.progress import LateProgress
from ait_postgres.errors import MigrationError
from ait_postgres.migrate.progress import Retrying, StatementDone, StatementStarted, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from ait_postgres.migrate.adopt import Adoption
    from ait_postgres.migrate.adopt.drizzle import Verified
    from ait_postgres.migrate.applied import Applied
    from ait_postgres.migrate.generate import NewFile
    from ait_postgres.migrate.journal import Folder
    from ait_postgres.migrate.model import Key
    from ait_postgres.migrate.progress import Event


class AdoptionReport:
    """Says what an adoption would do, listens to it, and tells of it.

    Args:
        plan: What would be done.
        folder: The migrations that are marked as applied.
        files: Those of them that are written for it.
        drizzle: What is known of its history, where Drizzle made it.
        as_json: Whether one JSON object is printed, at the end, instead of text.
    """

    def __init__(
        self,
        plan: Adoption,
        folder: Folder,
        files: Sequence[NewFile],
        drizzle: Verified | None,
        *,
        as_json: bool,
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._files = files
        self._drizzle = drizzle
        self._as_json = as_json
        self._bar = LateProgress("adopting", "statements")
        self._start = time.monotonic()
        self._seconds: dict[int, float] = {}  # by number of the statement

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
        total = len(self._plan.change.steps)
        match event:
            case StatementStarted():
                self._bar.update(event.statement.number - 1, total)
            case StatementDone():
                self._seconds[event.statement.number] = event.seconds
            case Retrying():
                self._bar.note(f"a lock was not to be had, try {event.attempt} follows")
            case Waiting():
                self._bar.note("waiting for another run")
            case _:
                pass

    def show_plan(self) -> None:
        """Say what would be done."""
        if self._as_json:
            return
        if self._drizzle:
            show_drizzle(self._drizzle)
        for one, seconds in zip(self._plan.change.plan.statements, self._plan.seconds, strict=True):
            guess = f"  -- about {_duration(seconds)} (estimate)" if seconds >= 1 else ""
            click.echo(f"{one.sql};{guess}")
        rows = [self._row(key) for key in sorted(self._plan.tables)]
        if rows:
            click.echo()
            headers = ("table", "rows", "MB", "lock", "held (estimate)", "what happens")
            people().print(table(headers, rows))
        if obstacles := self._plan.obstacles:
            click.echo()
            for line in obstacles:
                click.echo(f"in the way: {line}")

    def show_not_done(self) -> None:
        """Say that nothing was done, and how it is."""
        if self._as_json:
            self._print_json([], applied=False)
        elif self._plan.obstacles:
            raise MigrationError(self._stopped())
        else:
            click.echo(f"\n{self._summary()}Nothing was changed; do it with --apply.")

    def show_done(self, marked: Sequence[Applied]) -> None:
        """Say what was done."""
        if self._as_json:
            self._print_json(marked, applied=True)
            return
        took = _duration(time.monotonic() - self._start)
        names = ", ".join(one.name for one in marked)
        changed = count(len(self._plan.change.steps), "statement")
        for one in self._files:
            click.echo(f"{short_path(self._folder.path / f'{one.name}.sql')} written.")
        click.echo(f"\n{changed} run in {took}; marked as applied: {names or 'nothing'}.")

    def _stopped(self) -> str:
        lines = self._plan.obstacles
        more = f" (and {len(lines) - 1} more)" if lines[1:] else ""
        return f"this database cannot be adopted as it is: {lines[0]}{more}"

    def _summary(self) -> str:
        names = [one.name for one in self._folder.migrations]
        marked = ", ".join(names)
        if not self._plan.change.steps:
            there = "The database is what is wanted: "
            return f"{there}{marked} would be {self._written()}marked as applied. "
        seconds = _duration(sum(self._plan.seconds))
        return (
            f"{count(len(self._plan.change.steps), 'statement')} in one transaction, about "
            f"{seconds} (estimate); then {marked} would be {self._written()}marked as applied. "
        )

    def _written(self) -> str:
        return "written and " if self._files else ""

    def _row(self, key: Key) -> tuple[object, ...]:
        there, held = self._plan.tables[key], self._plan.held(key)
        lock = str(held[0]) if held else None
        seconds = _duration(held[1]) if held else None
        size = round((there.bytes + there.index_bytes) / 1e6, 1)
        return key.identity, there.rows, str(size), lock, seconds, ", ".join(self._happens(key))

    def _happens(self, key: Key) -> Iterator[str]:
        there, statements = self._plan.tables[key], self._plan.change.plan.statements
        if any(key in one.rewrites for one in statements):
            yield "every row written anew"
        for column, number in there.filled.items():
            yield f"{count(number, 'NULL')} of {column} filled"
        for column, number in there.emptied.items():
            yield f"{count(number, 'value')} of {column} become NULL"

    def _print_json(self, marked: Sequence[Applied], *, applied: bool) -> None:
        facts: dict[str, Any] = {
            "applied": applied,
            "migrations": [one.name for one in marked or self._folder.migrations],
            "files": [
                {
                    "name": one.name,
                    "path": str(self._folder.path / f"{one.name}.sql"),
                    "sql": one.sql,
                }
                for one in self._files
            ],
            **self._plan.as_json(),
        }
        if self._drizzle:
            facts["drizzle"] = self._drizzle.as_json()
        if applied:
            facts["seconds"] = round(time.monotonic() - self._start, 3)
            for number, statement in enumerate(facts["statements"], 1):
                statement["seconds"] = round(self._seconds[number], 3)
        if self._plan.obstacles and not applied:
            print_json("error", facts)
            raise SystemExit(1)
        print_json("ok", facts)


def _duration(seconds: float) -> str:
    if seconds >= 120:
        return f"{seconds / 60:.0f} min"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"

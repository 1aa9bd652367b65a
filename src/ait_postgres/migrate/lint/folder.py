"""Lint migrations of a folder: each is run in the state that those before it lead to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group
from ait_postgres.migrate.lint.judge import judge
from ait_postgres.migrate.lint.kept import Kept, rules_digest
from ait_postgres.migrate.lint.watch import watch
from ait_postgres.migrate.run import replay
from ait_postgres.migrate.scratch import copied_database, scratch_database

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence

    from sqlalchemy import Engine

    from ait_postgres.migrate.journal import Migration
    from ait_postgres.migrate.lint.finding import Finding
    from ait_postgres.migrate.workshop import Workshop

#: The rules that are asked where a project says nothing.
USUAL: Final = frozenset({Group.SAFETY})


def lint(
    migrations: Sequence[Migration],
    names: Collection[str],
    workshop: Workshop,
    groups: Collection[Group] = USUAL,
) -> tuple[Finding, ...]:
    """Run migrations in a scratch database and tell what rules find.

    Args:
        migrations: All of the folder, in order.
        names: Those to lint.
        workshop: Where they are run.
        groups: The rules that are asked.

    Raises:
        StatementFailed: PostgreSQL refused a statement.
    """
    path = workshop.snapshots.path
    kept = Kept(path / "lint" if path else None)
    found: dict[str, tuple[Finding, ...]] = {}
    missing: dict[int, str] = {}
    for place, one in enumerate(migrations):
        if one.name not in names:
            continue
        came_from = _came_from(migrations[: place + 1], workshop, groups)
        if (known := kept.load(came_from)) is None:
            missing[place] = came_from
        else:
            found[one.name] = known
    if missing:
        for place, findings in _run(migrations[: max(missing) + 1], missing, workshop, groups):
            found[migrations[place].name] = findings
            kept.keep(missing[place], findings)
    return tuple(one for each in migrations for one in found.get(each.name, ()))


def _came_from(chain: Sequence[Migration], workshop: Workshop, groups: Collection[Group]) -> str:
    hashes = (f"{one.name} {one.sha256}" for one in chain)
    return "\0".join([rules_digest(), workshop.server_version, *sorted(groups), "", *hashes])


def _run(
    migrations: Sequence[Migration],
    places: Collection[int],
    workshop: Workshop,
    groups: Collection[Group],
) -> Generator[tuple[int, tuple[Finding, ...]]]:
    with scratch_database(workshop.url) as scratch:
        for place, migration in enumerate(migrations):
            if place in places:
                last = place == len(migrations) - 1
                with _stage(scratch, workshop, last=last) as engine:
                    yield place, judge(watch(engine, migration), groups)
                if last:
                    return
            with scratch.connect() as connection:
                replay(connection.execution_options(isolation_level="AUTOCOMMIT"), migration)


@contextmanager
def _stage(scratch: Engine, workshop: Workshop, *, last: bool) -> Generator[Engine]:
    """Where a migration is watched: invented rows must not be there for the next one."""
    if last:
        yield scratch
        return
    with copied_database(workshop.url, scratch) as engine:
        yield engine


__all__ = ["USUAL", "lint"]

"""Recorded renames, the other way: what a revert need not ask.

A file's metadata says what it renamed. Of several files together, an object
goes back from its last name to its first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.renames import Rename, exists, in_turn, new_names, parse_rename

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ait_postgres.migrate.journal import Migration
    from ait_postgres.migrate.model import Catalogue

# These follow by themselves: one is like the other in all but its name.
_FOLLOW: Final = frozenset({"constraint", "index"})


@dataclass(frozen=True, slots=True)
class _Trail:
    """An object's names, the schema first: what it was called, and what it is called now."""

    kind: str
    was: tuple[str, ...]
    now: tuple[str, ...]


def undone(
    migrations: Iterable[Migration], found: Catalogue, wanted: Catalogue
) -> tuple[Rename, ...]:
    """The renames that bring back the names from before some migrations.

    Args:
        migrations: Those to be reverted, in the order in which they were applied.
        found: The state after them.
        wanted: The state before them.
    """
    trails: list[_Trail] = []
    for migration in migrations:
        parsed = [parse_rename(one, found.home) for one in migration.metadata.renames]
        renames = in_turn(one for one in parsed if one.kind not in _FOLLOW)
        known = {(one.kind, one.now) for one in trails}
        trails = [_Trail(one.kind, one.was, _after(one.kind, one.now, renames)) for one in trails]
        trails += [
            _Trail(one.kind, one.old, new_names(one, renames))
            for one in renames
            if (one.kind, one.old) not in known
        ]
    return tuple(
        _back(one)
        for one in trails
        if _renamed(one) and exists(one.kind, one.now, found) and exists(one.kind, one.was, wanted)
    )


def _renamed(trail: _Trail) -> bool:
    """Whether it is called otherwise itself, and not only what it stands in."""
    moved = trail.kind == "table" and trail.was[0] != trail.now[0]
    return moved or trail.was[-1] != trail.now[-1]


def _after(kind: str, names: tuple[str, ...], renames: tuple[Rename, ...]) -> tuple[str, ...]:
    own = next((one for one in renames if (one.kind, one.old) == (kind, names)), None)
    return new_names(own or Rename(kind, names, names[-1]), renames)


def _back(trail: _Trail) -> Rename:
    moved = trail.kind == "table" and trail.was[0] != trail.now[0]
    return Rename(trail.kind, trail.now, trail.was[-1], trail.was[0] if moved else None)

"""ALTER DEFAULT PRIVILEGES, taken back; to give is the same as for grants (`diff/grants.py`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.grants import default_privileges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.diff.step import Step
    from ait_postgres.migrate.model import DefaultPrivileges


def create(_item: DefaultPrivileges, _state: State) -> tuple[Step, ...]:
    """Nothing: they are what is granted."""
    return ()


def drop(item: DefaultPrivileges, state: State) -> Iterator[Step]:
    """Take back all that was given, and give back what was taken."""
    for step in default_privileges(item, None, state):
        yield replace(step, drops=frozenset({item.key}), alters=frozenset())


def alter(_old: DefaultPrivileges, _new: DefaultPrivileges, _state: State) -> tuple[Step, ...]:
    """Nothing but grants can differ."""
    return ()

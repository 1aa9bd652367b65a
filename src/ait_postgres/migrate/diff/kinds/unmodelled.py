"""What is compared but not changed: nothing of it is overlooked, and nothing of it is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.model import Unmodelled, changed_fields

if TYPE_CHECKING:
    from ait_postgres.migrate.diff.state import State


def refuse_unmodelled(state: State) -> None:
    """See that whatever no statement is known for is the same on both sides.

    Raises:
        MigrationError: Something of it differs.
    """
    keys = sorted(state.old.by_key.keys() | state.new.by_key.keys())
    differing = [
        key.name
        for key in keys
        if key.kind == Unmodelled.kind and state.old.get(key) != state.new.get(key)
    ]
    if differing:
        raise MigrationError(
            f"these differ, and statements for their kinds are not written for you: "
            f"{', '.join(differing)}; write them by hand in a migration of their own "
            "(generate --custom)"
        )


def create(item: Unmodelled, _state: State) -> Never:
    """Refuse: it would have to be made again around another change."""
    raise MigrationError(
        f"{item.name} stands in the way of another change, and no statement is written for its "
        "kind: write this change by hand (generate --custom)"
    )


drop = create


def alter(old: Unmodelled, new: Unmodelled, _state: State) -> Never:
    """Refuse: it differs."""
    changed = ", ".join(changed_fields(old, new))
    raise MigrationError(
        f"{new.name} differs in {changed}: write this change by hand (generate --custom)"
    )

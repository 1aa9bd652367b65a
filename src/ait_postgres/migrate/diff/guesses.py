"""What a function's text names, which PostgreSQL knows of only where it parses the body.

A guess orders statements, and is given up where it cannot be kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Step
from ait_postgres.migrate.model import Routine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Key


def guesses(state: State, steps: Iterable[Step]) -> dict[Key, frozenset[Key]]:
    """By key of a routine that is made or replaced: what of the other steps its text names."""
    steps = list(steps)
    routines = [item for step in steps if (item := _text_of(step, state))]
    if not routines:
        return {}
    by_name: defaultdict[str, set[Key]] = defaultdict(set)
    for step in steps:
        for key in step.creates | step.alters:
            by_name[_called(key).lower()].add(key)
    return {
        item.key: frozenset(
            key
            for word in set(re.findall(r"\w+", item.body.lower()))
            for key in by_name.get(word, ())
            if key != item.key
        )
        for item in routines
    }


def unchecked(
    steps: Iterable[Step], state: State, guessed: Mapping[Key, frozenset[Key]]
) -> tuple[Step, ...]:
    """Make functions unchecked that had to come before what their text names.

    PostgreSQL checks the body of an SQL function when it is made, which two
    that call each other cannot pass.
    """
    steps = tuple(steps)
    made = {key: place for place, step in enumerate(steps) for key in step.creates}
    return tuple(_unchecked(steps, made, state, guessed))


def _unchecked(
    steps: tuple[Step, ...],
    made: Mapping[Key, int],
    state: State,
    guessed: Mapping[Key, frozenset[Key]],
) -> Iterator[Step]:
    for place, step in enumerate(steps):
        item = _text_of(step, state)
        names = guessed.get(item.key, ()) if item and item.language == "sql" else ()
        if item and any(_whole(key) and made.get(key, 0) > place for key in names):
            yield Step(sql="SET check_function_bodies = off", key=item.key, rank=step.rank)
            yield step
            yield Step(sql="RESET check_function_bodies", key=item.key, rank=step.rank)
        else:
            yield step


def _text_of(step: Step, state: State) -> Routine | None:
    """The routine that a step makes or replaces, if its body is a text."""
    for key in step.creates | step.alters:
        item = state.new.find(Routine, key)
        if item and not item.sql_body:
            return item
    return None


def _whole(key: Key) -> bool:
    return not key.part or key.kind in {"aggregate", "routine"}


def _called(key: Key) -> str:
    """What a text would call it."""
    return key.name if key.kind in {"aggregate", "routine"} else key.part or key.name

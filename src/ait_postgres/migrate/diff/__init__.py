"""Two catalogues to the statements that lead from one to the other.

What differs is asked of its kind's module; what depends on it is dropped
before and made again after; and all of it is put in an order that PostgreSQL
accepts. Nothing here talks to a database.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.comments import comments
from ait_postgres.migrate.diff.gone import Gone, what_goes
from ait_postgres.migrate.diff.grants import grants
from ait_postgres.migrate.diff.guesses import guesses, unchecked
from ait_postgres.migrate.diff.inheritance import (
    as_inherited,
    comes_after_rows,
    comes_along,
    goes_along,
    settled,
    with_heirs,
)
from ait_postgres.migrate.diff.kinds import KINDS
from ait_postgres.migrate.diff.kinds.unmodelled import refuse_unmodelled
from ait_postgres.migrate.diff.order import in_order
from ait_postgres.migrate.diff.renamed import renamed
from ait_postgres.migrate.diff.state import State
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.diff.swap import drop_old, go_over, step_aside
from ait_postgres.migrate.model import Constraint, changed_fields
from ait_postgres.migrate.model.settled import as_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ait_postgres.migrate.model import Catalogue, Key, SchemaObject

_APART: Final = frozenset({"comment", "column_comments", "grants"})
_RELATIONS: Final = frozenset(
    {"table", "view", "materialized_view", "index", "sequence", "composite", "foreign_table"}
)
_TYPES: Final = frozenset(
    {"table", "view", "materialized_view", "enum", "domain", "composite", "range"}
)


def diff(old: Catalogue, new: Catalogue) -> tuple[Step, ...]:
    """The statements that lead from one catalogue to the other, in order.

    Args:
        old: What is there, with its dependencies.
        new: What is wanted, with its dependencies.

    Raises:
        MigrationError: No order of statements leads there, or something
            differs of a kind that no statements are written for.
    """
    old, renames = renamed(old, new)
    if old.objects == new.objects:
        return renames
    state = State(old, new)
    refuse_unmodelled(state)
    changes = _changes(state)
    gone = what_goes(state, changes)
    state.gone = gone.keys
    steps = [*_drops(state, gone), *_alters(state, changes, gone), *_creates(state, gone)]
    steps += [drop_old(type_, gone.over, gone.swapped, state) for type_ in sorted(gone.swapped)]
    steps += grants(state, gone.keys)
    guessed = guesses(state, steps)
    ordered = in_order(steps, state, guesses=guessed, names=_names(state))
    whole = (*renames, *unchecked(ordered, state, guessed))
    return tuple(replace(step, sql=as_written(step.sql)) for step in whole)


def _changes(state: State) -> dict[Key, tuple[Step, ...] | None]:
    """How each object that is on both sides and differs can be changed in place."""
    changes: dict[Key, tuple[Step, ...] | None] = {}
    for key in sorted(state.old.by_key.keys() & state.new.by_key.keys(), key=state.parents_first):
        before, after = state.old.by_key[key], state.new.by_key[key]
        if set(changed_fields(before, after)) - _APART:
            steps = KINDS[key.kind].alter(settled(before, after, state), after, state)
            changes[key] = None if steps is None else tuple(with_heirs(steps, state))
    return changes


def _drops(state: State, gone: Gone) -> Iterator[Step]:
    by_kind = {kind: place for place, kind in enumerate(KINDS)}
    steps: list[Step] = []
    for key in sorted(gone.keys, key=lambda one: (by_kind[one.kind], one)):
        item = state.old.by_key[key]
        if key in gone.implied or goes_along(item, state):
            continue
        steps += (
            step_aside(key, state)
            if key in gone.swapped
            else with_heirs(KINDS[key.kind].drop(item, state), state)
        )
    own = {key for step in steps for key in step.drops}
    together: defaultdict[Key, set[Key]] = defaultdict(set)
    for key, of in gone.implied.items():
        if key not in own:
            together[of].add(key)
    yield from (_with_all(step, together, state) for step in steps)


def _with_all(step: Step, together: Mapping[Key, set[Key]], state: State) -> Step:
    """A step that drops, with what PostgreSQL drops together with its subject."""
    whole = _closed(step.drops, lambda key: together.get(key, set()))
    if not step.split:
        return replace(step, drops=whole)
    *first, last = (
        replace(one, drops=_closed(one.drops, state.old.goes_with)) for one in step.split
    )
    rest = whole.difference(*(part.drops for part in first))
    parts = (*first, replace(last, drops=rest))
    return replace(step, drops=whole, split=parts)


def _closed(keys: frozenset[Key], more_of: Callable[[Key], set[Key]]) -> frozenset[Key]:
    whole = set(keys)
    queue = list(keys)
    while queue:
        more = more_of(queue.pop()) - whole
        whole |= more
        queue += more
    return frozenset(whole)


def _alters(
    state: State, changes: Mapping[Key, tuple[Step, ...] | None], gone: Gone
) -> Iterator[Step]:
    both = state.old.by_key.keys() & state.new.by_key.keys() - gone.keys
    for key in sorted(both, key=state.parents_first):
        if key in gone.over:
            yield from with_heirs(go_over(key, gone.over[key], state), state)
        yield from (_as_it_is_now(one, state) for one in changes.get(key) or ())
        before, after = state.old.by_key[key], state.new.by_key[key]
        yield from comments(before, after, state)


def _as_it_is_now(step: Step, state: State) -> Step:
    """A change, found before it was known what goes: it leaves that alone."""
    return replace(
        step,
        alters=step.alters - state.gone,
        creates=frozenset(one for one in step.creates if not comes_after_rows(one, state)),
    )


def _creates(state: State, gone: Gone) -> Iterator[Step]:
    by_kind = {kind: place for place, kind in enumerate(KINDS)}
    wanted = [key for key in state.new.by_key if key not in state.old or key in gone.keys]
    made: set[Key] = set()
    for key in sorted(wanted, key=lambda one: (by_kind[one.kind], *state.parents_first(one))):
        item = state.new.by_key[key]
        if key not in made and not comes_along(item, state):
            for step in with_heirs(KINDS[key.kind].create(item, state), state):
                made |= step.creates
                yield step
        if (inherited := as_inherited(item, state)) is not item:
            yield from KINDS[key.kind].alter(inherited, item, state) or ()
        yield from comments(None, item, state)


def _names(state: State) -> dict[Key, frozenset[tuple[str, ...]]]:
    """The names that each object takes within its schema."""
    found: dict[Key, frozenset[tuple[str, ...]]] = {}
    for side in (state.old, state.new):
        for key, item in side.by_key.items():
            names = found.get(key, frozenset()) | frozenset(_names_of(key, item))
            if names:
                found[key] = names
    return found


def _names_of(key: Key, item: SchemaObject) -> Iterator[tuple[str, ...]]:
    if key.kind in _RELATIONS:
        yield "relation", key.schema, key.name
    if key.kind in _TYPES:
        yield "type", key.schema, key.name
    if key.kind in {"aggregate", "routine"}:
        yield "routine", key.schema, key.name, key.part
        yield "call", key.schema, key.name
    if isinstance(item, Constraint) and item.form in "pux":
        yield "relation", key.schema, item.name


__all__ = ["Rank", "Step", "diff"]

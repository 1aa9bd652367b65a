"""The order of a plan's statements: a topological sort over what needs what.

What depends on an object is dropped before it and made after it. Where the
needs run in a circle, a guess (a name in a function's text) is given up
first, then a statement is split.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.diff.inheritance import refers_below
from ait_postgres.migrate.model import Sequence as Owned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.diff.step import Step
    from ait_postgres.migrate.model import Key


def in_order(
    steps: Sequence[Step],
    state: State,
    *,
    guesses: Mapping[Key, frozenset[Key]],
    names: Mapping[Key, frozenset[tuple[str, ...]]],
) -> tuple[Step, ...]:
    """Sort the steps; the same steps give the same order.

    Args:
        steps: All of them.
        state: The two catalogues.
        guesses: By key of what is created: what it had better come after.
        names: By key: the names it takes, of which each can be taken once.

    Raises:
        MigrationError: They need each other in a circle that nothing breaks.
    """
    while True:
        graph = _Graph(steps, state, guesses, names)
        order, stuck = graph.sort()
        if not stuck:
            return tuple(order)
        splittable = next((step for step in stuck if step.split), None)
        if splittable is None:
            names_of = ", ".join(dict.fromkeys(str(step.key) for step in stuck[:6]))
            raise MigrationError(
                f"these depend on each other in a circle that no order of statements solves: "
                f"{names_of}; change them in two migrations"
            )
        steps = [part for step in steps for part in (step.split if step is splittable else (step,))]


class _Graph:
    """Which step must come before which."""

    def __init__(
        self,
        steps: Sequence[Step],
        state: State,
        guesses: Mapping[Key, frozenset[Key]],
        names: Mapping[Key, frozenset[tuple[str, ...]]],
    ) -> None:
        self._steps = steps
        self._state = state
        self._names = names
        self._creators = _by_key(steps, "creates")
        self._droppers = _by_key(steps, "drops")
        self._alterers = _by_key(steps, "alters")
        self._after: defaultdict[int, set[int]] = defaultdict(set)
        self._guessed: defaultdict[int, set[int]] = defaultdict(set)
        for place, step in enumerate(steps):
            self._made_after_what_it_needs(place, step)
            self._dropped_after_what_needs_it(place, step)
            for key in step.creates | step.alters:
                for other in guesses.get(key, ()):
                    self._edges(self._creators.get(other, ()), place, into=self._guessed)
                    self._edges(self._alterers.get(other, ()), place, into=self._guessed)
        self._around_tables()
        self._one_name_after_another()
        for places in self._alterers.values():  # in the order in which they were given
            for before, after in pairwise(places):
                self._edge(before, after)

    def _made_after_what_it_needs(self, place: int, step: Step) -> None:
        new, old = self._state.new, self._state.old
        subjects = step.creates | step.alters
        if not subjects and not step.drops:  # a comment, a grant
            subjects = frozenset({step.key})
        for key in subjects:
            needs = new.needs(key) if step.needs is None else step.needs
            item = new.get(key)
            for other in needs:
                if item and refers_below(item, other, new):
                    continue
                self._edges(self._creators.get(other, ()), place)
                own = item and other == item.parent and other.kind != "column"
                if other not in step.alters | step.creates and not own:
                    self._edges(self._alterers.get(other, ()), place)
            if key in step.alters:
                given_up = old.needs(key) - new.needs(key) | step.frees
                for other in given_up:
                    for dropper in self._droppers.get(other, ()):
                        self._edge(place, dropper)

    def _dropped_after_what_needs_it(self, place: int, step: Step) -> None:
        old = self._state.old
        for key in step.drops:
            for one in old.dependents.get(key, ()):
                if one.of not in step.drops:
                    self._edges(self._droppers.get(one.of, ()), place)
            item = old.get(key)
            for other in old.needs(key):
                # Not where the change lets go of what this step drops: that comes first.
                lets_go = (old.needs(other) - self._state.new.needs(other)) & step.drops
                own = item and other == item.parent and other.kind != "column"
                # A column's type may change while it owns a sequence, but not while it is identity.
                owned = isinstance(item, Owned) and not item.of_identity
                if not lets_go and not own and not owned:
                    for alterer in self._alterers.get(other, ()):
                        # An enum gets a value whatever hangs on it, and is committed alone.
                        if not self._steps[alterer].commits:
                            self._edge(place, alterer)
            self._edges([place], *self._creators.get(key, ()))

    def _around_tables(self) -> None:
        """What stands ahead of, or behind, all that happens to a table and what hangs on it."""
        tables = {key for step in self._steps for key in step.ahead | step.behind}
        touching: defaultdict[Key, set[int]] = defaultdict(set)
        for place, step in enumerate(self._steps if tables else ()):
            for key in step.creates | step.drops | step.alters | step.ahead:
                for side in (self._state.old, self._state.new):
                    table = side.table_of(key)
                    if table and table in tables:
                        touching[table].add(place)
        for place, step in enumerate(self._steps):
            for key in step.ahead:
                self._edges([place], *(i for i in touching[key] if not self._steps[i].ahead))
            for key in step.behind:
                self._edges((i for i in touching[key] if not self._reaches_below(i)), place)

    def _reaches_below(self, place: int) -> bool:
        """Whether the tables below get it whenever they are attached.

        So with a trigger, and with what is only made when a table's rows are back.
        """
        step = self._steps[place]
        return step.key.kind == "trigger" or any(one.kind == "rows" for one in step.needs or ())

    def _one_name_after_another(self) -> None:
        """A name is taken only when whoever had it has given it up.

        Two functions can have one, but a call of it may then be ambiguous.
        """
        freed: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, step in enumerate(self._steps):
            for key in step.drops:
                for name in self._names.get(key, ()):
                    freed[name].append(place)
        for place, step in enumerate(self._steps):
            for key in step.creates:
                for name in self._names.get(key, ()):
                    soft = self._guessed if name[0] == "call" else None
                    self._edges(freed.get(name, ()), place, into=soft)

    def _edges(
        self, before: Iterable[int], *after: int, into: defaultdict[int, set[int]] | None = None
    ) -> None:
        for one in before:
            for other in after:
                self._edge(one, other, into)

    def _edge(
        self, before: int, after: int, into: defaultdict[int, set[int]] | None = None
    ) -> None:
        if before != after:
            (self._after if into is None else into)[before].add(after)

    def sort(self) -> tuple[list[Step], list[Step]]:
        """The steps in order, and those of a circle, of which there should be none."""
        while True:
            order, circle = self._sort()
            if not circle or not self._give_up_guesses(circle):
                return [self._steps[i] for i in order], [self._steps[i] for i in circle]

    def _give_up_guesses(self, circle: list[int]) -> bool:
        """Forget what was only guessed in a circle; False: nothing was."""
        found = False
        for after, before in zip(circle, [*circle[1:], circle[0]], strict=True):
            if after in self._guessed[before] and after not in self._after[before]:
                self._guessed[before].discard(after)
                found = True
        return found

    def _sort(self) -> tuple[list[int], list[int]]:
        after = {
            place: self._after[place] | self._guessed[place] for place in range(len(self._steps))
        }
        waits = [0] * len(self._steps)
        for others in after.values():
            for other in others:
                waits[other] += 1
        ready = [self._sorted_by(place) for place, count in enumerate(waits) if not count]
        heapq.heapify(ready)
        order: list[int] = []
        while ready:
            *_, place = heapq.heappop(ready)
            order.append(place)
            for other in after[place]:
                waits[other] -= 1
                if not waits[other]:
                    heapq.heappush(ready, self._sorted_by(other))
        return order, self._circle(after, set(range(len(waits))) - set(order))

    def _circle(self, after: Mapping[int, set[int]], stuck: set[int]) -> list[int]:
        """One circle among what is stuck: much else only waits for it."""
        before: defaultdict[int, set[int]] = defaultdict(set)
        for place in stuck:
            for other in after[place] & stuck:
                before[other].add(place)
        if not stuck:
            return []
        path = [min(stuck)]
        while True:
            previous = min(before[path[-1]])
            if previous in path:
                return path[path.index(previous) :]
            path.append(previous)

    def _sorted_by(self, place: int) -> tuple[int, Key, int]:
        step = self._steps[place]
        return (step.rank, step.key, place)


def _by_key(steps: Sequence[Step], name: str) -> dict[Key, list[int]]:
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for place, step in enumerate(steps):
        for key in getattr(step, name):
            found[key].append(place)
    return dict(found)

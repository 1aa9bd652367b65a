"""What the operations ask of the two states and of the plan as a whole."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.state import State
from ait_postgres.migrate.model import Constraint, Key, Table
from ait_postgres.migrate.quote import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue


class Scene:
    """The plan's statements and the two states between which they lead.

    Args:
        steps: All of them, in order.
        old: What is there.
        new: What is wanted.
        lowest: The oldest major version that the statements must run on.
    """

    def __init__(
        self, steps: Sequence[Step], old: Catalogue, new: Catalogue, *, lowest: int
    ) -> None:
        self.state = State(old, new)
        self.lowest = lowest
        self.made = made = frozenset(key for step in steps for key in step.creates)
        gone = frozenset(key for step in steps for key in step.drops)
        #: What is dropped and made again.
        self.remade = made & gone
        self.state.gone = gone
        #: What is changed in place.
        self.altered = frozenset(key for step in steps for key in step.alters)
        #: What the plan makes, drops or changes: it is not as it will be from the beginning.
        self.touched = made | gone | self.altered
        #: Columns whose change of type rewrites their table.
        self.retyped = frozenset(step.key for step in steps if step.rewrites)

    def stands(self, relation: Key | None) -> bool:
        """Whether a table or a materialised view is there before and after, with its rows."""
        state = self.state
        return (
            relation is not None
            and relation in state.old
            and relation in state.new
            and relation not in state.gone
        )

    def is_plain(self, table: Key) -> bool:
        """Whether a table is there all the time and neither partitioned nor a partition."""
        item = self.state.new.find(Table, table)
        return self.stands(table) and item is not None and item.form == "r" and not item.bound

    def tables_of(self, step: Step) -> frozenset[Key]:
        """The tables at which a step may hold somebody up."""
        found: set[Key | None] = set()
        for key in step.creates | step.drops | step.alters or {step.key}:
            for side in (self.state.old, self.state.new):
                found.add(side.table_of(key))
                item = side.find(Constraint, key)
                if item and item.references:
                    found.add(side.table(item.references))
        return frozenset(key for key in found if key and self.stands(key))

    def missing_after(self, step: Step) -> frozenset[Key]:
        """What writers miss from a step on, until the plan makes it."""
        found = set(step.drops & self.remade)
        for key in step.drops:
            # A default gives way to an identity: its numbers must not be missed.
            column = Key("column", *key[1:]) if key.kind == "default" else None
            owned = self.state.new.owned.get(column, ()) if column else ()
            found |= {one.key for one in owned if one.of_identity and one.key in self.made}
        return frozenset(found)

    def free_name(self, schema: str, name: str, label: str) -> str:
        """A name that no relation, constraint or routine has before or after, within 63 bytes."""
        room = 63 - len(label.encode()) - 3
        cut = name.encode()[:room].decode(errors="ignore")
        candidate, number = f"{cut}_{label}", 1
        while (schema, candidate) in self._taken:
            number += 1
            candidate = f"{cut}_{label}{number}"
        self._taken.add((schema, candidate))
        return candidate

    @cached_property
    def _taken(self) -> set[tuple[str, str]]:
        """Names by schema, of whatever kind."""
        return {
            (key.schema, name)
            for side in (self.state.old, self.state.new)
            for key in side.by_key
            for name in (key.name, key.part)
            if name
        }


def in_words(columns: Sequence[str]) -> str:
    """Columns as SQL lists them."""
    return ", ".join(quote(one) for one in columns)

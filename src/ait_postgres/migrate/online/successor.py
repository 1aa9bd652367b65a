"""A column that is to follow another: its names, and the indexes that are built on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Key
from ait_postgres.migrate.online.form import also
from ait_postgres.migrate.online.unique import DEFINITION, using_index
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Column, Constraint, Index
    from ait_postgres.migrate.online.form import Stage
    from ait_postgres.migrate.online.hanging import Hanging
    from ait_postgres.migrate.online.scene import Scene

_TOKEN: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[^\W\d][\w$]*|::|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Successor:
    """The column that takes another's place.

    Attributes:
        step: The statement that it stands for.
        column: What it is to be.
        name: What it is called until then.
        scene: What the plan is about.
        hanging: What hangs on the column.
    """

    step: Step
    column: Column
    name: str
    scene: Scene
    hanging: Hanging
    _names: dict[Key, str] = field(default_factory=dict[Key, str])

    @cached_property
    def function(self) -> str:
        """The name of the trigger's function, as SQL writes it."""
        name = f"{self.column.table}_{self.name}"
        return qualified(self.column.schema, self.scene.free_name(self.column.schema, name, "keep"))

    @cached_property
    def trigger(self) -> str:
        """The trigger's name: by its name it fires after those that set values."""
        return self.scene.free_name(self.column.schema, f"zz_{self.name}", "keep")

    @cached_property
    def check(self) -> str:
        """The name of the check that shows that it has no NULL."""
        name = f"{self.column.table}_{self.name}"
        return self.scene.free_name(self.column.schema, name, "filled")

    def called(self, item: Index | Constraint) -> str:
        """What an index is called until it takes another's place."""
        if item.key not in self._names:
            self._names[item.key] = self.scene.free_name(item.schema, item.name, "new")
        return self._names[item.key]

    def indexes(self) -> tuple[Stage, ...]:
        """The indexes on it, those of constraints among them, built concurrently."""
        return (
            *((self._index(item),) for item in self.hanging.indexes),
            *((self._key(item),) for item in self.hanging.keys),
        )

    def _index(self, item: Index) -> Step:
        unique = "UNIQUE " if item.unique else ""
        head, bracket, rest = item.definition.partition("(")
        words = f"{quote(self.called(item))} {head}{bracket}{self.renamed_in(rest)}"
        return self._concurrently(f"CREATE {unique}INDEX CONCURRENTLY {words}", item)

    def _key(self, item: Constraint) -> Step:
        index, _ = using_index(item, self.called(item), self.step, found(item))
        head, bracket, rest = index.sql.partition(" (")
        return self._concurrently(f"{head}{bracket}{self.renamed_in(rest)}", item)

    def _concurrently(self, sql: str, item: Index | Constraint) -> Step:
        made = Key("index", item.schema, self.called(item))
        return replace(also(self.step, sql, creates={made}), transactional=False)

    def renamed_in(self, text: str) -> str:
        """An expression of the column's table, of this one in place of the column that is there."""
        parts: list[str] = _TOKEN.findall(text)
        own = quote(self.column.name)
        for place, part in enumerate(parts):
            before = "".join(parts[:place]).rstrip()
            after = "".join(parts[place + 1 : place + 2])
            if part == own and not before.endswith(("::", ".", "COLLATE")) and after[:1] != "(":
                parts[place] = quote(self.name)
        return "".join(parts)


def found(item: Constraint) -> re.Match[str]:
    """A key's definition, taken apart."""
    match = DEFINITION.fullmatch(item.definition)
    assert match  # noqa: S101 - whoever hangs on a column was looked at before
    return match

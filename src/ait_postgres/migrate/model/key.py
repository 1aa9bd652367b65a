"""What an object is called: enough to tell it from every other of its database."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """An object's kind and name.

    Attributes:
        kind: As `table`, `column`, `constraint`.
        schema: Its schema; empty is home, the schema that unqualified names mean.
        name: Its name; for what hangs on a relation or a domain, that one's name.
        part: The name of what hangs on it, or a routine's argument types.
    """

    kind: str
    schema: str
    name: str
    part: str = ""

    @property
    def identity(self) -> str:
        """What it is called within its kind, as people write it: `crm.deals.id`."""
        name = f"{self.schema}.{self.name}" if self.schema else self.name
        if self.kind in {"routine", "aggregate"}:
            return f"{name}({self.part})"
        return f"{name}.{self.part}" if self.part else name

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.identity}"

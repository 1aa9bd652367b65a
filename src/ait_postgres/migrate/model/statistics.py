"""Extended statistics: what the planner is to know of several columns together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics(SchemaObject):
    """A statistics object.

    Attributes:
        definition: What follows its name: `(mcv) ON a, b FROM people`.
        target: The statistics target; None: the server's default.
    """

    kind: ClassVar[str] = "statistics"
    definition: str
    target: int | None

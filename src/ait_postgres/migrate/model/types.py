"""Types that people make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(SchemaObject):
    """An enum type with its values in order."""

    kind: ClassVar[str] = "enum"
    values: tuple[str, ...]

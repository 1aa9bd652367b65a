"""The online form of one statement, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step

#: Steps that are committed together, apart from what comes before and after.
Stage: TypeAlias = "tuple[Step, ...]"


@dataclass(frozen=True, slots=True)
class Form:
    """What stands for one statement.

    Attributes:
        now: Quick steps that take its place.
        later: Stages in order, which come as late as what needs them allows:
            there all the quick steps are done and committed.
    """

    now: tuple[Step, ...] = ()
    later: tuple[Stage, ...] = ()

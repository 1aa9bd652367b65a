"""The online form of one statement, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Key

#: Steps that are committed together, apart from what comes before and after.
Stage: TypeAlias = "tuple[Step, ...]"


@dataclass(frozen=True, slots=True)
class Form:
    """What stands for one statement.

    Attributes:
        first: Stages that come before the whole plan.
        now: Quick steps that take its place, within one transaction.
        later: Stages in order, which come as late as what needs them allows:
            there all the quick steps are done and committed.
    """

    first: tuple[Stage, ...] = ()
    now: tuple[Step, ...] = ()
    later: tuple[Stage, ...] = ()


def also(
    step: Step,
    sql: str,
    *,
    creates: Iterable[Key] = (),
    drops: Iterable[Key] = (),
    alters: Iterable[Key] = (),
) -> Step:
    """Another statement that stands for a part of a step."""
    return replace(
        step,
        sql=sql,
        creates=frozenset(creates),
        drops=frozenset(drops),
        alters=frozenset(alters),
        needs=frozenset(),
        displaces=frozenset(),
        split=(),
        rewrites=False,
        loses=False,
    )

"""Each object kind's statements: how it is made, dropped, and changed in place.

One module a kind, each with `create(item, state)`, `drop(item, state)` and
`alter(old, new, state)`; the last answers None where the object can only be
replaced. Comments and grants are the planner's, the same for every kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from ait_postgres.migrate.diff.kinds import (
    aggregate,
    attribute,
    column,
    composite,
    constraint,
    declared,
    default,
    default_privileges,
    domain,
    domain_constraint,
    enum,
    event_trigger,
    extension,
    index,
    materialized_view,
    policy,
    publication,
    range_type,
    routine,
    rule,
    schema,
    sequence,
    statistics,
    table,
    trigger,
    unmodelled,
    view,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.diff.step import Step


class Kind(Protocol):
    """What a kind's module can do."""

    def create(self, item: Any, state: State, /) -> Iterable[Step]:  # noqa: ANN401 - each kind's own
        """The statements that make it, with whatever is made together with it."""
        ...

    def drop(self, item: Any, state: State, /) -> Iterable[Step]:  # noqa: ANN401 - each kind's own
        """The statements that drop it."""
        ...

    def alter(self, old: Any, new: Any, state: State, /) -> Iterable[Step] | None:  # noqa: ANN401 - each kind's own
        """The statements that change it in place, in order; None: it must be replaced."""
        ...


#: In the order in which they are asked: a table's step makes its columns, too.
KINDS: Final[Mapping[str, Kind]] = {
    "schema": schema,
    "default_privileges": default_privileges,
    "extension": extension,
    "enum": enum,
    "domain": domain,
    "domain_constraint": domain_constraint,
    "composite": composite,
    "attribute": attribute,
    "range": range_type,
    "table": table,
    "column": column,
    "sequence": sequence,
    "default": default,
    "constraint": constraint,
    "index": index,
    "statistics": statistics,
    "routine": routine,
    "aggregate": aggregate,
    "view": view,
    "materialized_view": materialized_view,
    "rule": rule,
    "trigger": trigger,
    "policy": policy,
    "event_trigger": event_trigger,
    **dict.fromkeys(declared.KINDS, declared),
    "publication": publication,
    "unmodelled": unmodelled,
}

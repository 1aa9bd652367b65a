"""What of a plan has no online form: told from what its statements were seen to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.plan import Hazard

if TYPE_CHECKING:
    from ait_postgres.migrate.plan import Plan, PlannedStatement

_BLOCKS: Final = ("blocks_reads", "blocks_writes")


def remarked(plan: Plan) -> Plan:
    """The plan, with a hazard `no_online_form` where somebody may have to wait for long."""
    return replace(plan, statements=tuple(_remarked(one) for one in plan.statements))


def _remarked(statement: PlannedStatement) -> PlannedStatement:
    said = [one.text for one in statement.hazards if one.code in _BLOCKS]
    if not said or not (statement.scans or statement.rewrites):
        return statement
    remark = Hazard("no_online_form", f"no online form: {'; '.join(said)}")
    return replace(statement, hazards=tuple(sorted((*statement.hazards, remark))))

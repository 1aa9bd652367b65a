"""An adoption as a value: what would be done to a live database, and what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.adopt.arrange import arranged
from ait_postgres.migrate.adopt.estimate import estimated_seconds
from ait_postgres.migrate.adopt.known import read_known
from ait_postgres.migrate.adopt.look import look
from ait_postgres.migrate.applied import AppliedTable, current_schema
from ait_postgres.migrate.between import change_between
from ait_postgres.migrate.sources import Database, Migrations, Models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from ait_postgres.migrate.adopt.known import Knowledge, Known
    from ait_postgres.migrate.adopt.look import TableFacts
    from ait_postgres.migrate.between import Change
    from ait_postgres.migrate.decisions import Decisions
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue, Key
    from ait_postgres.migrate.plan import LockMode, PlannedStatement
    from ait_postgres.migrate.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Adoption:
    """What an adoption does.

    Attributes:
        change: From the live database to the wanted state, proven.
        tables: Of what it locks or changes: what is there.
        seconds: Of each statement, guessed.
    """

    change: Change
    tables: Mapping[Key, TableFacts]
    seconds: tuple[float, ...]

    @property
    def obstacles(self) -> tuple[str, ...]:
        """What has to be put in order first, a line each."""
        return tuple(line for key in sorted(self.tables) for line in self.tables[key].obstacles)

    def held(self, table: Key) -> tuple[LockMode, float] | None:
        """The strongest lock on a table, and how long it is held by the guess; None: none.

        The strong locks are taken together, at the start of the one
        transaction that does everything, and held to its end.
        """
        modes = [mode for one in self.change.plan.statements if (mode := _mode(one, table))]
        return (max(modes), sum(self.seconds)) if modes else None

    def as_json(self) -> dict[str, Any]:
        """What `adopt --json` prints of it."""
        statements = self.change.plan.as_json()["statements"]
        return {
            "tables": [self._table(key) for key in sorted(self.tables)],
            "statements": [
                {**one, "estimated_seconds": round(guess, 3)}
                for one, guess in zip(statements, self.seconds, strict=True)
            ],
            "renames": [str(one) for one in self.change.renames if not one.aside],
            "consents": self.change.consents,
            "obstacles": self.obstacles,
            "estimated_seconds": round(sum(self.seconds), 3),
        }

    def _table(self, key: Key) -> dict[str, Any]:
        there, held = self.tables[key], self.held(key)
        return {
            "table": str(key).partition(" ")[2],
            "rows": there.rows,
            "rows_counted": there.counted,
            "bytes": there.bytes,
            "index_bytes": there.index_bytes,
            "rewritten": any(key in one.rewrites for one in self.change.plan.statements),
            "nulls_filled": there.filled,
            "values_emptied": there.emptied,
            "lock": str(held[0]) if held else None,
            "estimated_seconds_locked": round(held[1], 3) if held else 0,
        }


def plan_adoption(
    engine: Engine,
    target: Models | Migrations,
    workshop: Workshop,
    decisions: Decisions,
    *,
    knowledge: Knowledge,
    given: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    becomes: Engine | None = None,
) -> Adoption:
    """Find out what brings a live database to a state; nothing is changed.

    Args:
        engine: The live database.
        target: The state.
        workshop: Where states are built.
        decisions: What a person decided.
        knowledge: What the project knows of its old tables.
        given: What a person says of fills and conversions, each
            `TABLE.COLUMN=EXPRESSION`; it outranks that.
        becomes: A scratch database like the live one as it will be when the
            adoption begins; None: like that it is.

    Raises:
        HintsMissing: Something has to be decided first.
        MigrationError: It is under migrations already; the change cannot be proven.
    """
    _refuse_adopted(engine)

    def knows(old: Catalogue, new: Catalogue) -> Known:
        return knowledge(old, new).outranked(read_known(*given, old.home))

    def arrange(steps: tuple[Step, ...], old: Catalogue, new: Catalogue) -> tuple[Step, ...]:
        return arranged(steps, old, new, knows(old, new))

    change = change_between(Database(becomes or engine), target, workshop, decisions, arrange)
    known = knows(change.old, change.new)
    tables = sorted(key for one in change.plan.statements for key in _touched(one))
    facts = look(engine, change.old, change.new, known, tables)
    seconds = tuple(estimated_seconds(one, facts) for one in change.plan.statements)
    return Adoption(change, facts, seconds)


def _touched(statement: PlannedStatement) -> set[Key]:
    return {lock.relation for lock in statement.locks if lock.relation.kind == "table"}


def _mode(statement: PlannedStatement, table: Key) -> LockMode | None:
    return next((lock.mode for lock in statement.locks if lock.relation == table), None)


def _refuse_adopted(engine: Engine) -> None:
    with engine.begin() as connection:
        history = AppliedTable(current_schema(connection)).history(connection)
    if history.applied or history.unfinished:
        raise MigrationError(
            f"{Database(engine)} is under migrations already: ait-postgres status says how far, "
            "and ait-postgres migrate applies what is pending"
        )


__all__ = ["Adoption", "plan_adoption"]

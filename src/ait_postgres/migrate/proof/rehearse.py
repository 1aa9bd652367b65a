"""Run statements in one transaction and roll it back; clear away invented rows that break one.

That a NOT NULL column cannot be added where rows are, or that a check does not
fit what was invented, is no fault of the plan: the rows give way, as few as
will do, and the statement is marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from psycopg import Error
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.plan import Hazard
from ait_postgres.migrate.proof.clear import Clearing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.diff import Step


class Rehearsed(NamedTuple):
    """How far one transaction leads.

    Attributes:
        length: Of the statements, so many from the first on.
        split: Whether the next one needs them committed.
        hazards: By place: what invented rows broke.
    """

    length: int
    split: bool
    hazards: Mapping[int, Hazard]


class _Failure(NamedTuple):
    place: int
    error: DBAPIError

    @property
    def signature(self) -> tuple[object, ...]:
        """What tells it from another failure."""
        orig = self.error.orig
        if not isinstance(orig, Error):
            return (self.place,)
        diag = orig.diag
        return self.place, diag.sqlstate, diag.schema_name, diag.table_name, diag.constraint_name

    @property
    def of_rows(self) -> bool:
        """Whether rows may be its cause: a constraint that they break, a value of no use."""
        orig = self.error.orig
        return isinstance(orig, Error) and (orig.sqlstate or "")[:2] in {"22", "23"}


class Rehearsal:
    """Tries groups of statements, and keeps count of the rows that gave way.

    Args:
        connection: In autocommit mode.
        own: Oids of tables with rows that migrations made: those stay.
    """

    def __init__(self, connection: Connection, own: frozenset[int]) -> None:
        self._connection = connection
        self._clearing = Clearing(connection, own)

    @property
    def removed(self) -> Mapping[int, int]:
        """By table: how many rows gave way."""
        return self._clearing.removed

    def run(self, steps: Sequence[Step]) -> Rehearsed:
        """Find out how many of the steps, from the first, can run in one transaction.

        Raises:
            MigrationError: PostgreSQL refuses the first.
        """
        group = _group(steps)
        hazards: dict[int, Hazard] = {}
        while steps[0].transactional:
            failure = self._try(group)
            if failure is None:
                break
            step = group[failure.place]
            if failure.of_rows and self._make_way(group[: failure.place + 1], failure):
                hazards[failure.place] = _hazard(step, failure.error)
            elif failure.place == 0:
                raise refused(step, failure.error) from failure.error.orig
            else:
                return Rehearsed(failure.place, split=True, hazards=hazards)
        return Rehearsed(len(group), split=False, hazards=hazards)

    def _try(self, group: Sequence[Step]) -> _Failure | None:
        self._connection.exec_driver_sql("BEGIN")
        try:
            return self._execute(group)
        finally:
            self._connection.exec_driver_sql("ROLLBACK")

    def _execute(self, group: Sequence[Step]) -> _Failure | None:
        done = 0
        try:
            for step in group:
                self._connection.exec_driver_sql(
                    step.sql, execution_options={"no_parameters": True}
                )
                done += 1
            self._connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            return _Failure(min(done, len(group) - 1), error)
        return None

    def _make_way(self, group: Sequence[Step], failure: _Failure) -> bool:
        """Clear rows of the tables that the failure is about, until it is another or none."""
        for tables in self._suspects(group, failure):
            for keep in (0, 1, 2, None):
                self._connection.exec_driver_sql("BEGIN")
                gone = self._clearing.clear(tables, keep)
                if gone:
                    self._connection.exec_driver_sql("SAVEPOINT cleared")
                    left = self._execute(group)
                    self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT cleared")
                    if left is None or left.signature != failure.signature:
                        self._connection.exec_driver_sql("COMMIT")
                        self._clearing.count(gone)
                        return True
                self._connection.exec_driver_sql("ROLLBACK")
        return False

    def _suspects(self, group: Sequence[Step], failure: _Failure) -> list[list[int]]:
        """Oids of tables whose rows may be at fault, the likelier first, all tables last."""
        subject = group[-1].key
        self._connection.exec_driver_sql("BEGIN")
        try:
            # A table may have another name by now, which only this transaction knows; or be
            # another one that took the name.
            self._execute(group[:-1])
            now = self._clearing.suspects(subject, failure.error)
        finally:
            self._connection.exec_driver_sql("ROLLBACK")
        before = self._clearing.suspects(subject, failure.error)
        everything = self._clearing.everything()
        there = [[oid for oid in oids if oid in everything] for oids in (*now, *before)]
        found = [*there, everything]
        return [oids for place, oids in enumerate(found) if oids and oids not in found[:place]]


def refused(step: Step, error: DBAPIError) -> MigrationError:
    """What a person is told of a statement that PostgreSQL does not take."""
    said = describe_failure(error, "the plan").text
    return MigrationError(f"the plan does not work: PostgreSQL refused {shown(step)}: {said}")


def shown(step: Step) -> str:
    """A statement in one line, its beginning if it is long."""
    sql = " ".join(step.sql.split())
    return sql if len(sql) <= 300 else f"{sql[:300]}..."


def _group(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps, from the first, that nothing yet known forbids to be one transaction."""
    if not steps[0].transactional:
        return steps[:1]
    for place, step in enumerate(steps):
        if not step.transactional or (step.begins and place):
            return steps[:place]
        if step.commits:
            return steps[: place + 1]
    return steps


def _hazard(step: Step, error: DBAPIError) -> Hazard:
    diag = error.orig.diag if isinstance(error.orig, Error) else None
    created = {key.part for key in step.creates if key.kind == "column"}
    if diag and diag.sqlstate == "23502" and diag.column_name in created:
        return Hazard("fails_on_any_row", f"{step.key}: it fails if the table has rows")
    said = " ".join(str(diag.message_primary if diag else error.orig).split())
    return Hazard("fails_on_some_rows", f"{step.key}: it fails where rows break it: {said}")

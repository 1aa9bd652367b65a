"""Run a migration statement by statement where the state before it stands, and watch.

The tables hold invented rows. Each run of the file is rehearsed in one
transaction, as the applier has it; then each statement is run and committed by
itself, so that its own locks are told from those of the statements before it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from psycopg import Connection as Driver
from psycopg import Error
from psycopg.errors import ActiveSqlTransaction, InvalidTransactionTermination
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import StatementFailed
from ait_postgres.migrate.alone import alone
from ait_postgres.migrate.diff import Rank, Step
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.journal import batches_of, of_server, part_runs
from ait_postgres.migrate.lint.seen import Notice, Seen
from ait_postgres.migrate.lint.tables import read_enums, read_oids, read_tables
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.observe import Observed, Observer
from ait_postgres.migrate.plan import Lock
from ait_postgres.migrate.proof.clear import Clearing
from ait_postgres.migrate.proof.contents import read_contents
from ait_postgres.migrate.proof.rehearse import Rehearsal
from ait_postgres.migrate.proof.rows import invent_rows
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from psycopg.errors import Diagnostic
    from sqlalchemy import Connection, Engine

    from ait_postgres.migrate.journal import Migration, Run, Statement
    from ait_postgres.migrate.lint.tables import Enum, Table
    from ait_postgres.migrate.proof.rehearse import Rehearsed

_HOME: Final = text("SELECT to_regnamespace(quote_ident(current_schema()))::oid::int8")
_MAJOR: Final = text("SELECT current_setting('server_version_num')::int / 10000")
# Where tables are small, PostgreSQL reads them from end to end whatever is asked for. Without
# that, what is read from end to end is what no index would have found.
_BY_INDEX: Final = "SET LOCAL enable_seqscan = off"
_OF_ROWS: Final = frozenset({"select", "insert", "update", "delete", "merge", "with", "do", "call"})


def watch(engine: Engine, migration: Migration) -> tuple[Seen, ...]:
    """Run a migration and tell what was seen, a value a statement.

    Args:
        engine: Of a scratch database in the state before it; it is changed.
        migration: To run. What is the server's is left out.

    Raises:
        StatementFailed: PostgreSQL refused a statement.
    """
    with (
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watched,
    ):
        found = read_contents(beside)
        own = frozenset(oid for oid in found if found[oid].rows)
        invent_rows(beside, own)
        watching = _Watch(migration, beside, watched, own)
        for run in part_runs(migration.statements):
            watching.run(run)
        return watching.told()


@dataclass(frozen=True, slots=True)
class _State:
    """What stands between two statements."""

    tables: dict[int, Table]
    enums: dict[int, Enum]


@dataclass(slots=True)
class _Transaction:
    """What the statements of one transaction share."""

    together: bool
    held: dict[Key, Lock] = field(default_factory=dict[Key, Lock])
    preface: list[str] = field(default_factory=list[str])

    def hold(self, locks: Iterable[Lock]) -> None:
        """Keep locks until the end, the strongest on each table."""
        for lock in locks:
            self.held[lock.relation] = max(lock, self.held.get(lock.relation, lock))


class _Watch:
    """Runs the statements, and keeps what rules are asked about.

    Args:
        migration: Whose they are.
        beside: A connection to look around with, in autocommit mode.
        watched: The one that runs them.
        own: Oids of tables whose rows migrations made.
    """

    def __init__(
        self, migration: Migration, beside: Connection, watched: Connection, own: frozenset[int]
    ) -> None:
        self._file = migration.file
        self._beside, self._watched, self._own = beside, watched, own
        self._rehearsal, self._observer = Rehearsal(beside, own), Observer(watched)
        self._home: int = beside.execute(_HOME).scalar_one()
        self._major: int = beside.execute(_MAJOR).scalar_one()
        self._oids = read_oids(beside)
        self._first = self._oids
        tables = read_tables(beside, self._oids, self._home)
        self._enums = read_enums(beside, self._home)
        self._tables = dict(tables)
        self._state = _State(tables, self._enums)
        self._split: Statement | None = None
        self._seen: list[Seen] = []

    def told(self) -> tuple[Seen, ...]:
        """What was seen, now that the file is at its end."""
        end = self._state
        return tuple(
            replace(
                one,
                first=self._tables,
                end=end.tables,
                enums_first=self._enums,
                enums_end=end.enums,
            )
            for one in self._seen
        )

    def run(self, run: Run) -> None:
        """Run what is committed together."""
        here = [one for one in run.statements if not of_server(one)]
        if run.alone:
            for statement in here:
                with self._noticed() as notices:
                    observed = self._run_alone(statement)
                self._see(statement, observed, notices=notices)
            return
        transaction = _Transaction(together=any(_ends_at_commit(one) for one in here))
        while here:
            rehearsed = self._rehearse(here)
            self._run_part(here[: rehearsed.length], rehearsed, transaction)
            here = here[rehearsed.length :]
            self._split = here[0] if here and rehearsed.split else None

    def _run_part(
        self, part: Sequence[Statement], rehearsed: Rehearsed, transaction: _Transaction
    ) -> None:
        """Run statements that can be one transaction, each in one of its own."""
        for place, statement in enumerate(part):
            if _sets(statement):
                self._set(statement, transaction)
                continue
            with self._noticed() as notices:
                observed = self._run_one(part[place:], transaction)
            hazard = rehearsed.hazards.get(place)
            seen = self._see(
                statement,
                observed,
                notices=notices,
                fails=hazard.text if hazard else None,
                held=tuple(transaction.held.values()),
            )
            transaction.hold(seen.locks)
            if transaction.together:
                return

    def _run_one(self, rest: Sequence[Statement], transaction: _Transaction) -> Observed:
        """Run the first of some statements, or all where they cannot be parted."""
        statement = rest[0]
        preface = [*transaction.preface, *([_BY_INDEX] if _of_rows(statement) else [])]
        if not transaction.together:
            try:
                return self._observer.run(statement.sql, preface=preface)
            except DBAPIError as error:
                if len(rest) == 1:
                    raise self._refused(statement, error) from error.orig
        # What it needs is gone with the transaction: a deferred constraint, a temporary table.
        transaction.together = True
        try:
            return self._observer.run(";\n".join(one.sql for one in rest), preface=preface)
        except DBAPIError as error:
            raise self._refused(statement, error) from error.orig

    def _set(self, statement: Statement, transaction: _Transaction) -> None:
        if statement.tokens(2)[1:] in (["local"], ["constraints"], ["transaction"]):
            transaction.preface.append(statement.sql)
            return
        # Of the session: both connections stand for it.
        for connection in (self._watched, self._beside):
            connection.exec_driver_sql(statement.sql, execution_options={"no_parameters": True})

    def _run_alone(self, statement: Statement) -> Observed:
        try:
            return self._attempt(statement)
        except DBAPIError as error:
            if not _of_constraint(error):
                raise self._refused(statement, error) from error.orig
        # Invented rows break it: a unique index over what is alike in them.
        for sql in alone(statement).left(self._watched):
            self._observer.run(sql, transactional=False)
        self._clear()
        try:
            return self._attempt(statement)
        except DBAPIError as error:
            raise self._refused(statement, error) from error.orig

    def _attempt(self, statement: Statement) -> Observed:
        if "no-transaction" not in statement.marks:
            try:
                return self._observer.run(statement.sql)
            except DBAPIError as error:
                if not isinstance(error.orig, ActiveSqlTransaction | InvalidTransactionTermination):
                    raise
        return self._observer.run(statement.sql, transactional=False)

    def _clear(self) -> None:
        """Take all invented rows away."""
        clearing = Clearing(self._beside, self._own)
        self._beside.exec_driver_sql("BEGIN")
        clearing.clear(clearing.everything(), None)
        self._beside.exec_driver_sql("COMMIT")

    def _rehearse(self, statements: Sequence[Statement]) -> Rehearsed:
        steps = [
            Step(sql=one.sql, key=Key("statement", "", str(one.number)), rank=Rank.TABLE)
            for one in statements
        ]
        try:
            return self._rehearsal.run(steps)
        except Exception as error:
            cause = error.__cause__
            if not isinstance(cause, Error):
                raise
            raise self._refused(
                statements[0], DBAPIError(statements[0].sql, None, cause)
            ) from cause

    def _see(
        self,
        statement: Statement,
        observed: Observed,
        *,
        notices: Sequence[Notice],
        fails: str | None = None,
        held: tuple[Lock, ...] = (),
    ) -> Seen:
        before, fresh = self._state, frozenset(self._oids - self._first)
        oids = read_oids(self._beside)
        locked = {lock.relation for lock in observed.locks}
        touched = {oid for oid, one in before.tables.items() if one.key in locked}
        changed = touched | (oids - self._oids) | (self._oids - oids)
        after = read_tables(self._beside, changed & oids, self._home)
        tables = {oid: one for oid, one in before.tables.items() if oid not in changed} | after
        self._oids, self._state = oids, _State(tables, read_enums(self._beside, self._home))
        seen = Seen(
            file=self._file,
            statement=statement,
            major=self._major,
            observed=observed,
            before={oid: before.tables[oid] for oid in changed if oid in before.tables},
            after=after,
            fresh=fresh,
            enums_before=before.enums,
            enums_after=self._state.enums,
            notices=tuple(notices),
            held=held,
            fails=fails,
            batched=batches_of(statement) is not None,
            split=self._split is statement,
        )
        seen = replace(seen, emptied=self._emptied(seen))
        self._seen.append(seen)
        return seen

    def _emptied(self, seen: Seen) -> frozenset[int]:
        """Tables whose file is another now, without a row: all of them had some, if any could."""
        return frozenset(
            one.oid
            for one, now in seen.kept
            if seen.rewrites(one)
            and one.form == "r"
            and not self._beside.exec_driver_sql(
                f"SELECT EXISTS (SELECT FROM ONLY {named(now.key)})"  # noqa: S608 - a quoted name
            ).scalar_one()
        )

    @contextmanager
    def _noticed(self) -> Generator[list[Notice]]:
        """Collect what PostgreSQL says."""
        found: list[Notice] = []

        def hear(diag: Diagnostic) -> None:
            found.append(Notice(diag.sqlstate or "", diag.message_primary or ""))

        driver = self._watched.connection.driver_connection
        assert isinstance(driver, Driver)  # noqa: S101 - psycopg is the one driver
        driver.add_notice_handler(hear)
        try:
            yield found
        finally:
            driver.remove_notice_handler(hear)

    def _refused(self, statement: Statement, error: DBAPIError) -> StatementFailed:
        failure = describe_failure(error, statement)
        return StatementFailed(
            f"{self._file}, {failure.place}: {failure.text}",
            file=self._file,
            statement=statement.number,
            line=failure.line,
        )


def _of_constraint(error: DBAPIError) -> bool:
    return isinstance(error.orig, Error) and (error.orig.sqlstate or "").startswith("23")


def _sets(statement: Statement) -> bool:
    return statement.tokens(1) in (["set"], ["reset"])


def _of_rows(statement: Statement) -> bool:
    return statement.tokens(1)[0] in _OF_ROWS


def _ends_at_commit(statement: Statement) -> bool:
    """Whether it makes what the end of the transaction takes away."""
    words = statement.tokens(None)
    pairs = zip(words, words[1:], words[2:], strict=False)
    return words[:1] == ["create"] and any(
        one[:2] == ("on", "commit") and one[2] in {"drop", "delete"} for one in pairs
    )


__all__ = ["watch"]

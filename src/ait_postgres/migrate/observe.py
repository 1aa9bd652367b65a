"""What a statement does, observed: it is run, and PostgreSQL says what it locked and rewrote.

Before its transaction commits, pg_locks still holds every lock that it took,
a rewritten table has another file, and the transaction's counters tell which
tables were read from end to end. No rule about SQL texts can be as exact.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import text

from ait_postgres.migrate.model import Key
from ait_postgres.migrate.plan import Lock, LockMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

_KINDS: Final = {
    "r": "table",
    "p": "table",
    "m": "materialized_view",
    "v": "view",
    "S": "sequence",
    "i": "index",
    "I": "index",
    "f": "foreign_table",
    "c": "composite",
}
_MODES: Final = {mode.name.title().replace("_", "") + "Lock": mode for mode in LockMode}

# 16384 is FirstNormalObjectId: nothing below was made by a person.
_RELATIONS: Final = text("""
SELECT c.oid::int8 AS oid, c.relnamespace::int8 AS schema, c.relname::text AS name,
       c.relkind::text AS kind, pg_relation_filenode(c.oid)::int8 AS file,
       i.indrelid::int8 AS of_table
FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
WHERE (CAST(:oids AS int8[]) IS NULL OR c.oid = ANY (CAST(:oids AS oid[])))
  AND c.oid >= 16384 AND c.relkind <> 't' AND c.relnamespace <> 'pg_toast'::regnamespace
""")
_LOCKS: Final = text("""
SELECT l.relation::int8, l.mode, coalesce(pg_stat_get_xact_numscans(l.relation), 0)
FROM pg_locks l
WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
  AND l.relation >= 16384
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
_SCANS: Final = text("""
SELECT o, coalesce(pg_stat_get_xact_numscans(o::oid), 0) FROM unnest(CAST(:oids AS int8[])) o
""")
_SCHEMAS: Final = text("""
SELECT oid::int8, CASE WHEN oid = CAST(:home AS oid) THEN '' ELSE nspname::text END
FROM pg_namespace
""")
_HOME: Final = text("SELECT to_regnamespace(quote_ident(current_schema()))::oid::int8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What a statement did to the relations that were there before it, each sorted.

    Relations are called as they were before the statement.

    Attributes:
        locks: The strongest on each relation.
        rewritten: Tables and materialised views whose file is another now.
        rebuilt: Indexes likewise.
        scanned: Tables and materialised views read from end to end.
        seconds: How long it took here.
    """

    locks: tuple[Lock, ...] = ()
    rewritten: tuple[Key, ...] = ()
    rebuilt: tuple[Key, ...] = ()
    scanned: tuple[Key, ...] = ()
    seconds: float = 0.0


class _Relation(NamedTuple):
    schema: int
    name: str
    kind: str
    file: int | None
    of_table: int | None


class Observer:
    """Runs statements on a connection, each in a transaction of its own, and watches them.

    Args:
        connection: In autocommit mode, to a database where nobody else is.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._home = connection.execute(_HOME).scalar_one()
        self._scans: dict[int, int] = {}
        self._relations = self._read_relations(None)
        self._schemas = self._read_schemas()

    def run(self, sql: str, *, transactional: bool = True, preface: Sequence[str] = ()) -> Observed:
        """Run one statement and commit it.

        Args:
            sql: Without parameters; a % is only a %.
            transactional: Whether it may run within a transaction. Of one
                that may not (CREATE INDEX CONCURRENTLY) the locks are those
                of the manual, told from what it did: see `_lock_of`.
            preface: What is set for its transaction, as SET LOCAL does.

        Raises:
            DBAPIError: PostgreSQL refused it; nothing is left of it, unless
                it is not transactional.
        """
        return self._within(sql, preface) if transactional else self._without(sql)

    def _within(self, sql: str, preface: Sequence[str]) -> Observed:
        connection = self._connection
        connection.exec_driver_sql("BEGIN")
        try:
            for one in preface:
                self._execute(one)
            scans = self._read_scans()
            seconds = self._execute(sql)
            locks: dict[int, LockMode] = {}
            for oid, mode, count in connection.execute(_LOCKS):
                locks[oid] = max(locks.get(oid, LockMode.ACCESS_SHARE), _MODES[mode])
                self._scans[oid] = count
            # Whatever changes a relation locks it; so these are all that can have changed.
            after = self._read_relations(locks)
            schemas = self._read_schemas()
        except BaseException:
            if not connection.invalidated:
                connection.exec_driver_sql("ROLLBACK")
                self._count(self._relations)
            raise
        connection.exec_driver_sql("COMMIT")
        scanned = [oid for oid in locks if self._scans[oid] > scans.get(oid, 0)]
        found = self._observed(locks, after, scanned, seconds)
        self._relations = {
            oid: relation for oid, relation in self._relations.items() if oid not in locks
        } | after
        self._schemas = schemas
        return found

    def _without(self, sql: str) -> Observed:
        """A statement outside any transaction: what changed tells what it worked on."""
        before = self._read_relations(None)
        seconds = self._execute(sql)
        after = self._read_relations(None)
        changed = {oid for oid in before | after if before.get(oid) != after.get(oid)}
        built = {
            relation.of_table
            for oid, relation in after.items()
            if relation.of_table and oid in changed
        }
        touched = {
            relation.of_table or oid
            for oid in changed
            for relation in (before.get(oid) or after[oid],)
        } | changed
        locks = {oid: self._lock_of(oid, before, after) for oid in touched}
        found = self._observed(locks, after, [oid for oid in built if oid], seconds)
        self._count(locks)
        self._relations, self._schemas = after, self._read_schemas()
        return found

    @staticmethod
    def _lock_of(
        oid: int, before: Mapping[int, _Relation], after: Mapping[int, _Relation]
    ) -> LockMode:
        """The lock that must have been there for what was done to a relation.

        What is concurrent works in new files of new relations. Whoever gives
        a relation another file keeps everybody off it (VACUUM FULL), and off
        writing to the table of an index (REINDEX).
        """
        moved = {one for one in before if one in after and before[one].file != after[one].file}
        if oid in moved:
            return LockMode.ACCESS_EXCLUSIVE
        if any(before[one].of_table == oid for one in moved):
            return LockMode.SHARE
        return LockMode.SHARE_UPDATE_EXCLUSIVE

    def _observed(
        self,
        locks: Mapping[int, LockMode],
        after: Mapping[int, _Relation],
        scanned: Iterable[int],
        seconds: float,
    ) -> Observed:
        before = {oid: self._relations[oid] for oid in locks if oid in self._relations}
        moved = [oid for oid in before if oid in after and before[oid].file != after[oid].file]
        return Observed(
            locks=tuple(sorted(Lock(self._key(before[oid]), locks[oid]) for oid in before)),
            rewritten=self._keys((before[oid] for oid in moved), "rm"),
            rebuilt=self._keys((before[oid] for oid in moved), "i"),
            scanned=self._keys((before[oid] for oid in scanned if oid in before), "rm"),
            seconds=seconds,
        )

    def _execute(self, sql: str) -> float:
        start = time.monotonic()
        self._connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        return time.monotonic() - start

    def _read_scans(self) -> dict[int, int]:
        """The counters as they stand: what is counted reaches the server's sums only later."""
        counted = [oid for oid, count in self._scans.items() if count]
        rows = self._connection.execute(_SCANS, {"oids": counted}) if counted else ()
        return {row[0]: row[1] for row in rows}

    def _count(self, oids: Iterable[int]) -> None:
        """Take note of scans that no transaction of `_within` has counted, and committed."""
        for oid, count in self._connection.execute(_SCANS, {"oids": list(oids)}):
            self._scans[oid] = count

    def _read_relations(self, oids: Iterable[int] | None) -> dict[int, _Relation]:
        only = None if oids is None else list(oids)
        if only == []:
            return {}
        return {
            row.oid: _Relation(row.schema, row.name, row.kind, row.file, row.of_table)
            for row in self._connection.execute(_RELATIONS, {"oids": only})
        }

    def _read_schemas(self) -> dict[int, str]:
        rows = self._connection.execute(_SCHEMAS, {"home": self._home})
        return {row[0]: row[1] for row in rows}

    def _key(self, relation: _Relation) -> Key:
        return Key(_KINDS[relation.kind], self._schemas[relation.schema], relation.name)

    def _keys(self, relations: Iterable[_Relation], kinds: str) -> tuple[Key, ...]:
        return tuple(sorted(self._key(one) for one in relations if one.kind in kinds))

"""Take invented rows out of tables, with those of other tables that reference them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from psycopg import Error
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.migrate.quote import qualified

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.model import Key

_NAMED: Final = text("""
WITH RECURSIVE found(oid) AS (
  SELECT coalesce(i.indrelid, c.oid) FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
  WHERE c.relname = :name
    AND c.relnamespace = to_regnamespace(quote_ident(coalesce(:schema, current_schema())))
  UNION SELECT h.inhrelid FROM found f JOIN pg_inherits h ON h.inhparent = f.oid)
SELECT oid::int8 FROM found ORDER BY oid
""")
_ALL: Final = text("SELECT oid::int8 FROM pg_class WHERE relkind = 'r' AND oid >= 16384 ORDER BY 1")

# With the tables that reference them, and so on; the farthest first.
_WITH: Final = text("""
WITH RECURSIVE found(oid, depth) AS (
  SELECT unnest(CAST(:oids AS int8[]))::oid, 0
  UNION SELECT k.conrelid, f.depth + 1 FROM found f
    JOIN pg_constraint k ON k.confrelid = f.oid AND k.contype = 'f' AND f.depth < 20)
SELECT c.oid::int8, n.nspname, c.relname FROM found f JOIN pg_class c ON c.oid = f.oid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' GROUP BY 1, 2, 3 ORDER BY max(f.depth) DESC, 1
""")


class Clearing:
    """Clears tables, and remembers how much.

    Args:
        connection: In autocommit mode; the caller begins transactions.
        own: Oids of tables whose rows stay.
    """

    def __init__(self, connection: Connection, own: frozenset[int]) -> None:
        self._connection = connection
        self._own = own
        self._removed: Counter[int] = Counter()

    @property
    def removed(self) -> Mapping[int, int]:
        """By table: how many rows are gone for good."""
        return self._removed

    def count(self, gone: Mapping[int, int]) -> None:
        """Remember what `clear` took away, now that it is committed."""
        self._removed.update(gone)

    def suspects(self, subject: Key, error: DBAPIError) -> list[list[int]]:
        """Oids of the tables that an error is about, the likelier first."""
        diag = error.orig.diag if isinstance(error.orig, Error) else None
        names = [(subject.schema or None, subject.name)]
        if diag and diag.table_name:
            names.insert(0, (diag.schema_name, diag.table_name))
        return [
            list(self._connection.execute(_NAMED, {"schema": schema, "name": name}).scalars())
            for schema, name in names
        ]

    def everything(self) -> list[int]:
        """Oids of all tables that hold rows of their own."""
        return list(self._connection.execute(_ALL).scalars())

    def clear(self, tables: Sequence[int], keep: int | None) -> dict[int, int]:
        """Delete the rows of tables and those that reference them, but one of each.

        Args:
            tables: Oids.
            keep: Which row stays, from 0 in the order of their making; None: none.

        Returns:
            By table, how many went; empty if they could not be deleted.
        """
        rows = self._connection.execute(_WITH, {"oids": list(tables)})
        pending = {
            oid: qualified(schema, name) for oid, schema, name in rows if oid not in self._own
        }
        names = dict(pending)
        before = self._counts(names)
        while pending:
            done = [oid for oid, name in pending.items() if self._delete(name, keep)]
            if not done:
                return {}
            pending = {oid: name for oid, name in pending.items() if oid not in done}
        after = self._counts(names)
        return {oid: before[oid] - after[oid] for oid in names if before[oid] > after[oid]}

    def _delete(self, table: str, keep: int | None) -> bool:
        # A row made k-th references the k-th of other tables: one `keep` fits all.
        which = ""
        if keep is not None:
            which = (
                " WHERE ctid IS DISTINCT FROM"  # noqa: S608 - a quoted name and a number
                f" (SELECT ctid FROM ONLY {table} ORDER BY ctid OFFSET {keep} LIMIT 1)"
            )
        self._connection.exec_driver_sql("SAVEPOINT one_table")
        try:
            self._connection.exec_driver_sql(f"DELETE FROM ONLY {table}{which}")  # noqa: S608 - likewise
            self._connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT one_table")
            return False
        return True

    def _counts(self, names: Mapping[int, str]) -> dict[int, int]:
        if not names:
            return {}
        counts = " UNION ALL ".join(
            f"SELECT {oid}::int8, count(*) FROM ONLY {name}"  # noqa: S608 - a number, a quoted name
            for oid, name in names.items()
        )
        return {row[0]: row[1] for row in self._connection.exec_driver_sql(counts)}

"""What can be known of a statement that runs outside a transaction, when nobody saw its end.

Its record is written after it, so a crash may part the two. The catalogue then
tells whether it is done, and what a broken attempt left behind: an INVALID
index costs every writer, and makes a plain retry fail with "already exists".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.quote import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.journal import Statement

# The cast cuts a name as PostgreSQL does, to 63 bytes.
_INDEX: Final = text("""
SELECT n.nspname::text AS schema, c.relname::text AS name, i.indisvalid AS valid,
       (SELECT min(p.pid) FROM pg_stat_progress_create_index p
        WHERE p.index_relid = i.indexrelid AND p.datid = (
          SELECT oid FROM pg_database WHERE datname = current_database())) AS builder
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_index i ON i.indexrelid = c.oid
JOIN pg_class t ON t.relnamespace = c.relnamespace
WHERE t.oid = to_regclass(:table) AND c.relname = CAST(:name AS name) AND c.relkind = 'i'
""")
# What a broken REINDEX CONCURRENTLY leaves: name_ccnew, name_ccold, with a number if taken.
_LEFT: Final = text("""
SELECT n.nspname::text AS schema, c.relname::text AS name
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ '_cc(new|old)[0-9]*$'
  AND n.nspname NOT LIKE 'pg\\_%'
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.relid = i.indrelid)
ORDER BY 1, 2
""")
_RELATION: Final = text("SELECT to_regclass(:name) IS NOT NULL")
_ATTACHED: Final = text("""
SELECT CASE WHEN i.inhdetachpending THEN 'pending' ELSE 'attached' END
FROM pg_inherits i WHERE inhrelid = to_regclass(:part) AND inhparent = to_regclass(:table)
""")
_SHARED: Final = {
    "database": text("SELECT EXISTS (SELECT FROM pg_database WHERE datname = CAST(:name AS name))"),
    "tablespace": text(
        "SELECT EXISTS (SELECT FROM pg_tablespace WHERE spcname = CAST(:name AS name))"
    ),
    "subscription": text(
        "SELECT EXISTS (SELECT FROM pg_subscription WHERE subname = CAST(:name AS name))"
    ),
}


class Alone:
    """A statement that leaves nothing to find, and may be run again: VACUUM, REINDEX."""

    #: Whether its waits for a lock hold nobody up, so that it need not give up soon.
    patient = False

    def __init__(self, statement: Statement) -> None:
        self.sql = statement.sql
        self.statement = statement

    def is_done(self, connection: Connection) -> bool:  # noqa: ARG002 - others look
        """Whether it did its work. Asked only if it was begun, and not there before."""
        return False

    def left(self, connection: Connection) -> Iterator[str]:  # noqa: ARG002 - others look
        """The statements that clear away what a broken attempt left; they run alone, too."""
        yield from ()

    def next_sql(self, connection: Connection) -> str:  # noqa: ARG002 - others look
        """What is to be run now."""
        return self.sql


class CreateIndex(Alone):
    """CREATE INDEX CONCURRENTLY."""

    patient = True

    def __init__(self, statement: Statement, rest: Sequence[str]) -> None:
        super().__init__(statement)
        if rest[:3] == ["if", "not", "exists"]:
            rest = rest[3:]
        name, rest = _name(rest)
        rest = rest[2:] if rest[1:2] == ["only"] else rest[1:]
        self._names = {"name": _plain(name), "table": _name(rest)[0]}

    def is_done(self, connection: Connection) -> bool:
        """Whether the index is there and valid."""
        found = connection.execute(_INDEX, self._names).first()
        return bool(found and found.valid)

    def left(self, connection: Connection) -> Iterator[str]:
        """Drop an INVALID index of that name.

        Raises:
            MigrationError: Somebody is building it.
        """
        found = connection.execute(_INDEX, self._names).first()
        if not found or found.valid:
            return
        if found.builder:
            raise MigrationError(
                f"index {found.name} is being built by server process {found.builder}: "
                "wait for it, then run migrate again"
            )
        yield f"DROP INDEX CONCURRENTLY {quote(found.schema)}.{quote(found.name)}"


class DropIndex(Alone):
    """DROP INDEX CONCURRENTLY, of one index, as PostgreSQL has it."""

    patient = True

    def __init__(self, statement: Statement, rest: Sequence[str]) -> None:
        super().__init__(statement)
        self._index = _name(rest[2:] if rest[:2] == ["if", "exists"] else rest)[0]

    def is_done(self, connection: Connection) -> bool:
        """Whether it is gone."""
        return not connection.execute(_RELATION, {"name": self._index}).scalar_one()


class Reindex(Alone):
    """REINDEX; what CONCURRENTLY leaves behind is nobody's index."""

    def __init__(self, statement: Statement, *, concurrently: bool) -> None:
        super().__init__(statement)
        self.patient = concurrently

    def left(self, connection: Connection) -> Iterator[str]:
        """Drop the INVALID copies."""
        for found in connection.execute(_LEFT).all() if self.patient else ():
            yield f"DROP INDEX CONCURRENTLY {quote(found.schema)}.{quote(found.name)}"


class Detach(Alone):
    """ALTER TABLE ... DETACH PARTITION ... CONCURRENTLY, which has two transactions of its own."""

    def __init__(self, statement: Statement, rest: Sequence[str]) -> None:
        super().__init__(statement)
        rest = rest[2:] if rest[:2] == ["if", "exists"] else rest
        rest = rest[1:] if rest[:1] == ["only"] else rest
        self._table, rest = _name(rest)
        self._part = _name(rest[rest.index("partition") + 1 :])[0]

    def _state(self, connection: Connection) -> str | None:
        names = {"table": self._table, "part": self._part}
        found = connection.execute(_ATTACHED, names).scalar_one_or_none()
        return str(found) if found else None

    def is_done(self, connection: Connection) -> bool:
        """Whether the table is no partition any more."""
        return self._state(connection) is None

    def next_sql(self, connection: Connection) -> str:
        """The second transaction, where the first is done."""
        if self._state(connection) != "pending":
            return self.sql
        return f"ALTER TABLE {self._table} DETACH PARTITION {self._part} FINALIZE"


class Shared(Alone):
    """CREATE or DROP of what belongs to the server."""

    def __init__(self, statement: Statement, kind: str, rest: Sequence[str], *, made: bool) -> None:
        super().__init__(statement)
        self._query, self._made = _SHARED[kind], made
        self._name = _plain(_name(rest[2:] if rest[:2] == ["if", "exists"] else rest)[0])

    def is_done(self, connection: Connection) -> bool:
        """Whether it is there, or gone."""
        return connection.execute(self._query, {"name": self._name}).scalar_one() is self._made


def alone(statement: Statement) -> Alone:
    """What is known of a statement that runs alone."""
    match statement.tokens(60):
        case ["create", "index", "concurrently", *rest] | [
            "create",
            "unique",
            "index",
            "concurrently",
            *rest,
        ]:
            return CreateIndex(statement, rest)
        case ["drop", "index", "concurrently", *rest]:
            return DropIndex(statement, rest)
        case ["reindex", *rest]:
            return Reindex(statement, concurrently="concurrently" in rest[:12])
        case ["alter", "table", *rest] if "detach" in rest and "partition" in rest:
            return Detach(statement, rest)
        case ["create" | "drop" as verb, "database" | "tablespace" | "subscription" as kind, *rest]:
            return Shared(statement, kind, rest, made=verb == "create")
        case _:
            return Alone(statement)


def _name(tokens: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A name with its schema, as it is written, and the tokens after it."""
    end = 1
    while tokens[end : end + 1] == ["."]:
        end += 2
    return "".join(tokens[:end]), tokens[end:]


def _plain(written: str) -> str:
    """A name without a schema, as the catalogue has it."""
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


__all__ = ["Alone", "alone"]

"""Rows made up for every empty table, so that a proof has something to keep.

Three a table: one with a value everywhere, one with NULL wherever it may be,
one with defaults. The k-th row references the k-th of another table. A row
that PostgreSQL does not take is left out; the same catalogue gives the same
rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.proof.choose import Chooser, together
from ait_postgres.migrate.proof.order import in_order
from ait_postgres.migrate.proof.shapes import read_tables, read_types
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from ait_postgres.migrate.proof.choose import Trial
    from ait_postgres.migrate.proof.order import Place
    from ait_postgres.migrate.proof.shapes import ColumnShape, Reference, TableShape

_ROWS: Final = 3
# Another choice of values may pass what one does not: an exclusion constraint, a trigger's rule.
_SHIFTS: Final = 5
_BATCH: Final = 50
_ROLE: Final = "SET LOCAL session_replication_role ="


def invent_rows(connection: Connection, filled: Collection[int]) -> None:
    """Fill the empty tables, as far as rows can be found that PostgreSQL takes.

    Args:
        connection: In autocommit mode.
        filled: Oids of tables that hold rows.
    """
    connection.exec_driver_sql("BEGIN")
    try:
        tables = read_tables(connection)
        inventor = _Inventor(connection, tables)
        places = [one for one in in_order(connection, tables) if one.table.oid not in filled]
        for start in range(0, len(places), _BATCH):
            inventor.fill(places[start : start + _BATCH])
    except BaseException:
        if not connection.invalidated:
            connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


class _Inventor:
    """Makes rows and inserts them."""

    def __init__(self, connection: Connection, tables: Mapping[int, TableShape]) -> None:
        self._connection = connection
        self._tables = tables
        self._chooser = Chooser(connection, read_types(connection))

    def fill(self, places: list[Place]) -> None:
        """Insert rows into some tables: at one go, else each table by itself, else each row."""
        values = {place.table.oid: self._candidates(place.table) for place in places}
        inserts = {
            place.table.oid: [
                self._insert(place, values[place.table.oid], row) for row in range(_ROWS)
            ]
            for place in places
        }
        if not self._try([insert for rows in inserts.values() for insert in rows]).error:
            return
        for place in places:
            if self._try(inserts[place.table.oid]).error:
                for row in range(_ROWS):
                    self._fill_row(place, values[place.table.oid], row)

    def _fill_row(self, place: Place, values: Mapping[int, list[str]], row: int) -> None:
        for shift in range(_SHIFTS):
            insert = self._insert(place, values, row, shift)
            trial = self._try([insert])
            if trial.error and not trial.broke_constraint:
                # Triggers out of the way, where the role may do that.
                trial = self._try([f"{_ROLE} replica", insert, f"{_ROLE} origin"])
            if not trial.error:
                return

    def _try(self, statements: list[str]) -> Trial:
        with self._chooser.trying() as trial:
            self._connection.exec_driver_sql(
                ";\n".join([*statements, "SET CONSTRAINTS ALL IMMEDIATE"]),
                execution_options={"no_parameters": True},
            )
        return trial

    def _candidates(self, table: TableShape) -> dict[int, list[str]]:
        return {
            number: self._chooser.candidates(table, column)
            for number, column in table.columns.items()
        }

    def _insert(
        self, place: Place, values: Mapping[int, list[str]], row: int, shift: int = 0
    ) -> str:
        table = place.table
        name = qualified(table.schema, table.name)
        chosen = self._row(place, values, row, shift)
        if not chosen:
            return f"INSERT INTO {name} DEFAULT VALUES"
        columns = ", ".join(quote(table.columns[number].name) for number in chosen)
        return (
            f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE"  # noqa: S608 - quoted names
            f" VALUES ({', '.join(chosen.values())})"
        )

    def _row(
        self, place: Place, values: Mapping[int, list[str]], row: int, shift: int
    ) -> dict[int, str]:
        """An expression for each column."""
        table = place.table
        liked = {
            number: self._liked(column, values[number], row, shift)
            for number, column in table.columns.items()
        }
        chosen = {
            number: self._usual(column, liked[number], row)
            for number, column in table.columns.items()
        }
        for columns, checks in together(table):
            if all(liked[number] for number in columns):
                chosen |= self._chooser.fitting(columns, checks, liked)
        done: set[int] = set()
        for reference in table.references:
            if not done & set(reference.columns):
                chosen |= self._referring(place, reference, chosen, liked, row)
                done |= set(reference.columns)
        return chosen

    def _liked(self, column: ColumnShape, values: list[str], row: int, shift: int) -> list[str]:
        """Candidates, another first in each row; NULL first in the second row, else last."""
        start = (row + shift) % len(values) if values else 0
        turned = [*values[start:], *values[:start]]
        if self._chooser.not_null(column):
            return turned
        null = f"CAST(NULL AS {column.written})"
        return [null, *turned] if row == 1 else [*turned, null]

    def _usual(self, column: ColumnShape, liked: list[str], row: int) -> str:
        if column.counted or not liked or (row == 2 and column.has_default):
            return "DEFAULT"
        return liked[0]

    def _referring(
        self,
        place: Place,
        reference: Reference,
        chosen: Mapping[int, str],
        liked: Mapping[int, list[str]],
        row: int,
    ) -> dict[int, str]:
        """Values of a foreign key: of the other table's row, its own, or NULL."""
        table = place.table
        columns = {number: table.columns[number] for number in reference.columns}
        free = [number for number, column in columns.items() if not self._chooser.not_null(column)]
        own = reference.oid == table.oid
        absent = reference in place.absent or (own and row == 0)
        # A check may want a reference or none: what it chose for the column stands for that.
        no_value = {number for number in free if chosen[number].startswith("CAST(NULL")}
        if free and (absent or no_value):
            return {number: f"CAST(NULL AS {columns[number].written})" for number in free} | (
                self._of_other(reference, row, [one for one in columns if one not in free])
            )
        if own and row == 0:
            # The row references itself; so its key cannot be left to a sequence.
            pairs = zip(reference.columns, reference.numbers, strict=True)
            same = {number: (other, liked[other][0]) for number, other in pairs if liked[other]}
            return {
                key: value for number, (other, value) in same.items() for key in (number, other)
            }
        return self._of_other(reference, row, reference.columns)

    @staticmethod
    def _of_other(reference: Reference, row: int, columns: Collection[int]) -> dict[int, str]:
        table = qualified(reference.schema, reference.table)
        order = ", ".join(quote(other) for other in reference.others)
        return {
            number: (
                f"(SELECT {quote(other)} FROM {table} ORDER BY {order}"  # noqa: S608 - quoted names
                f" OFFSET {row} % greatest((SELECT count(*) FROM {table}), 1) LIMIT 1)"
            )
            for number, other in zip(reference.columns, reference.others, strict=True)
            if number in columns
        }

"""Choose values that PostgreSQL takes: it is asked which casts work, and which values fit a check.

A check is not understood here: candidates for its columns are joined, and
PostgreSQL's own WHERE finds the first that it holds for.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from psycopg import Error
from sqlalchemy.exc import DBAPIError

from ait_postgres.migrate.proof.values import from_checks, written
from ait_postgres.migrate.quote import literal, quote

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from sqlalchemy import Connection

    from ait_postgres.migrate.proof.shapes import ColumnShape, TableShape, TypeShape

# So many combinations of candidates are looked at for the checks of one row.
_COMBINATIONS: Final = 20_000
_AFTER: Final = frozenset({"date", "timestamp", "timestamptz"})


class Trial:
    """How something that may fail went.

    Attributes:
        error: Why PostgreSQL undid it; None: it did not.
    """

    error: DBAPIError | None = None

    @property
    def broke_constraint(self) -> bool:
        """Whether the rows themselves did not fit."""
        orig = self.error.orig if self.error else None
        return isinstance(orig, Error) and (orig.sqlstate or "").startswith("23")


class Chooser:
    """Knows the candidates of each type.

    Args:
        connection: In a transaction.
        types: By oid.
    """

    def __init__(self, connection: Connection, types: Mapping[int, TypeShape]) -> None:
        self._connection = connection
        self._types = types
        self._usable: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def not_null(self, column: ColumnShape) -> bool:
        """Whether the table, or the column's domain, wants a value."""
        shape = self._types[column.type]
        while shape.form == "d" and not shape.not_null:
            shape = self._types[shape.inner]
        return column.not_null or shape.not_null

    def candidates(self, table: TableShape, column: ColumnShape) -> list[str]:
        """Expressions of values for a column, those that its checks speak of first."""
        checks = [one for one in table.checks if _names(one, column)]
        shape = self._types[column.type]
        while shape.form == "d":
            checks += shape.checks
            shape = self._types[shape.inner]
        spoken = list(self._spoken(shape, checks)) if checks else []
        usual = list(written(self._types, column.type, column.modifier))
        # Usual ones are seldom refused, and then all of a check's texts would be, too.
        found = [*self._cast(column.written, spoken), *self._cast(column.written, usual)]
        return list(dict.fromkeys(found))

    def fitting(
        self,
        columns: Mapping[int, ColumnShape],
        checks: Sequence[str],
        values: Mapping[int, list[str]],
    ) -> dict[int, str]:
        """The first values that fit the checks together; empty if none do.

        Args:
            columns: Those that the checks speak of.
            checks: Expressions.
            values: By column, candidates in the order of liking.
        """
        limit = max(2, int(_COMBINATIONS ** (1 / len(columns))))
        lists = {number: values[number][:limit] for number in columns}
        places = ", ".join(f"place{number}" for number in columns)
        liking = places.replace(", ", " + ")
        lines = " CROSS JOIN ".join(
            f"(VALUES {', '.join(f'({place}, {one})' for place, one in enumerate(lists[number]))})"
            f" AS v{number}(place{number}, {quote(column.name)})"
            for number, column in columns.items()
        )
        holds = " AND ".join(f"({check}) IS NOT FALSE" for check in checks)
        found: list[int] = []
        with self.trying():
            row = self._connection.exec_driver_sql(
                f"SELECT ARRAY[{places}] FROM {lines}"  # noqa: S608 - names are quoted
                f" WHERE {holds} ORDER BY {liking}, {places} LIMIT 1",
                execution_options={"no_parameters": True},
            ).scalar_one_or_none()
            found = row or []
        return {number: lists[number][place] for number, place in zip(columns, found, strict=False)}

    @contextmanager
    def trying(self) -> Generator[Trial]:
        """Within a savepoint; an error undoes it and is kept in the trial."""
        trial = Trial()
        self._connection.exec_driver_sql("SAVEPOINT trying")
        try:
            yield trial
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            trial.error = error
            self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT trying")
        self._connection.exec_driver_sql("RELEASE SAVEPOINT trying")

    def _cast(self, type_: str, values: Sequence[str]) -> list[str]:
        """Those that can be cast to a type, cast."""
        key = type_, tuple(values)
        if key not in self._usable:
            casts = [f"CAST({value} AS {type_})" for value in values]
            works = self._works(casts) if casts else False
            self._usable[key] = casts if works else [one for one in casts if self._works([one])]
        return self._usable[key]

    def _works(self, expressions: Sequence[str]) -> bool:
        with self.trying() as trial:
            self._connection.exec_driver_sql(
                f"SELECT {', '.join(expressions)}",
                execution_options={"no_parameters": True},
            )
        return trial.error is None

    def _spoken(self, shape: TypeShape, checks: Sequence[str]) -> Generator[str]:
        """Expressions of the values that checks speak of."""
        if shape.category == "A" and shape.inner:
            inner = self._types[shape.inner]
            for value in from_checks(inner, checks):
                yield f"ARRAY[{literal(value)}]::{shape.written}"
            return
        for value in from_checks(shape, checks):
            yield literal(value)
            if shape.name in _AFTER:
                yield f"({literal(value)}::{shape.written} + interval '1 day')"
                yield f"({literal(value)}::{shape.written} - interval '1 day')"


def together(table: TableShape) -> list[tuple[dict[int, ColumnShape], list[str]]]:
    """A table's checks, those that share a column in one group, with their columns."""
    groups: list[tuple[dict[int, ColumnShape], list[str]]] = []
    for check in table.checks:
        columns = {number: one for number, one in table.columns.items() if _names(check, one)}
        checks = [check]
        for group in [group for group in groups if group[0].keys() & columns.keys()]:
            groups.remove(group)
            columns |= group[0]
            checks = [*group[1], *checks]
        if columns:
            groups.append((dict(sorted(columns.items())), checks))
    return groups


def _names(expression: str, column: ColumnShape) -> bool:
    """Whether an expression may name a column."""
    return re.search(rf"(?<!\w){re.escape(column.name)}(?!\w)", expression) is not None

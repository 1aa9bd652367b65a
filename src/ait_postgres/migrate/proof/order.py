"""The order in which tables are filled: what is referenced comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from ait_postgres.migrate.proof.shapes import Reference, TableShape

_CHILDREN: Final = text("""
WITH RECURSIVE below(parent, child) AS (
  SELECT inhparent, inhrelid FROM pg_inherits
  UNION SELECT b.parent, h.inhrelid FROM below b JOIN pg_inherits h ON h.inhparent = b.child)
SELECT parent::int8, child::int8 FROM below
""")


@dataclass(frozen=True, slots=True)
class Place:
    """A table's turn.

    Attributes:
        table: What to fill.
        absent: Foreign keys, of a circle, to tables whose turn comes later.
    """

    table: TableShape
    absent: tuple[Reference, ...]


def in_order(connection: Connection, tables: Mapping[int, TableShape]) -> list[Place]:
    """Every table, after those that it references, as far as circles allow."""
    below: dict[int, set[int]] = {}
    for row in connection.execute(_CHILDREN):
        below.setdefault(row[0], set()).add(row[1])

    def waits_for(reference: Reference) -> set[int]:
        """The tables that hold the rows: of a partitioned one, its partitions."""
        return {reference.oid, *below.get(reference.oid, ())} & tables.keys()

    return list(
        _places(
            tables,
            {
                oid: [(one, waits_for(one) - {oid}) for one in table.references]
                for oid, table in tables.items()
            },
        )
    )


def _places(
    tables: Mapping[int, TableShape], waits: Mapping[int, list[tuple[Reference, set[int]]]]
) -> Iterator[Place]:
    needs: dict[int, set[int]] = {oid: set() for oid in tables}
    waiting: dict[int, set[int]] = {oid: set() for oid in tables}
    for oid, references in waits.items():
        for _, others in references:
            needs[oid] |= others
        for other in needs[oid]:
            waiting[other].add(oid)
    left = {oid: len(others) for oid, others in needs.items()}
    done: set[int] = set()
    ready = sorted(oid for oid, count in left.items() if not count)
    while len(done) < len(tables):
        if not ready:
            # A circle: one goes first whose references into it can be NULL, if there is one.
            ready = [
                min(
                    tables.keys() - done,
                    key=lambda oid: (_bound(tables[oid], waits[oid], done), oid),
                )
            ]
        for oid in ready:
            absent = tuple(one for one, need in waits[oid] if need - done)
            yield Place(tables[oid], absent)
            done.add(oid)
        found = [other for oid in ready for other in waiting[oid] if other not in done]
        for other in found:
            left[other] -= 1
        ready = sorted({other for other in found if not left[other]})


def _bound(table: TableShape, waits: list[tuple[Reference, set[int]]], done: set[int]) -> int:
    """How many references to tables that are not filled want a value."""
    return sum(
        all(table.columns[number].not_null for number in one.columns if number in table.columns)
        for one, need in waits
        if need - done
    )

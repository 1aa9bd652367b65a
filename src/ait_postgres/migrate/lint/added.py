"""Why a new column makes PostgreSQL write every row anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Column, Table


def rewriting_columns(seen: Seen, cause: str) -> Iterator[tuple[Table, int, Column]]:
    """The new columns for which a table was written anew, of one cause.

    Args:
        seen: The statement.
        cause: `stored` a generated column, `counted` a sequence, `domain` a
            domain's checks, `default` a default that is another in every row.
    """
    for table, number, column in seen.new_columns():
        if seen.rewrites(table) and _cause(column) == cause:
            yield table, number, column


def _cause(column: Column) -> str:
    """A constant default is no cause; which one is not constant, its call of a function tells."""
    if column.generated == "s":
        return "stored"
    if column.counted:
        return "counted"
    if column.type_form == "d":
        return "domain"
    return "default" if "(" in (column.default or "") else ""

"""What vendors send and no column holds: the keys of the remainders, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import TEXT, column, func, select, true

from ait_postgres.ingest.entities import ENTITIES, entity_named
from ait_postgres.ingest.json_text import REPEATED
from ait_postgres.ingest.validate import REPAIRED

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: What we write into a remainder, and no vendor sent.
_MARKS = (REPAIRED, REPEATED)


class Leftover(NamedTuple):
    """A field that has no column.

    Attributes:
        entity: Whose payloads have it.
        field: The key at the top of the payload.
        rows: How many rows keep it in their remainder.
        kinds: The JSON types of its values, e.g. `object`, `string`.
        example: One value, as JSON, cut to 60 characters.
    """

    entity: str
    field: str
    rows: int
    kinds: tuple[str, ...]
    example: str


def leftover_fields(connection: Connection, entity: str | None = None) -> list[Leftover]:
    """List the fields that no column holds, by entity, the most frequent first.

    Reads every row of the tables asked for.

    Args:
        connection: Nothing is written.
        entity: One entity, or every one.

    Raises:
        UnknownEntity: No entity has that name.
    """
    chosen = [entity_named(entity)] if entity else list(ENTITIES.values())
    found: list[Leftover] = []
    for kind in chosen:
        pair = func.jsonb_each(kind.table.c.remainder).table_valued(
            column("key", TEXT), column("value"), name="pair"
        )
        rows = func.count()
        kinds = func.array_agg(func.jsonb_typeof(pair.c.value).distinct())
        example = func.left(func.min(func.cast(pair.c.value, TEXT)), 60)
        counted = (
            select(pair.c.key, rows, kinds, example)
            .select_from(kind.table)
            .join(pair, true())
            .where(pair.c.key.not_in(_MARKS))
            .group_by(pair.c.key)
            .order_by(rows.desc(), pair.c.key)
        )
        found += [
            Leftover(kind.name, key, count, tuple(sorted(types)), value)
            for key, count, types, value in connection.execute(counted)
        ]
    return found

"""CREATE, ALTER, DROP SEQUENCE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Sequence

_LIMITS: Final = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def identity_options(item: Sequence | None) -> str:
    """The options of an identity column's sequence that are not what PostgreSQL takes itself."""
    if item is None:
        return ""
    parts = _options(item, with_type=False)
    usual = chosen_name(item.owner_table or "", item.owner_column or "", "seq")
    if item.name != usual:
        parts.insert(0, f"SEQUENCE NAME {named(item.key)}")
    return f" ({' '.join(parts)})" if parts else ""


def create(item: Sequence, _state: State) -> Iterator[Step]:
    """CREATE SEQUENCE, then OWNED BY once the column is there."""
    unlogged = " UNLOGGED" if item.persistence == "u" else ""
    options = "".join(f" {part}" for part in _options(item, with_type=True))
    yield Step(
        sql=f"CREATE{unlogged} SEQUENCE {named(item.key)}{options}",
        key=item.key,
        rank=Rank.SEQUENCE,
        creates=frozenset({item.key}),
        needs=frozenset({item.parent} if item.parent else ()),
    )
    if item.owner_table:
        yield _owned(item)


def drop(item: Sequence, _state: State) -> Iterator[Step]:
    """DROP SEQUENCE."""
    yield Step(
        sql=f"DROP SEQUENCE {named(item.key)}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Sequence, new: Sequence, _state: State) -> list[Step] | None:
    """Its options, and whose it is."""
    if old.of_identity != new.of_identity:
        return None
    steps: list[Step] = []
    if changes := _changes(old, new):
        steps.append(_alter(new, " ".join(changes)))
    if (old.owner_table, old.owner_column) != (new.owner_table, new.owner_column):
        steps.append(_owned(new))
    return steps


def _changes(old: Sequence, new: Sequence) -> list[str]:
    parts: list[str] = []
    if old.type != new.type:
        parts.append(f"AS {new.type}")
    if old.increment != new.increment:
        parts.append(f"INCREMENT BY {new.increment}")
    if old.minimum != new.minimum:
        parts.append(f"MINVALUE {new.minimum}")
    if old.maximum != new.maximum:
        parts.append(f"MAXVALUE {new.maximum}")
    if old.start != new.start:
        parts.append(f"START WITH {new.start}")
    if old.cache != new.cache:
        parts.append(f"CACHE {new.cache}")
    if old.cycle != new.cycle:
        parts.append("CYCLE" if new.cycle else "NO CYCLE")
    return parts


def _options(item: Sequence, *, with_type: bool) -> list[str]:
    up = item.increment > 0
    limit = _LIMITS.get(item.type, _LIMITS["bigint"])
    minimum, maximum = (1, limit) if up else (-limit - 1, -1)
    parts: list[str] = []
    if with_type and item.type != "bigint":
        parts.append(f"AS {item.type}")
    if item.increment != 1:
        parts.append(f"INCREMENT BY {item.increment}")
    if item.minimum != minimum:
        parts.append(f"MINVALUE {item.minimum}")
    if item.maximum != maximum:
        parts.append(f"MAXVALUE {item.maximum}")
    if item.start != (item.minimum if up else item.maximum):
        parts.append(f"START WITH {item.start}")
    if item.cache != 1:
        parts.append(f"CACHE {item.cache}")
    if item.cycle:
        parts.append("CYCLE")
    return parts


def _owned(item: Sequence) -> Step:
    owner = "NONE"
    needs = {item.key}
    if item.owner_table and item.owner_column:
        owner = f"{qualified(item.schema, item.owner_table)}.{quote(item.owner_column)}"
        needs.add(Key("column", item.schema, item.owner_table, item.owner_column))
    return Step(
        sql=f"ALTER SEQUENCE {named(item.key)} OWNED BY {owner}",
        key=item.key,
        rank=Rank.COLUMN,
        alters=frozenset({item.key}),
        needs=frozenset(needs),
    )


def _alter(item: Sequence, change: str) -> Step:
    return Step(
        sql=f"ALTER SEQUENCE {named(item.key)} {change}",
        key=item.key,
        rank=Rank.SEQUENCE,
        alters=frozenset({item.key}),
        needs=frozenset({item.key}),
    )

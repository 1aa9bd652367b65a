"""The statements of a diff as a table full of rows bears them.

Each table is altered by one statement, so that it is written anew once and not
once a column. The session's time zone is UTC, in which PostgreSQL takes a
naive time for one with a zone without writing a row. NULLs get their value by
an UPDATE of their rows alone.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff import Rank, Step
from ait_postgres.migrate.model import Column, Key, Trigger
from ait_postgres.migrate.quote import named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ait_postgres.migrate.adopt.known import Known
    from ait_postgres.migrate.model import Catalogue

_TYPE: Final = " TYPE "
_ENABLE: Final = {
    "O": "ENABLE TRIGGER",
    "R": "ENABLE REPLICA TRIGGER",
    "A": "ENABLE ALWAYS TRIGGER",
}


def arranged(
    steps: Sequence[Step], old: Catalogue, new: Catalogue, known: Known
) -> tuple[Step, ...]:
    """Put the statements into that form.

    Args:
        steps: From `diff`.
        old: What is there, after renames.
        new: What is wanted.
        known: What the project knows.
    """
    typed = [_typed(step, old, new, known) for step in steps]
    found: list[Step] = []
    for table, group in groupby(typed, _table_of):
        parts = list(group)
        if table:
            dropped = {key for step in found for key in step.drops}
            quiet = [one for one in _triggers(table, old) if one.key not in dropped]
            parts = list(_of_table(parts, table, (old, new), known, quiet))
        found += parts
    if typed != list(steps) or any(step.fills for step in found):
        zone = Step(sql="SET TimeZone = 'UTC'", key=found[0].key, rank=Rank.RENAME)
        reset = Step(sql="RESET TimeZone", key=found[-1].key, rank=Rank.EVENT_TRIGGER)
        return zone, *found, reset
    return tuple(found)


def _table_of(step: Step) -> Key | None:
    """The table whose columns a step alters, if it may be one clause among others."""
    if step.key.kind != "column" or step.loses or step.commits or step.split:
        return None
    table = Key("table", step.key.schema, step.key.name)
    clause = step.sql.removeprefix(f"{_alter(table)} ")
    return table if clause.startswith(("ADD COLUMN ", "ALTER COLUMN ")) else None


def _alter(table: Key) -> str:
    return f"ALTER TABLE {named(table)}"


def _typed(step: Step, old: Catalogue, new: Catalogue, known: Known) -> Step:
    """A change of type, as the project knows it or as UTC makes it."""
    before, after = old.by_key.get(step.key), new.by_key.get(step.key)
    if not isinstance(before, Column) or not isinstance(after, Column):
        return step
    column = quote(after.name)
    table = Key("table", after.schema, after.table)
    change = f"{_alter(table)} ALTER COLUMN {column} TYPE {after.type}"
    if not step.sql.startswith(change):
        return step
    if expression := known.using.get(step.key):
        collate = f" COLLATE {after.collation}" if after.collation else ""
        return replace(step, sql=f"{change}{collate} USING {expression}", loses=False)
    if before.type.startswith("timestamp") and before.type.endswith("without time zone"):
        sql = step.sql.removesuffix(f" USING {column} AT TIME ZONE 'UTC'")
        return replace(step, sql=sql, rewrites=step.rewrites and sql == step.sql)
    return step


def _of_table(
    parts: Sequence[Step],
    table: Key,
    states: tuple[Catalogue, Catalogue],
    known: Known,
    triggers: Sequence[Trigger],
) -> Iterator[Step]:
    """One table's changes of columns: one statement, or as few as will do."""
    old, new = states
    added = [step for step in parts if step.creates & known.fills.keys()]
    rest = [step for step in parts if step not in added]
    if added:
        yield _together(added, table)
        made = {key for step in added for key in step.creates & known.fills.keys()}
        rest += [_valued(key, new, known.fills[key]) for key in sorted(made)]
    altered = {key for step in rest for key in step.alters}
    filled = sorted(key for key in altered & known.fills.keys() if becomes_required(key, old, new))
    if not filled:
        yield from [_together(rest, table)] if rest else []
    elif any(step.rewrites for step in rest):
        # Every row is written anyhow.
        own = {step.key: _value(step) for step in rest if _TYPE in step.sql}
        rest = [step for step in rest if not (step.key in filled and _TYPE in step.sql)]
        rest += [
            _valued(key, new, f"coalesce({own.get(key) or quote(key.part)}, {known.fills[key]})")
            for key in filled
        ]
        yield replace(_together(rest, table), fills=frozenset(filled))
    else:
        yield from _updated(table, filled, known, triggers)
        yield _together(rest, table)


def _together(parts: Sequence[Step], table: Key) -> Step:
    """One statement of several clauses."""
    if len(parts) == 1:
        return parts[0]
    alter = _alter(table)
    clauses = ",\n    ".join(step.sql.removeprefix(f"{alter} ") for step in parts)
    return Step(
        sql=f"{alter}\n    {clauses}",
        key=parts[0].key,
        rank=parts[0].rank,
        creates=frozenset(key for step in parts for key in step.creates),
        alters=frozenset(key for step in parts for key in step.alters),
        rewrites=any(step.rewrites for step in parts),
    )


def _value(step: Step) -> str:
    """What a change of type makes of a value, if it says so."""
    return step.sql.partition(" USING ")[2]


def _valued(key: Key, new: Catalogue, value: str) -> Step:
    """What gives a column a value while every row is written anew."""
    item = new.by_key[key]
    assert isinstance(item, Column)  # noqa: S101 - fills are of columns
    table = Key("table", key.schema, key.name)
    collate = f" COLLATE {item.collation}" if item.collation else ""
    return Step(
        sql=f"{_alter(table)} ALTER COLUMN {quote(key.part)} TYPE {item.type}{collate} "
        f"USING {value}",
        key=key,
        rank=Rank.COLUMN,
        alters=frozenset({key}),
        rewrites=True,
    )


def _updated(
    table: Key, columns: Sequence[Key], known: Known, triggers: Sequence[Trigger]
) -> Iterator[Step]:
    """The UPDATE that gives NULLs a value, before their column becomes NOT NULL."""
    sets = ", ".join(
        f"{quote(key.part)} = coalesce({quote(key.part)}, {known.fills[key]})" for key in columns
    )
    nulls = " OR ".join(f"{quote(key.part)} IS NULL" for key in columns)
    for one in triggers:
        yield _trigger(table, one, "DISABLE TRIGGER")
    yield Step(
        sql=f"UPDATE {named(table)} SET {sets} WHERE {nulls}",
        key=table,
        rank=Rank.COLUMN,
        fills=frozenset(columns),
    )
    for one in triggers:
        yield _trigger(table, one, _ENABLE[one.enabled])


def _triggers(table: Key, old: Catalogue) -> Iterator[Trigger]:
    """Those that an UPDATE would fire: what they do to a row is no part of an adoption."""
    for item in old.objects:
        if isinstance(item, Trigger) and item.parent == table and item.enabled in _ENABLE:
            yield item


def _trigger(table: Key, trigger: Trigger, word: str) -> Step:
    return Step(
        sql=f"{_alter(table)} {word} {quote(trigger.name)}", key=trigger.key, rank=Rank.COLUMN
    )


def becomes_required(key: Key, old: Catalogue, new: Catalogue) -> bool:
    """Whether a column that may hold NULLs may not any more."""
    before, after = old.by_key.get(key), new.by_key.get(key)
    return (
        isinstance(before, Column)
        and isinstance(after, Column)
        and after.not_null
        and not before.not_null
    )


__all__ = ["arranged", "becomes_required"]

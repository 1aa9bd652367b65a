"""Filling a column in batches: the statement, and whether a table takes it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Column, Constraint, Key, Rule, Table, Trigger
from ait_postgres.migrate.online.form import also
from ait_postgres.migrate.online.scene import in_words
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
from ait_postgres.migrate.online.scene import Scene

#: Rows in a transaction: some ten milliseconds of row locks.
BATCH: Final = 5000

# What a trigger fires before, or after, on; `UPDATE OF` names columns.
_EVENTS: Final = re.compile(r" (BEFORE|AFTER) (.*?) ON ")


def fill(step: Step, column: Column, value: str, condition: str, scene: Scene) -> Step | None:
    """The statement that gives a column its values; None where the table does not take it.

    Args:
        step: What stands for it in the plan.
        column: The column.
        value: An expression.
        condition: Which rows still lack it.
        scene: What the plan is about.
    """
    table = Key("table", column.schema, column.table)
    key = walked(table, scene)
    if key is None or not _takes(table, scene):
        return None
    name = qualified(column.schema, column.table)
    sql = (  # what it is made of is quoted, or PostgreSQL's own text
        f"UPDATE {name} SET {quote(column.name)} = {value}\n"  # noqa: S608 - names are quoted
        f"WHERE {condition} /* ait: batches of {BATCH} over {name}{key} */"
    )
    stirs = frozenset({table} if any(_fire(table, scene)) else ())
    return replace(also(step, sql, alters={column.key}), stirs=stirs)


def walked(table: Key, scene: Scene) -> str | None:
    """How the comment names the key by which a table's rows are walked; None: there is none."""
    old = scene.state.old
    for item in old.children(table, Constraint):
        found = [old.find(Column, Key("column", *table[1:3], name)) for name in item.columns]
        solid = all(one and one.not_null and not one.not_null_form for one in found)
        stays = item.key in scene.state.new and item.key not in scene.state.gone
        if item.form in "pu" and solid and stays and not item.definition.count("INCLUDE"):
            return "" if item.form == "p" else f" by ({in_words(item.columns)})"
    return None


def _takes(table: Key, scene: Scene) -> bool:
    """Whether an UPDATE of a table does what it says, and nothing else but fire triggers."""
    state = scene.state
    item = state.old.find(Table, table)
    if item is None or item.force_row_security or state.old.children(table, Rule):
        return False
    alone = not state.old.heirs(table) and not state.new.heirs(table)
    if not (item.form == "p" or alone) or item.inherits:
        return False
    # Nobody knows what one that fires afterwards does elsewhere.
    return "AFTER" not in set(_fire(table, scene))


def _fire(table: Key, scene: Scene) -> list[str]:
    """When the triggers fire that an UPDATE of another column sets off."""
    found: list[str] = []
    for side in (scene.state.old, scene.state.new):
        for item in side.children(table, Trigger):
            when = _EVENTS.search(item.definition)
            any_column = when and re.search(r"UPDATE(?! OF )", when[2])
            if when and any_column and item.enabled in "OA":
                found.append(when[1])
    return found

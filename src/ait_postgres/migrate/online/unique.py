"""Unique constraints and primary keys: their index is built CONCURRENTLY, then taken over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.model import Constraint, Key
from ait_postgres.migrate.online.form import Form
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.online.scene import Scene

_LIST: Final = r'\((?:"(?:[^"]|"")*"|[^")])*\)'
DEFINITION: Final = re.compile(
    rf"(?P<word>UNIQUE|PRIMARY KEY)(?P<nulls> NULLS NOT DISTINCT)? (?P<columns>{_LIST})"
    rf"(?P<include> INCLUDE {_LIST})?(?P<tail>( DEFERRABLE)?( INITIALLY DEFERRED)?)"
)


def add(step: Step, held: Step | None, scene: Scene) -> Form | None:
    """ADD CONSTRAINT ... UNIQUE, ... PRIMARY KEY; `held` drops another of that name."""
    item = scene.state.new.find(Constraint, step.key)
    if item is None or step.key not in step.creates or item.form not in "pu":
        return None
    found = DEFINITION.fullmatch(item.definition)
    table = item.parent
    if found is None or table is None or not scene.is_plain(table):
        return None
    name = scene.free_name(item.schema, item.name, "new") if held else item.name
    steps = using_index(item, name, step, found)
    return Form(later=((steps[0],), (*([held] if held else []), steps[1])))


def using_index(item: Constraint, name: str, step: Step, found: re.Match[str]) -> tuple[Step, Step]:
    """The index, and the constraint that takes it over and gives it its own name."""
    options = f" WITH ({', '.join(item.index_options)})" if item.index_options else ""
    table = qualified(item.schema, item.table)
    index = (
        f"CREATE UNIQUE INDEX CONCURRENTLY {quote(name)} ON {table} USING btree "
        f"{found['columns']}{found['include'] or ''}{found['nulls'] or ''}{options}"
    )
    constraint = (
        f"ALTER TABLE {table} ADD CONSTRAINT {quote(item.name)} {found['word']}"
        f" USING INDEX {quote(name)}{found['tail']}"
    )
    key = Key("index", item.schema, name)
    build = replace(
        step,
        sql=index,
        creates=frozenset({key}),
        transactional=False,
        needs=frozenset(
            Key("column", item.schema, item.table, column) for column in item.index_columns
        ),
    )
    return build, replace(step, sql=constraint)

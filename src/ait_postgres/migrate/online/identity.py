"""New identity columns: numbered by a sequence that stands in until every row has its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.kinds import serial
from ait_postgres.migrate.diff.kinds.sequence_options import identity_options
from ait_postgres.migrate.online.backfill import fill
from ait_postgres.migrate.online.form import Form, also
from ait_postgres.migrate.online.pieces import (
    alter_table,
    create_sequence,
    empty_column,
    made_not_null,
)
from ait_postgres.migrate.quote import literal, named, qualified, quote

if TYPE_CHECKING:
    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Column
    from ait_postgres.migrate.online.scene import Scene

_WORDS: Final = {"a": "ALWAYS", "d": "BY DEFAULT"}


def add_identity(step: Step, item: Column, scene: Scene) -> Form | None:
    """ADD COLUMN ... GENERATED AS IDENTITY, which must be NOT NULL before it is one."""
    sequence = serial.identity(item, scene.state.new)
    if sequence is None or item.parent is None or not scene.is_plain(item.parent):
        return None
    stand_in = qualified(item.schema, scene.free_name(item.schema, sequence.name, "until"))
    number = f"nextval({literal(stand_in)}::regclass)"
    update = fill(step, item, number, f"{quote(item.name)} IS NULL", scene)
    if update is None or sequence.persistence == "u":
        return None
    column = f"{alter_table(item)} ALTER COLUMN {quote(item.name)}"
    words = f"GENERATED {_WORDS[item.identity_form]} AS IDENTITY{identity_options(sequence)}"
    over = (
        also(step, f"{column} DROP DEFAULT"),
        also(step, f"{column} ADD {words}", creates={sequence.key}, alters={item.key}),
        also(step, f"SELECT setval({literal(named(sequence.key))}, {number}, false)"),
        also(step, f"DROP SEQUENCE {stand_in}"),
    )
    return Form(
        now=(
            create_sequence(step, stand_in, sequence),
            *empty_column(step, item, scene),
            also(step, f"{column} SET DEFAULT {number}"),
        ),
        later=((update,), *made_not_null(step, item, scene), over),
    )

"""The transaction in which a column that is filled takes the place of the old one.

Everything in it is quick: what would read the rows was done before, or is
left for later.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.comments import comments
from ait_postgres.migrate.diff.kinds import KINDS
from ait_postgres.migrate.diff.kinds.column import after
from ait_postgres.migrate.diff.kinds.not_null import not_null_steps
from ait_postgres.migrate.diff.kinds.sequence_options import identity_options
from ait_postgres.migrate.online.form import also
from ait_postgres.migrate.online.pieces import alter_table, create_sequence
from ait_postgres.migrate.online.successor import found
from ait_postgres.migrate.online.unique import using_index
from ait_postgres.migrate.quote import literal, named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Constraint, SchemaObject, Sequence
    from ait_postgres.migrate.online.successor import Successor

_WORDS: Final = {"a": "ALWAYS", "d": "BY DEFAULT"}
_SETTLED: Final = (" NOT VALID", " NOT ENFORCED")


def over(one: Successor) -> Iterator[Step]:
    """The statements, in order."""
    item, sequences = one.column, one.hanging.sequences
    owned = [each for each in sequences if not each.of_identity]
    numbers = {each: _stand_in(one, each) for each in sequences if each.of_identity}
    # A row of theirs is locked before one of this table; so are the tables, or it is a deadlock.
    for key in one.hanging.referring:
        yield _alters(one, f"{_table(key)} DROP CONSTRAINT {quote(key.name)}")
    if sequences:  # likewise: this does nothing but lock the table
        yield _alters(one, f"{alter_table(item)} ALTER COLUMN {quote(one.name)} DROP DEFAULT")
    yield from (_alters(one, f"ALTER SEQUENCE {named(each.key)} OWNED BY NONE") for each in owned)
    for each, name in numbers.items():
        yield create_sequence(one.step, name, each)
        yield _alters(one, _goes_on(name, named(each.key)))
    yield from _column(one)
    yield from _properties(one)
    for each, name in numbers.items():
        yield from _identity(one, each, name)
    column = f"{qualified(item.schema, item.table)}.{quote(item.name)}"
    yield from (
        _alters(one, f"ALTER SEQUENCE {named(each.key)} OWNED BY {column}") for each in owned
    )
    yield from _made_again(one)


def _stand_in(one: Successor, sequence: Sequence) -> str:
    """A sequence that remembers where an identity's stood."""
    name = one.scene.free_name(sequence.schema, sequence.name, "until")
    return qualified(sequence.schema, name)


def _column(one: Successor) -> Iterator[Step]:
    """The one goes, the other takes its name. Whoever writes fails until the trigger is gone."""
    item = one.column
    table = qualified(item.schema, item.table)
    drop = _alters(one, f"{alter_table(item)} DROP COLUMN {quote(item.name)}")
    yield replace(drop, replaces=frozenset({item.key}), loses=one.step.loses)
    rename = f"RENAME COLUMN {quote(one.name)} TO {quote(item.name)}"
    yield _alters(one, f"{alter_table(item)} {rename}")
    yield _alters(one, f"DROP TRIGGER {quote(one.trigger)} ON {table}")
    yield _alters(one, f"DROP FUNCTION {one.function}()")


def _properties(one: Successor) -> Iterator[Step]:
    """NOT NULL, which the check shows; the default; what else is set."""
    item, default = one.column, one.hanging.default
    if item.not_null:
        plain = next(not_null_steps(replace(item, not_null=False), item))
        yield _alters(one, plain.sql)
        yield _alters(one, f"{alter_table(item)} DROP CONSTRAINT {quote(one.check)}")
    if default:
        words = f"ALTER COLUMN {quote(item.name)} SET DEFAULT {default.expression}"
        yield _alters(one, f"{alter_table(item)} {words}")
    yield from _quick(one, after(item))
    yield from _quick(one, comments(None, item, one.scene.state))


def _identity(one: Successor, sequence: Sequence, kept: str) -> Iterator[Step]:
    item = one.column
    words = f"GENERATED {_WORDS[item.identity_form]} AS IDENTITY{identity_options(sequence)}"
    yield _alters(one, f"{alter_table(item)} ALTER COLUMN {quote(item.name)} ADD {words}")
    yield _alters(one, _goes_on(named(sequence.key), kept))
    yield _alters(one, f"DROP SEQUENCE {kept}")
    yield from _quick(one, comments(None, sequence, one.scene.state))


def _made_again(one: Successor) -> Iterator[Step]:
    """What went with the old column."""
    hanging, state = one.hanging, one.scene.state
    for key in hanging.keys:
        _, constraint = using_index(key, one.called(key), one.step, found(key))
        yield _alters(one, constraint.sql)
    for index in hanging.indexes:
        name = qualified(index.schema, one.called(index))
        yield _alters(one, f"ALTER INDEX {name} RENAME TO {quote(index.name)}")
    for check in (*hanging.checks, *hanging.references, *hanging.referring):
        wait = "" if check.definition.endswith(_SETTLED) else " NOT VALID"
        words = f"ADD CONSTRAINT {quote(check.name)} {check.definition}{wait}"
        yield _alters(one, f"{_table(check)} {words}")
    for statistics in hanging.statistics:
        yield from _quick(one, KINDS["statistics"].create(statistics, state))
    whole = (*hanging.keys, *hanging.indexes, *hanging.checks)
    made: tuple[SchemaObject, ...] = (
        *whole,
        *hanging.references,
        *hanging.referring,
        *hanging.statistics,
    )
    for each in made:
        yield from _quick(one, comments(None, each, state))


def _goes_on(sequence: str, other: str) -> str:
    """Let a sequence go on where another stands."""
    return f"SELECT setval({literal(sequence)}, last_value, is_called) FROM {other}"  # noqa: S608 - names are quoted


def _alters(one: Successor, sql: str) -> Step:
    return also(one.step, sql, alters={one.column.key})


def _quick(one: Successor, steps: Iterable[Step]) -> Iterator[Step]:
    """The statements of steps, as parts of this one."""
    return (_alters(one, step.sql) for step in steps)


def _table(item: Constraint) -> str:
    return f"ALTER TABLE {qualified(item.schema, item.table)}"

"""CREATE, DROP of what one statement makes, and ALTER ... OPTIONS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import Column
from ait_postgres.migrate.quote import literal, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import Side, State
    from ait_postgres.migrate.model import Declared, Key

#: The kinds that are made and dropped in this way.
KINDS: Final = (
    "language",
    "access_method",
    "collation",
    "conversion",
    "text_search_parser",
    "text_search_template",
    "text_search_dictionary",
    "text_search_configuration",
    "foreign_data_wrapper",
    "foreign_server",
    "operator",
    "operator_family",
    "operator_class",
    "cast",
    "transform",
    "foreign_table",
)
# What may be made of functions and types comes after them where nothing else says so.
_RANKS: Final = {
    "operator": Rank.ROUTINE,
    "operator_family": Rank.ROUTINE,
    "operator_class": Rank.ROUTINE,
    "cast": Rank.ROUTINE,
    "transform": Rank.ROUTINE,
    "foreign_table": Rank.TABLE,
}


def word(kind: str) -> str:
    """A kind as statements name it: `FOREIGN TABLE`."""
    return "SERVER" if kind == "foreign_server" else kind.replace("_", " ").upper()


def create(item: Declared, state: State) -> Iterator[Step]:
    """Its CREATE statement, and those that complete it."""
    options = ", ".join(_option(one) for one in item.options)
    yield Step(
        sql=item.definition + (f" OPTIONS ({options})" if options else ""),
        key=item.key,
        rank=_RANKS.get(item.kind, Rank.TYPE),
        creates=frozenset({item.key}),
        behind=_parents(item, state.new),
    )
    for statement in item.more:
        yield Step(
            sql=statement,
            key=item.key,
            rank=_RANKS.get(item.kind, Rank.TYPE),
            alters=frozenset({item.key}),
            needs=state.new.needs(item.key) | {item.key},
            behind=_parents(item, state.new),
        )


def drop(item: Declared, state: State) -> Iterator[Step]:
    """Its DROP statement."""
    yield Step(
        sql=f"DROP {word(item.kind)} {item.called}",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
        ahead=_parents(item, state.old),
    )


def _parents(item: Declared, side: Side) -> frozenset[Key]:
    """The tables that a foreign table is a partition or child of: they change without it."""
    foreign = item.kind == "foreign_table"
    return frozenset(key for key in side.needs(item.key) if foreign and key.kind == "table")


def alter(old: Declared, new: Declared, state: State) -> list[Step] | None:
    """Its options, where nothing else differs.

    Raises:
        MigrationError: Columns use it, whose rows would have to go with it.
    """
    if (old.called, old.definition, old.more) != (new.called, new.definition, new.more):
        _refuse_under_columns(old, state)
        return None
    before, after = _values(old), _values(new)
    changes = [
        *(f"DROP {quote(name)}" for name in before if name not in after),
        *(
            f"{'SET' if name in before else 'ADD'} {quote(name)} {literal(value)}"
            for name, value in after.items()
            if before.get(name) != value
        ),
    ]
    return [
        Step(
            sql=f"ALTER {word(new.kind)} {new.called} OPTIONS ({', '.join(changes)})",
            key=new.key,
            rank=_RANKS.get(new.kind, Rank.TYPE),
            alters=frozenset({new.key}),
        )
    ]


def _refuse_under_columns(item: Declared, state: State) -> None:
    columns = [
        one.of.identity
        for one in state.old.dependents.get(item.key, ())
        if (column := state.old.find(Column, one.of)) and not column.generated
        if one.of in state.new
    ]
    if columns:
        raise MigrationError(
            f"{item.key} differs and cannot be changed under the columns that use it "
            f"({', '.join(columns)}): give it another name, or write the change by hand "
            "(generate --custom)"
        )


def _values(item: Declared) -> dict[str, str]:
    return {name: value for name, _, value in (one.partition("=") for one in item.options)}


def _option(option: str) -> str:
    name, _, value = option.partition("=")
    return f"{quote(name)} {literal(value)}"

"""Names that follow a rename: of the sequences, constraints and indexes of what was renamed.

PostgreSQL and SQLAlchemy make them from the names of tables and columns, so
they are wanted anew with those. What is the same in all but its name is
renamed, without a question: nothing is lost by it, and nothing is built again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Constraint, Index, Sequence
from ait_postgres.migrate.renames import Rename

if TYPE_CHECKING:
    from ait_postgres.migrate.model import Catalogue, SchemaObject

# The relations share their names with types, and a constraint may own an index.
_NAMED: frozenset[str] = frozenset(
    {"table", "view", "materialized_view", "index", "sequence", "constraint"}
)


def followers(found: Catalogue, wanted: Catalogue) -> tuple[Rename, ...]:
    """What is only called otherwise in the wanted catalogue.

    A name that something else still has does not follow.
    """
    new: dict[object, list[SchemaObject]] = {}
    for one in wanted.objects:
        if one.key not in found.by_key and (alike := _alike(one)):
            new.setdefault(alike, []).append(one)
    taken = {(one.schema, one.name) for one in found.objects if one.kind in _NAMED}
    renames: list[Rename] = []
    for one in found.objects:
        if one.key in wanted.by_key or not (others := new.get(_alike(one))):
            continue
        other = others.pop(0)
        if (other.schema, other.name) not in taken:
            renames.append(_rename(one, other.name))
            taken.add((other.schema, other.name))
    return tuple(renames)


def _alike(item: SchemaObject) -> object:
    """What two objects have in common of which one may be the other, renamed; None: nothing."""
    match item:
        case Constraint(form="c", inherited=True):
            return None  # it takes its name from the parent table's, and only with it
        case Constraint() | Index():
            return replace(item, name="", comment=None, grants=())
        case Sequence() if item.owner_table:
            # One a column; its options are changed in place.
            return item.kind, item.schema, item.owner_table, item.owner_column
        case _:
            return None


def _rename(item: SchemaObject, name: str) -> Rename:
    part = (item.table, item.name) if isinstance(item, Constraint) else (item.name,)
    return Rename(item.kind, (item.schema, *part), name)


__all__ = ["followers"]

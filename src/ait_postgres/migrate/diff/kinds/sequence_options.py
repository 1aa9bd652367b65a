"""A sequence's options as CREATE and ALTER SEQUENCE write them: only what must be said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ait_postgres.migrate.model.names import chosen_name
from ait_postgres.migrate.quote import literal, named

if TYPE_CHECKING:
    from ait_postgres.migrate.model import Sequence

_LIMITS: Final = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


class _Bounds(NamedTuple):
    minimum: int
    maximum: int


def identity_options(item: Sequence | None) -> str:
    """The options of an identity column's sequence that are not what PostgreSQL takes itself."""
    if item is None:
        return ""
    parts = options(item, with_type=False)
    usual = chosen_name(item.owner_table or "", item.owner_column or "", "seq")
    if item.name != usual:
        parts.insert(0, f"SEQUENCE NAME {named(item.key)}")
    return f" ({' '.join(parts)})" if parts else ""


def options(item: Sequence, *, with_type: bool) -> list[str]:
    """Each option that is not what PostgreSQL takes itself."""
    usual = _bounds(item)
    parts: list[str] = []
    if with_type and item.type != "bigint":
        parts.append(f"AS {item.type}")
    if item.increment != 1:
        parts.append(f"INCREMENT BY {item.increment}")
    if item.minimum != usual.minimum:
        parts.append(f"MINVALUE {item.minimum}")
    if item.maximum != usual.maximum:
        parts.append(f"MAXVALUE {item.maximum}")
    if item.start != (item.minimum if item.increment > 0 else item.maximum):
        parts.append(f"START WITH {item.start}")
    if item.cache != 1:
        parts.append(f"CACHE {item.cache}")
    if item.cycle:
        parts.append("CYCLE")
    return parts


def retyped(item: Sequence, type_: str) -> Sequence:
    """What AS makes of a sequence: limits that were those of the old type become the new one's."""
    old, new = _ends(item.type), _ends(type_)
    return replace(
        item,
        type=type_,
        minimum=new.minimum if item.minimum == old.minimum else item.minimum,
        maximum=new.maximum if item.maximum == old.maximum else item.maximum,
    )


def changes(old: Sequence, new: Sequence) -> list[str]:
    """Each option that ALTER SEQUENCE must name; `RESTART` where no old number is within bounds."""
    usual = _bounds(new)
    parts: list[str] = []
    if old.type != new.type:
        parts.append(f"AS {new.type}")
        old = retyped(old, new.type)
    if old.increment != new.increment:
        parts.append(f"INCREMENT BY {new.increment}")
    if old.minimum != new.minimum:
        own = new.minimum == usual.minimum
        parts.append("NO MINVALUE" if own else f"MINVALUE {new.minimum}")
    if old.maximum != new.maximum:
        own = new.maximum == usual.maximum
        parts.append("NO MAXVALUE" if own else f"MAXVALUE {new.maximum}")
    if old.start != new.start:
        parts.append(f"START WITH {new.start}")
    if _apart(old, new):
        parts.append("RESTART")
    if old.cache != new.cache:
        parts.append(f"CACHE {new.cache}")
    if old.cycle != new.cycle:
        parts.append("CYCLE" if new.cycle else "NO CYCLE")
    return parts


def moves(old: Sequence, new: Sequence) -> list[str]:
    """What brings the sequence's value within narrower bounds, which ALTER SEQUENCE requires."""
    if _apart(old, new):
        return []
    name = named(new.key)
    found: list[str] = []
    for bound, old_bound, sign in (
        (new.minimum, old.minimum, "<"),
        (new.maximum, old.maximum, ">"),
    ):
        if bound != old_bound and (bound > old_bound) == (sign == "<"):
            found.append(
                f"SELECT setval({quoted(new)}, {bound}, is_called) FROM {name} "
                f"WHERE last_value {sign} {bound}"
            )
    return found


def quoted(item: Sequence) -> str:
    """A sequence's name as an argument of a function."""
    return literal(named(item.key))


def _apart(old: Sequence, new: Sequence) -> bool:
    return new.minimum > old.maximum or new.maximum < old.minimum


def _bounds(item: Sequence) -> _Bounds:
    ends = _ends(item.type)
    return _Bounds(1, ends.maximum) if item.increment > 0 else _Bounds(ends.minimum, -1)


def _ends(type_: str) -> _Bounds:
    limit = _LIMITS.get(type_, _LIMITS["bigint"])
    return _Bounds(-limit - 1, limit)
